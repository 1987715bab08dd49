import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { ORDER_TYPES } from '../account/words.ts';
import { Amount } from '../parts/amount.tsx';
import { Choice, Segments } from '../parts/field.tsx';
import { CommandError } from '../parts/outcome.tsx';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { ACCOUNT_EVENTS } from '../service/event-types.ts';
import { useEvery } from '../service/loaded.ts';
import { accountStream } from '../service/stream.ts';
import type { Order, PlaceOrder } from '../service/types.ts';
import { useCommand, useFormAsSent } from '../service/use-command.ts';
import { useEvents } from '../service/use-events.ts';
import { PreviewCard } from './preview-card.tsx';
import { commandOf, type Kind, kindsOf, type Ticket } from './ticket.ts';
import { Prices, Size, Time } from './ticket-fields.tsx';
import { usePreview } from './use-preview.ts';

interface TicketFormProps {
  readonly ticket: Ticket;
  readonly onChange: (values: Partial<Ticket>) => void;
  readonly cash: readonly { readonly currency: Ticket['currency']; readonly available: string }[];
  /** How much of the asset can be sold. */
  readonly held: string;
}

const SIDES = [
  ['BUY', 'Buy'],
  ['SELL', 'Sell'],
] as const;
const KINDS: Readonly<Record<Kind, string>> = {
  MARKET: 'Market: now, at the current price',
  LIMIT: 'Limit: at this price or better',
  STOP_LOSS: 'Stop-loss: once the price has fallen',
  TAKE_PROFIT: 'Take-profit: once the price has risen',
  TRAILING_STOP: 'Trailing stop: once it has fallen by the trail',
};
/** Prices move while somebody looks at the preview. */
const PREVIEW_MS = 5_000;
const FIELDS = ['quantity', 'amount', 'limitPrice', 'stopPrice', 'trailAmount', 'trailPercent', 'expiresAt'];

/** The ticket, what its order would do, and what has become of it. */
export function TicketForm({ ticket, onChange, cash, held }: TicketFormProps): JSX.Element {
  const moment = useSignal(0);
  const hasTried = useSignal(false);
  const filled = commandOf(ticket);
  const command = 'command' in filled ? filled.command : undefined;
  const placing = useCommand((body: PlaceOrder, key) =>
    resultOf(api.POST('/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body })),
  );
  useFormAsSent(placing, ticket, onChange);
  const previewed = usePreview(command, moment.value);
  const again = useCallback(() => {
    moment.value += 1;
  }, []);
  useEvery(PREVIEW_MS, again);
  useEvents(accountStream, ACCOUNT_EVENTS, again);

  const errors = errorsOf();
  function errorsOf(): Readonly<Record<string, string>> {
    const missing = 'missing' in filled && hasTried.value ? filled.missing : [];
    return {
      ...Object.fromEntries(missing.map((name) => [name, 'is required'])),
      ...('wrong' in filled && filled.wrong),
      ...(command !== undefined && previewed.error?.fields),
      ...(command !== undefined && placing.error?.fields),
    };
  }
  function change(values: Partial<Ticket>): void {
    if (placing.result !== undefined || placing.error !== undefined) placing.startOver();
    if ('side' in values || 'kind' in values || 'timeInForce' in values) hasTried.value = false;
    onChange(values);
  }
  function submit(event: Event): void {
    event.preventDefault();
    if (placing.isOpen) {
      void placing.sendAgain().then(again);
      return;
    }
    hasTried.value = command === undefined;
    if (command !== undefined) void placing.send(command).then(again);
  }

  const { side, kind, currency, assetId } = ticket;
  const available = side === 'BUY' ? cash.find((one) => one.currency === currency)?.available : held;
  return (
    <form class="ticket" onSubmit={submit} noValidate>
      <fieldset class="plain" disabled={placing.isOpen}>
        <Segments label="Side" value={side} options={SIDES} onValue={(value) => change({ side: value })} />
        <Choice
          label="Type"
          value={kind}
          options={kindsOf(ticket).map((one) => [one, KINDS[one]] as const)}
          onValue={(value) => change({ kind: value })}
        />
        <Size ticket={ticket} onChange={change} errors={errors} />
        <Prices ticket={ticket} onChange={change} errors={errors} />
        <Time ticket={ticket} onChange={change} errors={errors} />
        {cash.length > 1 && (
          <Choice
            label="Currency"
            value={currency}
            options={cash.map((one) => [one.currency, one.currency] as const)}
            onValue={(value) => change({ currency: value })}
          />
        )}
      </fieldset>
      <p class="soft">
        Available: <Amount value={available ?? '0'} unit={side === 'BUY' ? currency : assetId} />
      </p>
      <PreviewCard previewed={previewed} fields={FIELDS} isComplete={command !== undefined} />
      <CommandError error={placing.error} fields={FIELDS} what="the order" />
      <output>{placing.result !== undefined && <Placed order={placing.result.order} />}</output>
      <div class="actions">
        {placing.isOpen && !placing.isSending && (
          <button type="button" onClick={placing.startOver}>
            Give up
          </button>
        )}
        <button type="submit" class={`primary ${side.toLowerCase()}`} aria-busy={placing.isSending}>
          {placing.isSending
            ? 'Placing…'
            : placing.isOpen
              ? 'Send again'
              : `${side === 'BUY' ? 'Buy' : 'Sell'} ${assetId}`}
        </button>
      </div>
    </form>
  );
}

/** What has become of the order. */
function Placed({ order }: { readonly order: Order }): JSX.Element {
  const { orderType, quantity, assetId, status, executionPrice, statusReason, currency } = order;
  return (
    <p class={status === 'COMPLETED' || status === 'QUEUED' ? 'notice done' : 'notice'}>
      <b>{ORDER_TYPES[orderType]}</b> of <Amount value={quantity} /> {assetId}:{' '}
      {status === 'COMPLETED' ? (
        <>
          filled at <Amount value={executionPrice} unit={currency} />.
        </>
      ) : status === 'QUEUED' ? (
        'it rests now.'
      ) : (
        `it has ended: ${statusReason ?? status.toLowerCase()}.`
      )}{' '}
      <a href={linkTo('orders')}>See your orders</a>
    </p>
  );
}
