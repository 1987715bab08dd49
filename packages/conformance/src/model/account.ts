import type { OrderStatus } from '@orderfolio/domain';

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

type CashRowType = 'DEPOSIT' | 'WITHDRAW' | 'SYSTEM_ADJUSTMENT' | 'ORDER_PAYMENT' | 'ORDER_SALE' | 'ORDER_HOLD';

/** A row of the cash ledger. `of` is the number of the order that it belongs to, or else of its own command. */
export interface CashRow {
  readonly of: number;
  readonly type: CashRowType;
  /** Signed. */
  readonly cents: bigint;
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

/** What a user has, and the ledgers that say how it came about. */
export interface Account {
  readonly email: string;
  readonly cash: Cash;
  readonly holdings: Map<string, Holding>;
  readonly rows: CashRow[];
  readonly moves: MoveRow[];
}

export function openAccount(email: string): Account {
  const cash = { available: 0n, held: 0n, deposits: 0n, withdrawals: 0n };
  return { email, cash, holdings: new Map(), rows: [], moves: [] };
}

/** The account as it is now, for later. */
export function copyOf({ email, cash, holdings, rows, moves }: Account): Account {
  return {
    email,
    cash: { ...cash },
    holdings: new Map([...holdings].map(([assetId, holding]) => [assetId, { ...holding }])),
    rows: rows.map((row) => ({ ...row })),
    moves: [...moves],
  };
}

export function totalOf({ available, held }: Cash): bigint {
  return available + held;
}

export function addRow({ cash, rows }: Account, row: Omit<CashRow, 'after'>): CashRow {
  const added = { ...row, after: totalOf(cash) };
  rows.push(added);
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
