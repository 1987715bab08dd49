import { partsOf, signOf } from '../amounts/decimal.ts';
import type { Currency, Order, PlaceOrder } from '../service/types.ts';

type Side = Order['side'];
/** What an order waits for. */
export type Kind = 'MARKET' | 'LIMIT' | 'STOP_LOSS' | 'TAKE_PROFIT' | 'TRAILING_STOP';
/** How large it is: a quantity of the asset, an amount of cash, or all that can be sold. */
export type Sizing = 'quantity' | 'amount' | 'all';
export type TimeInForce = NonNullable<Order['timeInForce']>;

/** An order ticket as it is filled in. Fields that the order does not have keep what was typed. */
export interface Ticket {
  readonly side: Side;
  readonly kind: Kind;
  readonly assetId: string;
  readonly currency: Currency;
  readonly sizing: Sizing;
  readonly quantity: string;
  readonly amount: string;
  readonly limitPrice: string;
  readonly stopPrice: string;
  readonly trail: 'trailAmount' | 'trailPercent';
  readonly trailAmount: string;
  readonly trailPercent: string;
  readonly timeInForce: TimeInForce;
  /** In the reader's zone, as the input has it: `2026-03-02T18:00`. */
  readonly expiresAt: string;
}

export const EMPTY_TICKET: Ticket = {
  side: 'BUY',
  kind: 'MARKET',
  assetId: '',
  currency: 'USD',
  sizing: 'quantity',
  quantity: '',
  amount: '',
  limitPrice: '',
  stopPrice: '',
  trail: 'trailPercent',
  trailAmount: '',
  trailPercent: '',
  timeInForce: 'GTC',
  expiresAt: '',
};

const KINDS: Readonly<Record<Side, readonly Kind[]>> = {
  BUY: ['MARKET', 'LIMIT'],
  SELL: ['MARKET', 'LIMIT', 'STOP_LOSS', 'TAKE_PROFIT', 'TRAILING_STOP'],
};

/** What the ticket can be. */
export function kindsOf({ side }: Ticket): readonly Kind[] {
  return KINDS[side];
}

/** Only a market order can be for an amount, and only a sale of all. */
export function sizingsOf({ side, kind }: Ticket): readonly Sizing[] {
  return [
    'quantity',
    ...(kind === 'MARKET' ? (['amount'] as const) : []),
    ...(side === 'SELL' ? (['all'] as const) : []),
  ];
}

export function timesOf({ kind }: Ticket): readonly TimeInForce[] {
  if (kind === 'MARKET') return [];
  return kind === 'LIMIT' ? ['GTC', 'GTD', 'IOC', 'FOK'] : ['GTC', 'GTD'];
}

/** The ticket with other values. What its order cannot have any more becomes what every order can have. */
export function changed(ticket: Ticket, values: Partial<Ticket>): Ticket {
  const next = { ...ticket, ...values };
  const kind = kindsOf(next).includes(next.kind) ? next.kind : 'MARKET';
  const sized = { ...next, kind };
  const sizing = sizingsOf(sized).includes(sized.sizing) ? sized.sizing : 'quantity';
  const timeInForce = timesOf(sized).includes(sized.timeInForce) ? sized.timeInForce : 'GTC';
  return { ...sized, sizing, timeInForce };
}

/** The command of a ticket, or what is missing or wrong by the names of its fields. */
export type Filled =
  | { readonly command: PlaceOrder }
  | { readonly missing: readonly string[]; readonly wrong: Readonly<Record<string, string>> };

/** Checks only what can be said without the service: the preview says the rest. */
export function commandOf(ticket: Ticket): Filled {
  const form = new Form(ticket);
  const command = orderOf(ticket, form);
  return form.isFilled ? { command } : { missing: form.missing, wrong: form.wrong };
}

function orderOf(ticket: Ticket, form: Form): PlaceOrder {
  const { side, kind, sizing, currency } = ticket;
  const assetId = form.text('assetId');
  const common = { assetId, currency };
  switch (kind) {
    case 'MARKET':
      return {
        orderType: side === 'BUY' ? 'MARKET_BUY' : 'MARKET_SELL',
        ...common,
        ...(sizing === 'amount' ? { amount: form.amount('amount') } : { quantity: form.quantity() }),
      };
    case 'LIMIT':
      return {
        orderType: side === 'BUY' ? 'LIMIT_BUY' : 'LIMIT_SELL',
        ...common,
        quantity: form.quantity(),
        limitPrice: form.amount('limitPrice'),
        timeInForce: ticket.timeInForce,
        ...form.expiry(),
      };
    case 'STOP_LOSS':
    case 'TAKE_PROFIT':
      return {
        orderType: `${kind}_SELL`,
        ...common,
        quantity: form.quantity(),
        stopPrice: form.amount('stopPrice'),
        ...form.restingTime(),
      };
    case 'TRAILING_STOP':
      return {
        orderType: 'TRAILING_STOP_SELL',
        ...common,
        quantity: form.quantity(),
        ...(ticket.trail === 'trailAmount'
          ? { trailAmount: form.amount('trailAmount') }
          : { trailPercent: form.amount('trailPercent') }),
        ...form.restingTime(),
      };
  }
}

type AmountField = 'quantity' | 'amount' | 'limitPrice' | 'stopPrice' | 'trailAmount' | 'trailPercent';

/** Reads the fields that the order has, and notes what is missing or wrong. */
class Form {
  readonly missing: string[] = [];
  readonly wrong: Record<string, string> = {};
  readonly #ticket: Ticket;

  constructor(ticket: Ticket) {
    this.#ticket = ticket;
  }

  get isFilled(): boolean {
    return this.missing.length === 0 && Object.keys(this.wrong).length === 0;
  }

  text(field: 'assetId' | AmountField | 'expiresAt'): string {
    const text = this.#ticket[field].trim();
    if (text === '') this.missing.push(field);
    return text;
  }

  amount(field: AmountField): string {
    const text = this.text(field);
    if (text !== '') {
      const rule = ruleOf(text);
      if (rule !== undefined) this.wrong[field] = rule;
    }
    return text;
  }

  quantity(): string {
    return this.#ticket.sizing === 'all' ? 'ALL' : this.amount('quantity');
  }

  expiry(): { readonly expiresAt?: string } {
    if (this.#ticket.timeInForce !== 'GTD') return {};
    const text = this.text('expiresAt');
    const time = new Date(text);
    if (text === '') return {};
    if (!Number.isNaN(time.getTime())) return { expiresAt: time.toISOString() };
    this.wrong['expiresAt'] = 'must be a date and a time';
    return {};
  }

  restingTime(): { readonly timeInForce: 'GTC' | 'GTD'; readonly expiresAt?: string } {
    return { timeInForce: this.#ticket.timeInForce === 'GTD' ? 'GTD' : 'GTC', ...this.expiry() };
  }
}

/** What an amount must be, if it is none. */
export function ruleOf(text: string): string | undefined {
  if (text.includes(',')) return 'must be written with a point for the decimals, and without commas';
  if (partsOf(text) === undefined) return 'must be a number such as 0.5';
  return signOf(text) === 1 ? undefined : 'must be greater than 0';
}
