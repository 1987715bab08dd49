import type { JSX } from 'preact';
import { TIMES_IN_FORCE } from '../account/words.ts';
import { Choice, Field, Segments } from '../parts/field.tsx';
import { type Sizing, sizingsOf, type Ticket, timesOf } from './ticket.ts';

const TRAILS = [
  ['trailPercent', 'Percent'],
  ['trailAmount', 'Amount'],
] as const;

/** A part of the ticket. */
interface PartProps {
  readonly ticket: Ticket;
  readonly onChange: (values: Partial<Ticket>) => void;
  readonly errors: Readonly<Record<string, string>>;
}

/** How large the order is. */
export function Size({ ticket, onChange, errors }: PartProps): JSX.Element {
  const { sizing, assetId, currency, side } = ticket;
  const words: Readonly<Record<Sizing, string>> = { quantity: assetId, amount: currency, all: 'All' };
  const sizings = sizingsOf(ticket);
  const choice = sizings.length > 1 && (
    <Segments
      label="Size in"
      value={sizing}
      options={sizings.map((one) => [one, words[one]] as const)}
      onValue={(value) => onChange({ sizing: value })}
    />
  );
  if (sizing === 'all') {
    return (
      <div class="field">
        <div class="label-row">
          <span class="soft">Quantity</span>
          {choice}
        </div>
        <p class="hint">All that is available of it when the order is placed.</p>
        {errors['quantity'] !== undefined && <p class="error">Quantity {errors['quantity']}.</p>}
      </div>
    );
  }
  if (sizing === 'amount') {
    return (
      <Field
        label={side === 'BUY' ? 'Spend at most' : 'Bring at least'}
        inputmode="decimal"
        unit={currency}
        beside={choice}
        value={ticket.amount}
        onValue={(amount) => onChange({ amount })}
        error={errors['amount'] ?? errors['quantity']}
      />
    );
  }
  return (
    <Field
      label="Quantity"
      inputmode="decimal"
      unit={assetId}
      beside={choice}
      value={ticket.quantity}
      onValue={(quantity) => onChange({ quantity })}
      error={errors['quantity'] ?? errors['amount']}
    />
  );
}

/** The price that it waits for. */
export function Prices({ ticket, onChange, errors }: PartProps): JSX.Element | null {
  const { kind, currency, trail } = ticket;
  switch (kind) {
    case 'MARKET':
      return null;
    case 'LIMIT':
      return (
        <Field
          label="Limit price"
          inputmode="decimal"
          unit={currency}
          value={ticket.limitPrice}
          onValue={(limitPrice) => onChange({ limitPrice })}
          error={errors['limitPrice']}
        />
      );
    case 'STOP_LOSS':
    case 'TAKE_PROFIT':
      return (
        <Field
          label="Stop price"
          inputmode="decimal"
          unit={currency}
          value={ticket.stopPrice}
          onValue={(stopPrice) => onChange({ stopPrice })}
          error={errors['stopPrice']}
        />
      );
    case 'TRAILING_STOP':
      return (
        <Field
          label="Trail"
          inputmode="decimal"
          unit={trail === 'trailPercent' ? '%' : currency}
          beside={
            <Segments label="Trail in" value={trail} options={TRAILS} onValue={(value) => onChange({ trail: value })} />
          }
          value={ticket[trail]}
          onValue={(value) => onChange({ [trail]: value })}
          error={errors[trail]}
        />
      );
  }
}

/** How long it waits. */
export function Time({ ticket, onChange, errors }: PartProps): JSX.Element | null {
  const times = timesOf(ticket);
  if (times.length === 0) return null;
  return (
    <>
      <Choice
        label="Time in force"
        value={ticket.timeInForce}
        options={times.map((time) => [time, TIMES_IN_FORCE[time]] as const)}
        onValue={(timeInForce) => onChange({ timeInForce })}
        error={errors['timeInForce']}
      />
      {ticket.timeInForce === 'GTD' && (
        <Field
          label="Expires"
          isMoment
          hint="In your time zone, within a year."
          value={ticket.expiresAt}
          onValue={(expiresAt) => onChange({ expiresAt })}
          error={errors['expiresAt']}
        />
      )}
    </>
  );
}
