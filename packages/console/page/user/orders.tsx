import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { ALL_COLUMNS, ORDER_COLUMNS } from '../account/order-columns.tsx';
import { OrderFacts, waitsFor } from '../account/order-facts.tsx';
import { ORDER_STATUSES, ORDER_TYPES } from '../account/words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice } from '../parts/field.tsx';
import { CommandError } from '../parts/outcome.tsx';
import { rowClick } from '../parts/row-click.ts';
import { Empty } from '../parts/states.tsx';
import { type Column, WindowedTable } from '../parts/windowed-table.tsx';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { ORDER_EVENTS } from '../service/event-types.ts';
import { accountStream } from '../service/stream.ts';
import type { Order } from '../service/types.ts';
import { useCommand } from '../service/use-command.ts';
import { useEvents } from '../service/use-events.ts';
import { pageAt, WindowOfPages } from '../service/window-of-pages.ts';
import { useAssets } from './assets.ts';
import { ReplaceDialog } from './replace-dialog.tsx';

/** What the list shows. The API takes one filter at a time. */
interface Filter {
  readonly open?: true;
  readonly status?: Order['status'];
  readonly assetId?: string;
}

const keyOf = ({ orderId }: Order): string => orderId;

function ordersOf(filter: Filter): WindowOfPages<Order> {
  return new WindowOfPages(
    (cursor) =>
      resultOf(
        api.GET('/v1/orders', {
          params: { query: { ...pageAt(cursor), ...filter } },
        }),
      ),
    keyOf,
  );
}

/** The open orders, to cancel and to replace, and all orders. */
export function OrdersPage(): JSX.Element {
  const shown = useSignal<Order | undefined>(undefined);
  const replacing = useSignal<Order | undefined>(undefined);
  const told = useSignal<string | undefined>(undefined);
  const open = useMemo(() => ordersOf({ open: true }), []);
  const cancelling = useCommand(async ({ orderId }: Order) => {
    const { order } = await resultOf(api.DELETE('/v1/orders/{orderId}', { params: { path: { orderId } } }));
    told.value = `${ORDER_TYPES[order.orderType]} of ${order.quantity} ${order.assetId}: cancelled.`;
    return order;
  });
  useEvents(accountStream, ORDER_EVENTS, () => open.refresh());
  async function cancel(order: Order): Promise<void> {
    told.value = undefined;
    await cancelling.send(order);
    open.refresh();
  }
  const openColumns: readonly Column<Order>[] = [
    ...ORDER_COLUMNS,
    { title: 'Waits for', width: '10rem', isNumber: true, isExtra: true, cell: (order) => waitsFor(order, 4) },
    {
      title: 'Actions',
      width: '13rem',
      isNumber: true,
      cell: (order) => (
        <span class="row-actions">
          <button type="button" class="small" onClick={() => (replacing.value = order)}>
            Replace<span class="unseen"> {nameOf(order)}</span>
          </button>
          <button type="button" class="small danger" onClick={rowClick(() => cancel(order))}>
            Cancel<span class="unseen"> {nameOf(order)}</span>
          </button>
        </span>
      ),
    },
  ];
  return (
    <>
      <h1>Orders</h1>
      <CommandError error={cancelling.error} what="the cancellation" />
      <output class="told">{told.value !== undefined && <p class="notice done">{told.value}</p>}</output>
      <section class="card open-orders" aria-labelledby="open-orders">
        <h2 id="open-orders">Open orders</h2>
        <WindowedTable
          label="Open orders"
          rows={open}
          columns={openColumns}
          keyOf={keyOf}
          onOpen={(order) => (shown.value = order)}
          empty={
            <Empty title="No open orders">
              <p>
                <a href={linkTo('trade')}>Place one</a>
              </p>
            </Empty>
          }
        />
      </section>
      <AllOrders onOpen={(order) => (shown.value = order)} />
      {shown.value !== undefined && (
        <Dialog title="Order" isWide onClose={() => (shown.value = undefined)}>
          <OrderFacts order={shown.value} />
        </Dialog>
      )}
      {replacing.value !== undefined && (
        <ReplaceDialog
          order={replacing.value}
          onClose={() => (replacing.value = undefined)}
          onReplaced={(text) => {
            replacing.value = undefined;
            told.value = text;
            open.refresh();
          }}
        />
      )}
    </>
  );
}

function AllOrders({ onOpen }: { readonly onOpen: (order: Order) => void }): JSX.Element {
  const chosen = useSignal('all');
  const assets = useAssets('all');
  const rows = useMemo(() => ordersOf(filterOf(chosen.value)), [chosen.value]);
  useEvents(accountStream, ORDER_EVENTS, () => rows.refresh());
  const options: readonly (readonly [string, string])[] = [
    ['all', 'All orders'],
    ...SHOWN_STATUSES.map((status) => [`status:${status}`, ORDER_STATUSES[status]] as const),
    ...(assets.value ?? []).map(({ assetId }) => [`asset:${assetId}`, `Of ${assetId}`] as const),
  ];
  return (
    <section class="card" aria-labelledby="all-orders">
      <div class="card-head">
        <h2 id="all-orders">All orders</h2>
        <div class="filter">
          <Choice
            label="Show"
            value={chosen.value}
            options={options}
            onValue={(value) => {
              chosen.value = value;
            }}
          />
        </div>
      </div>
      <WindowedTable
        label="All orders"
        rows={rows}
        columns={ALL_COLUMNS}
        keyOf={keyOf}
        onOpen={onOpen}
        empty={<Empty title={chosen.value === 'all' ? 'No orders yet' : 'No such orders'} />}
      />
    </section>
  );
}

const SHOWN_STATUSES: readonly Order['status'][] = ['QUEUED', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED'];

function filterOf(chosen: string): Filter {
  const status = SHOWN_STATUSES.find((one) => chosen === `status:${one}`);
  if (status !== undefined) return { status };
  return chosen.startsWith('asset:') ? { assetId: chosen.slice('asset:'.length) } : {};
}

/** For those who hear a button without its row. */
function nameOf({ orderType, quantity, assetId }: Order): string {
  return `${ORDER_TYPES[orderType]} of ${quantity} ${assetId}`;
}
