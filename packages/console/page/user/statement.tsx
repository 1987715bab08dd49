import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { CASH_COLUMNS, CashFacts } from '../account/cash-rows.tsx';
import { ASSET_TYPES, CASH_TYPES } from '../account/words.ts';
import { Amount } from '../parts/amount.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Segments } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, WindowedTable } from '../parts/windowed-table.tsx';
import { api, resultOf } from '../service/client.ts';
import { CASH_EVENTS, HOLDING_EVENTS } from '../service/event-types.ts';
import { accountStream } from '../service/stream.ts';
import type { AssetRow, BalanceTransaction } from '../service/types.ts';
import { useEvents } from '../service/use-events.ts';
import { pageAt, WindowOfPages } from '../service/window-of-pages.ts';

const LEDGERS = [
  ['cash', 'Cash'],
  ['assets', 'Assets'],
] as const;

/** The rows of both ledgers, the newest first. */
export function StatementPage(): JSX.Element {
  const ledger = useSignal<(typeof LEDGERS)[number][0]>('cash');
  return (
    <>
      <div class="account-head">
        <h1>Statement</h1>
        <Segments
          label="Ledger"
          value={ledger.value}
          options={LEDGERS}
          onValue={(value) => {
            ledger.value = value;
          }}
        />
      </div>
      {ledger.value === 'cash' ? <CashStatement /> : <AssetStatement />}
    </>
  );
}

const cashKey = ({ transactionId }: BalanceTransaction): string => transactionId;
const assetKey = ({ transactionId }: AssetRow): string => transactionId;

function CashStatement(): JSX.Element {
  const shown = useSignal<BalanceTransaction | undefined>(undefined);
  const rows = useMemo(
    () =>
      new WindowOfPages<BalanceTransaction>(
        (cursor) => resultOf(api.GET('/v1/me/transactions', { params: { query: pageAt(cursor) } })),
        cashKey,
      ),
    [],
  );
  useEvents(accountStream, CASH_EVENTS, () => rows.refresh());
  return (
    <section class="card">
      <WindowedTable
        label="Cash"
        rows={rows}
        columns={CASH_COLUMNS}
        keyOf={cashKey}
        onOpen={(row) => (shown.value = row)}
        empty={
          <Empty title="No cash has moved yet">
            <p>Deposits, withdrawals and what orders cost and bring show here.</p>
          </Empty>
        }
      />
      {shown.value !== undefined && (
        <Dialog title={CASH_TYPES[shown.value.type]} isWide onClose={() => (shown.value = undefined)}>
          <CashFacts row={shown.value} />
        </Dialog>
      )}
    </section>
  );
}

function AssetStatement(): JSX.Element {
  const shown = useSignal<AssetRow | undefined>(undefined);
  const rows = useMemo(
    () =>
      new WindowOfPages<AssetRow>(
        (cursor) => resultOf(api.GET('/v1/portfolio/transactions', { params: { query: pageAt(cursor) } })),
        assetKey,
      ),
    [],
  );
  useEvents(accountStream, HOLDING_EVENTS, () => rows.refresh());
  return (
    <section class="card">
      <WindowedTable
        label="Assets"
        rows={rows}
        columns={ASSET_COLUMNS}
        keyOf={assetKey}
        onOpen={(row) => (shown.value = row)}
        empty={
          <Empty title="No assets have moved yet">
            <p>Trades and transfers show here.</p>
          </Empty>
        }
      />
      {shown.value !== undefined && (
        <Dialog title={ASSET_TYPES[shown.value.type]} isWide onClose={() => (shown.value = undefined)}>
          <AssetFacts row={shown.value} />
        </Dialog>
      )}
    </section>
  );
}

const ASSET_COLUMNS: readonly Column<AssetRow>[] = [
  { title: 'Movement', width: '10.5rem', cell: ({ type, assetId }) => `${assetId} · ${ASSET_TYPES[type]}` },
  { title: 'Time', width: '12.5rem', isExtra: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Quantity', isNumber: true, cell: (row) => <Amount value={movedBy(row)} places={8} isChange /> },
  {
    title: 'Price',
    width: '8.5rem',
    isNumber: true,
    isExtra: true,
    cell: ({ price }) => <Amount value={price} places={4} />,
  },
  {
    title: 'Total',
    width: '9rem',
    isNumber: true,
    isExtra: true,
    cell: ({ totalAmount, currency }) => <Amount value={totalAmount} places={2} unit={currency} />,
  },
  {
    title: 'Held after',
    isNumber: true,
    isExtra: true,
    cell: ({ quantityAfter }) => <Amount value={quantityAfter} places={8} />,
  },
];

/** With a sign: what leaves is less than zero. A correction has its sign already. */
function movedBy({ type, quantity }: AssetRow): string {
  return type === 'SELL' || type === 'TRANSFER_OUT' ? `-${quantity}` : quantity;
}

function AssetFacts({ row }: { readonly row: AssetRow }): JSX.Element {
  const { currency } = row;
  return (
    <Facts
      facts={[
        ['Asset', row.assetId],
        ['Quantity', <Amount key="quantity" value={movedBy(row)} isChange />],
        ['Price', <Amount key="price" value={row.price} unit={currency} />],
        ['Total', <Amount key="total" value={row.totalAmount} unit={currency} />],
        ['Fee', row.fee && <Amount key="fee" value={row.fee} unit={currency} />],
        ['Rate to dollars', row.rate && <Amount key="rate" value={row.rate} />],
        ['Cost', row.costBasis && <Amount key="cost" value={row.costBasis} unit="USD" />],
        [
          'Realised profit',
          row.realisedProfit && <Amount key="profit" value={row.realisedProfit} isChange unit="USD" />,
        ],
        ['Ratio', row.ratio],
        ['Held after', row.quantityAfter && <Amount key="after" value={row.quantityAfter} />],
        ['Description', row.description],
        ['Made', <Moment key="made" at={row.createdAt} />],
        ['Order id', row.orderId && <span class="code">{row.orderId}</span>],
        [
          'Id',
          <span key="id" class="code">
            {row.transactionId}
          </span>,
        ],
      ]}
    />
  );
}
