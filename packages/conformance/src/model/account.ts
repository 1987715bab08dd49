import type { OrderStatus } from '@orderfolio/domain';
import type { Currency } from './money.ts';

/** Cash of one currency, in cents. */
export interface Cash {
  available: bigint;
  held: bigint;
  deposits: bigint;
  withdrawals: bigint;
}

/** Units of one asset. */
interface Holding {
  available: bigint;
  held: bigint;
}

type CashRowType =
  | 'DEPOSIT'
  | 'WITHDRAW'
  | 'SYSTEM_ADJUSTMENT'
  | 'ORDER_PAYMENT'
  | 'ORDER_SALE'
  | 'ORDER_HOLD'
  | 'CONVERSION';

/** A row of the cash ledger. `of` is the number of the order that it belongs to, or else of its own command. */
export interface CashRow {
  readonly of: number;
  readonly type: CashRowType;
  readonly currency: Currency;
  /** Signed. */
  readonly cents: bigint;
  /** The fee of the order. */
  readonly fee?: bigint | undefined;
  /** The rate of the conversion, as text. */
  readonly rate?: string | undefined;
  status: OrderStatus;
  /** The current balance after the row, in cents. */
  after: bigint;
}

/** A row of the asset ledger without an order. */
export interface MoveRow {
  readonly of: number;
  readonly type: 'TRANSFER_IN' | 'TRANSFER_OUT' | 'ADJUSTMENT';
  readonly assetId: string;
  readonly units: bigint;
}

/** A user's cash and holdings, and the ledgers that explain them. */
export interface Account {
  readonly email: string;
  readonly balances: Map<Currency, Cash>;
  readonly holdings: Map<string, Holding>;
  readonly rows: CashRow[];
  readonly moves: MoveRow[];
}

export function openAccount(email: string): Account {
  return { email, balances: new Map([['USD', noCash()]]), holdings: new Map(), rows: [], moves: [] };
}

function noCash(): Cash {
  return { available: 0n, held: 0n, deposits: 0n, withdrawals: 0n };
}

/** The account as it is now, for later. */
export function copyOf({ email, balances, holdings, rows, moves }: Account): Account {
  return {
    email,
    balances: new Map([...balances].map(([currency, cash]) => [currency, { ...cash }])),
    holdings: new Map([...holdings].map(([assetId, holding]) => [assetId, { ...holding }])),
    rows: rows.map((row) => ({ ...row })),
    moves: [...moves],
  };
}

export function totalOf({ available, held }: Cash): bigint {
  return available + held;
}

/** The balance. It is opened if there is none. */
export function cashOf({ balances }: Account, currency: Currency): Cash {
  const cash = balances.get(currency) ?? noCash();
  balances.set(currency, cash);
  return cash;
}

export function addRow(account: Account, row: Omit<CashRow, 'after'>): CashRow {
  const added = { ...row, after: totalOf(cashOf(account, row.currency)) };
  account.rows.push(added);
  return added;
}

/** The units that the user may dispose of. */
export function availableOf({ holdings }: Account, assetId: string): bigint {
  return holdings.get(assetId)?.available ?? 0n;
}

/** The holding. It is opened if there is none. */
export function holdingOf({ holdings }: Account, assetId: string): Holding {
  const holding = holdings.get(assetId) ?? { available: 0n, held: 0n };
  holdings.set(assetId, holding);
  return holding;
}
