import { type Account, addRow, cashOf, copyOf, holdingOf, type MoveRow } from './account.ts';
import { amountsOf, type Charge, type FinePrice, fine, type SetRate } from './money.ts';
import { type ModelOrder, sideOf } from './orders.ts';
import { bodyOf, isRepeatable, type Request, receiptOf } from './requests.ts';
import type { AppliedTick, ModelTick } from './tick-order.ts';

/** An asset of the catalogue. */
export interface Listing {
  readonly price: bigint;
  /** When the price was set. */
  readonly pricedAt: number;
  readonly isActive: boolean;
  readonly decimals: number;
  readonly minUnits: bigint;
}

/** The first use of a key. Its command gave one of these answers. A race leaves open what it showed without writing it. */
interface KeptReceipt {
  readonly body: string;
  readonly replies: readonly string[];
}

/** Everything that a store should hold: accounts, prices, receipts, and a plain list of orders. */
export class Book {
  /** The fees of orders and conversions. Undefined: none. */
  readonly charge: Charge | undefined;
  /** The rate of euros and dollars. */
  rate: SetRate | undefined;
  readonly accounts = new Map<string, Account>();
  readonly listings = new Map<string, Listing>();
  readonly orders = new Map<number, ModelOrder>();
  /** The ids that the store gave to orders. They tell which order is older, and never run backwards in one account. */
  readonly ids = new Map<number, string>();
  /** The prices that were applied to an asset's orders, the newest last. */
  readonly #applied = new Map<string, readonly AppliedTick[]>();
  /** Orders of strangers that nothing can end. */
  readonly broken: ModelOrder[] = [];
  readonly #receipts = new Map<string, KeptReceipt>();
  readonly #resting = new Set<ModelOrder>();

  constructor(charge?: Charge) {
    this.charge = charge;
  }

  /** The book as it is now, for later. */
  copy(): Book {
    const copy = new Book(this.charge);
    copy.rate = this.rate;
    for (const [username, account] of this.accounts) copy.accounts.set(username, copyOf(account));
    for (const [by, order] of this.orders) {
      const same = { ...order };
      copy.orders.set(by, same);
      if (this.#resting.has(order)) copy.#resting.add(same);
    }
    for (const [assetId, listing] of this.listings) copy.listings.set(assetId, listing);
    for (const [assetId, applied] of this.#applied) copy.#applied.set(assetId, applied);
    for (const [by, id] of this.ids) copy.ids.set(by, id);
    copy.broken.push(...this.broken);
    for (const [name, receipt] of this.#receipts) copy.#receipts.set(name, receipt);
    return copy;
  }

  applied(assetId: string): readonly AppliedTick[] {
    return this.#applied.get(assetId) ?? [];
  }

  lastTick(assetId: string): AppliedTick | undefined {
    return this.applied(assetId).at(-1);
  }

  apply(assetId: string, tick: AppliedTick): void {
    this.#applied.set(assetId, [...this.applied(assetId), tick]);
  }

  /** Negative if the first is older. */
  byAge(one: ModelOrder, other: ModelOrder): number {
    const [first, second] = [this.ids.get(one.by) ?? '', this.ids.get(other.by) ?? ''];
    if (first === second) return one.by - other.by;
    return first < second ? -1 : 1;
  }

  /** The orders that wait for a price of the asset, in no particular order. */
  resting(assetId: string): ModelOrder[] {
    return [...this.#resting].filter((order) => order.assetId === assetId);
  }

  /** All that wait. */
  get open(): readonly ModelOrder[] {
    return [...this.#resting];
  }

  /** The account of a user who is there. */
  account(username: string): Account {
    const account = this.accounts.get(username);
    if (account === undefined) throw new Error(`the model has no account of ${username}`);
    return account;
  }

  /** The receipt of the first command with the key of this one. */
  receipt(request: Request): KeptReceipt | undefined {
    return this.#receipts.get(receiptOf(request) ?? '');
  }

  keep(request: Request, replies: readonly string[]): void {
    const name = receiptOf(request);
    if (name !== undefined && isRepeatable(request)) this.#receipts.set(name, { body: bodyOf(request), replies });
  }

  /** Moves assets without a trade. */
  move(username: string, row: MoveRow): void {
    const account = this.account(username);
    holdingOf(account, row.assetId).available += row.type === 'TRANSFER_OUT' ? -row.units : row.units;
    account.moves.push(row);
  }

  /** Lets an order wait, and holds what it could cost. */
  rest(order: ModelOrder): void {
    const account = this.account(order.username);
    this.orders.set(order.by, order);
    this.#resting.add(order);
    order.status = 'QUEUED';
    if (sideOf(order) === 'BUY') {
      const { currency = 'USD' } = order;
      const cash = cashOf(account, currency);
      order.held = amountsOf('BUY', fine(order.limit ?? 0n), order.units, this.charge).cash;
      cash.available -= order.held;
      cash.held += order.held;
      addRow(account, { of: order.by, type: 'ORDER_HOLD', currency, cents: -order.held, status: 'PENDING' });
    } else {
      order.held = order.units;
      const holding = holdingOf(account, order.assetId);
      holding.available -= order.units;
      holding.held += order.units;
    }
  }

  /** Refuses an order its price at once. */
  turnAway(order: ModelOrder): void {
    order.status = 'CANCELLED';
    this.orders.set(order.by, order);
  }

  /** Fills an order in the commit that places it. */
  fillAtOnce(order: ModelOrder, price: FinePrice): void {
    this.orders.set(order.by, order);
    this.#trade(order, price);
  }

  /** Fills a waiting order. Its hold pays for it, and the rest is available again. */
  fill(order: ModelOrder, { price, at }: ModelTick): void {
    this.end(order, 'COMPLETED');
    order.triggeredAt = at;
    this.#trade(order, fine(price));
  }

  /** Ends a waiting order. Its hold is available again. */
  end(order: ModelOrder, status: 'COMPLETED' | 'CANCELLED' | 'EXPIRED' | 'FAILED'): void {
    const account = this.account(order.username);
    const { held = 0n } = order;
    order.status = status;
    order.held = 0n;
    this.#resting.delete(order);
    if (sideOf(order) === 'SELL') {
      const holding = holdingOf(account, order.assetId);
      holding.held -= held;
      holding.available += held;
      return;
    }
    const cash = cashOf(account, order.currency ?? 'USD');
    cash.held -= held;
    cash.available += held;
    for (const row of account.rows) if (row.of === order.by && row.type === 'ORDER_HOLD') row.status = 'CANCELLED';
  }

  #trade(order: ModelOrder, price: FinePrice): void {
    const { by: of, username, assetId, units, currency = 'USD' } = order;
    const account = this.account(username);
    const side = sideOf(order);
    const { total, fee, cash } = amountsOf(side, price, units, this.charge);
    const isBuy = side === 'BUY';
    const cents = isBuy ? -cash : cash;
    cashOf(account, currency).available += cents;
    holdingOf(account, assetId).available += isBuy ? units : -units;
    addRow(account, { of, type: isBuy ? 'ORDER_PAYMENT' : 'ORDER_SALE', currency, cents, fee, status: 'COMPLETED' });
    order.status = 'COMPLETED';
    order.price = price;
    order.cents = total;
    order.fee = fee;
  }
}
