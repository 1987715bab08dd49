import { cash, price, quantity } from './amounts.ts';
import { assetLine, assetRowLine, balanceLine, cashLine, holdingLine, orderLine, userLine } from './lines.ts';

export interface CashRow {
  readonly type: string;
  /** Signed cents. */
  readonly cents: bigint;
  readonly status: 'PENDING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
  /** The current balance after the row, in cents. */
  readonly after: bigint;
}

export interface Trade {
  readonly side: 'BUY' | 'SELL';
  readonly assetId: string;
  readonly units: bigint;
  readonly price: bigint;
  readonly cents: bigint;
  readonly key: string | undefined;
}

/** A movement without a trade. */
export interface Move {
  readonly type: 'TRANSFER_IN' | 'TRANSFER_OUT' | 'ADJUSTMENT';
  readonly assetId: string;
  readonly units: bigint;
}

/** A user's money in cents, and holdings in units. Rows, trades and moves by the number of the command that made them. */
export interface Account {
  readonly email: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly deposits: bigint;
  readonly withdrawals: bigint;
  readonly cashRows: ReadonlyMap<number, CashRow>;
  readonly trades: ReadonlyMap<number, Trade>;
  readonly moves: ReadonlyMap<number, Move>;
  readonly holdings: ReadonlyMap<string, bigint>;
}

export interface Terms {
  readonly price: bigint;
  readonly isActive: boolean;
  readonly decimals: number;
  readonly minUnits: bigint;
}

/** The first use of a key. Its reply is one of these: races leave open what a reply shows that the command did not write. */
interface KeptReceipt {
  readonly body: string;
  readonly replies: ReadonlySet<string>;
}

/** Everything that a store should hold at one moment. Immutable. */
export interface State {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly assets: ReadonlyMap<string, Terms>;
  readonly receipts: ReadonlyMap<string, KeptReceipt>;
}

export const EMPTY: State = { accounts: new Map(), assets: new Map(), receipts: new Map() };

export const NEW_ACCOUNT: Omit<Account, 'email'> = {
  available: 0n,
  held: 0n,
  deposits: 0n,
  withdrawals: 0n,
  cashRows: new Map(),
  trades: new Map(),
  moves: new Map(),
  holdings: new Map(),
};

/** The map with one entry set. */
export function withEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value);
}

/** The state, a line per entity. */
export function linesOf({ accounts, assets }: State): string[] {
  const lines = [...assets].map(([assetId, terms]) => termsLine(assetId, terms));
  for (const [username, account] of accounts) {
    lines.push(userLine({ username, email: account.email }), cashBalanceLine(username, account));
    for (const [by, row] of account.cashRows) lines.push(cashRowLine(username, by, row));
    for (const [by, trade] of account.trades) lines.push(...tradeLines(username, by, trade));
    for (const [by, move] of account.moves) lines.push(moveLine(username, by, move));
    for (const assetId of account.holdings.keys()) lines.push(heldLine(username, assetId, account));
  }
  return lines.sort();
}

export function termsLine(assetId: string, terms: Terms): string {
  return assetLine({ assetId, price: price(terms.price), isActive: terms.isActive });
}

export function cashBalanceLine(username: string, { available, held, deposits, withdrawals }: Account): string {
  return balanceLine({
    username,
    available: cash(available),
    held: cash(held),
    deposits: cash(deposits),
    withdrawals: cash(withdrawals),
  });
}

export function cashRowLine(username: string, by: number, { type, cents, status, after }: CashRow): string {
  return cashLine({ username, by, type, amount: cash(cents), status, after: cash(after) });
}

export function tradeLines(username: string, by: number, trade: Trade): string[] {
  const { assetId, side, key } = trade;
  const line = {
    username,
    by,
    assetId,
    side,
    quantity: quantity(trade.units),
    price: price(trade.price),
    total: cash(trade.cents),
    status: 'COMPLETED',
  };
  return [orderLine({ ...line, key }), assetRowLine(line)];
}

export function moveLine(username: string, by: number, { type, assetId, units }: Move): string {
  const row = { username, by, assetId, side: type, quantity: quantity(units), status: 'COMPLETED' };
  return assetRowLine({ ...row, price: '0', total: '0' });
}

export function heldLine(username: string, assetId: string, { holdings }: Account): string {
  return holdingLine({ username, assetId, available: quantity(holdings.get(assetId) ?? 0n), held: '0' });
}
