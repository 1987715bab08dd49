import type { OrderStatus } from '@orderfolio/domain';
import { type ModelOrder, sideOf, tradedCents } from './orders.ts';
import type { AppliedTick, ModelTick } from './tick-order.ts';

/** A row of a cash ledger. `of` is the number of the order that it belongs to, else of its own command. */
export interface CashRow {
  readonly of: number;
  readonly type: 'DEPOSIT' | 'WITHDRAW' | 'ORDER_PAYMENT' | 'ORDER_SALE' | 'ORDER_HOLD';
  readonly cents: bigint;
  status: OrderStatus;
  /** The current balance after the row, in cents. */
  readonly after: bigint;
}

/** A row of an asset ledger that no order explains. */
export interface MoveRow {
  readonly of: number;
  readonly type: 'TRANSFER_IN' | 'TRANSFER_OUT' | 'ADJUSTMENT';
  readonly assetId: string;
  readonly units: bigint;
}

interface Holding {
  available: bigint;
  held: bigint;
}

/** A user's cash in cents, and holdings in units. */
export interface Account {
  available: bigint;
  held: bigint;
  deposits: bigint;
  withdrawals: bigint;
  readonly holdings: Map<string, Holding>;
  readonly rows: CashRow[];
  readonly moves: MoveRow[];
}

/** An asset of the catalogue. */
export interface Listing {
  readonly price: bigint;
  /** When the price was set. */
  readonly pricedAt: number;
  readonly isActive: boolean;
  readonly decimals: number;
  readonly minUnits: bigint;
}

interface KeptReceipt {
  readonly body: string;
  readonly reply: string;
}

/** Everything that a store should hold: accounts, prices, and a plain list of orders. */
export class Book {
  readonly accounts = new Map<string, Account>();
  readonly listings = new Map<string, Listing>();
  readonly orders = new Map<number, ModelOrder>();
  /** The ids that the store gave to orders: they say which is the older. Those of one account never run backwards. */
  readonly ids = new Map<number, string>();
  /** The prices that were applied to an asset's orders, the newest last. */
  readonly #applied = new Map<string, readonly AppliedTick[]>();
  /** Orders of strangers that nothing can end. */
  readonly broken: ModelOrder[] = [];
  readonly receipts = new Map<string, KeptReceipt>();
  readonly #resting = new Set<ModelOrder>();

  /** The book as it is now, for later. */
  copy(): Book {
    const copy = new Book();
    for (const [username, account] of this.accounts) {
      const holdings = [...account.holdings].map(([assetId, holding]) => [assetId, { ...holding }] as const);
      copy.accounts.set(username, {
        ...account,
        holdings: new Map(holdings),
        rows: account.rows.map((row) => ({ ...row })),
        moves: [...account.moves],
      });
    }
    for (const [by, order] of this.orders) {
      const same = { ...order };
      copy.orders.set(by, same);
      if (this.#resting.has(order)) copy.#resting.add(same);
    }
    for (const [assetId, listing] of this.listings) copy.listings.set(assetId, listing);
    for (const [assetId, applied] of this.#applied) copy.#applied.set(assetId, applied);
    for (const [by, id] of this.ids) copy.ids.set(by, id);
    copy.broken.push(...this.broken);
    for (const [key, receipt] of this.receipts) copy.receipts.set(key, receipt);
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

  /** Negative when the first is the older. */
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

  /** The user's account. It is opened if there is none. */
  account(username: string): Account {
    const account = this.accounts.get(username) ?? {
      available: 0n,
      held: 0n,
      deposits: 0n,
      withdrawals: 0n,
      holdings: new Map(),
      rows: [],
      moves: [],
    };
    this.accounts.set(username, account);
    return account;
  }

  deposit(by: number, username: string, cents: bigint): void {
    const account = this.account(username);
    account.available += cents;
    account.deposits += cents;
    this.#addRow(account, { of: by, type: 'DEPOSIT', cents, status: 'COMPLETED' });
  }

  withdraw(by: number, username: string, cents: bigint): void {
    const account = this.account(username);
    account.available -= cents;
    account.withdrawals += cents;
    this.#addRow(account, { of: by, type: 'WITHDRAW', cents: -cents, status: 'COMPLETED' });
  }

  /** Assets that come or go without a trade. */
  move(username: string, row: MoveRow): void {
    const account = this.account(username);
    holdingOf(account, row.assetId).available += row.type === 'TRANSFER_OUT' ? -row.units : row.units;
    account.moves.push(row);
  }

  /** An order that waits: what it could cost is held. */
  rest(order: ModelOrder): void {
    const account = this.account(order.username);
    this.orders.set(order.by, order);
    this.#resting.add(order);
    order.status = 'QUEUED';
    if (sideOf(order) === 'BUY') {
      order.held = tradedCents('BUY', order.limit ?? 0n, order.units);
      account.available -= order.held;
      account.held += order.held;
      this.#addRow(account, { of: order.by, type: 'ORDER_HOLD', cents: -order.held, status: 'PENDING' });
    } else {
      order.held = order.units;
      const holding = holdingOf(account, order.assetId);
      holding.available -= order.units;
      holding.held += order.units;
    }
  }

  /** An order that was refused its price at once. */
  turnAway(order: ModelOrder): void {
    order.status = 'CANCELLED';
    this.orders.set(order.by, order);
  }

  /** An order that fills at the price in the commit that places it. */
  fillAtOnce(order: ModelOrder, price: bigint): void {
    this.orders.set(order.by, order);
    this.#trade(order, price);
  }

  /** Fills a waiting order: its hold pays for it, and the rest is available again. */
  fill(order: ModelOrder, { price, at }: ModelTick): void {
    this.end(order, 'COMPLETED');
    order.triggeredAt = at;
    this.#trade(order, price);
  }

  /** Ends a waiting order: its hold is available again. */
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
    account.held -= held;
    account.available += held;
    for (const row of account.rows) if (row.of === order.by && row.type === 'ORDER_HOLD') row.status = 'CANCELLED';
  }

  #trade(order: ModelOrder, price: bigint): void {
    const account = this.account(order.username);
    const side = sideOf(order);
    const cents = tradedCents(side, price, order.units);
    const isBuy = side === 'BUY';
    account.available += isBuy ? -cents : cents;
    holdingOf(account, order.assetId).available += isBuy ? order.units : -order.units;
    const row = isBuy ? ({ type: 'ORDER_PAYMENT', cents: -cents } as const) : ({ type: 'ORDER_SALE', cents } as const);
    this.#addRow(account, { of: order.by, status: 'COMPLETED', ...row });
    order.status = 'COMPLETED';
    order.price = price;
    order.cents = cents;
  }

  #addRow(account: Account, row: Omit<CashRow, 'after'>): void {
    account.rows.push({ ...row, after: account.available + account.held });
  }
}

function holdingOf({ holdings }: Account, assetId: string): Holding {
  const holding = holdings.get(assetId) ?? { available: 0n, held: 0n };
  holdings.set(assetId, holding);
  return holding;
}
