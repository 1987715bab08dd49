import type { Account, Cash, CashRow, MoveRow } from './account.ts';
import { cash, price, quantity, textOf } from './amounts.ts';
import type { Book, Listing } from './book.ts';
import {
  assetLine,
  assetRowLine,
  balanceLine,
  cashLine,
  holdingLine,
  orderLine,
  rateLine,
  tickLine,
  userLine,
} from './lines.ts';
import { type Currency, finePriceText, type SetRate } from './money.ts';
import { type ModelOrder, sideOf } from './orders.ts';
import { keptOf } from './tick-order.ts';

/**
 * The content of the model, a line for each entity. `isFinished` tells whether the last price of an asset has been
 * carried through.
 */
export function linesOfBook(book: Book, isFinished: (assetId: string) => boolean): string[] {
  const lines: string[] = [];
  for (const [assetId, listing] of book.listings) lines.push(lineOfListing(assetId, listing));
  for (const assetId of book.listings.keys()) lines.push(...linesOfTick(book, assetId, isFinished(assetId)));
  for (const [username, account] of book.accounts) {
    lines.push(userLine({ username, email: account.email }));
    for (const [currency, balance] of account.balances) lines.push(lineOfCash(username, currency, balance));
    for (const assetId of account.holdings.keys()) lines.push(lineOfHolding(username, assetId, account));
    for (const row of account.moves) lines.push(lineOfMove(username, row));
    for (const row of account.rows) lines.push(lineOfCashRow(username, row));
  }
  for (const order of book.orders.values()) lines.push(...linesOfModelOrder(order));
  return lines.sort();
}

export function lineOfListing(assetId: string, { price: units, isActive, decimals }: Listing): string {
  return assetLine({ assetId, price: price(units), isActive, decimals });
}

export function lineOfSetRate({ base, rate }: SetRate): string {
  return rateLine({ base, rate: price(rate) });
}

export function lineOfCash(username: string, currency: Currency, of: Cash): string {
  const { available, held, deposits, withdrawals } = of;
  return balanceLine({
    username,
    currency,
    available: cash(available),
    held: cash(held),
    deposits: cash(deposits),
    withdrawals: cash(withdrawals),
  });
}

export function lineOfCashRow(username: string, row: CashRow): string {
  const { of: by, type, currency, cents, fee, rate, status, after } = row;
  const amounts = { amount: cash(cents), fee: cashText(fee), after: cash(after) };
  return cashLine({ username, by, type, currency, rate, status, ...amounts });
}

function cashText(cents: bigint | undefined): string | undefined {
  return cents === undefined ? undefined : cash(cents);
}

export function lineOfHolding(username: string, assetId: string, { holdings }: Account): string {
  const { available, held } = holdings.get(assetId) ?? { available: 0n, held: 0n };
  return holdingLine({ username, assetId, available: quantity(available), held: quantity(held) });
}

export function lineOfMove(username: string, { of: by, type, assetId, units }: MoveRow): string {
  const row = { username, by, assetId, side: type, quantity: quantity(units), status: 'COMPLETED' };
  return assetRowLine({ ...row, price: '0', total: '0', fee: undefined, currency: 'USD' });
}

/** The order, and the asset row if it was filled. */
export function linesOfModelOrder(order: ModelOrder): string[] {
  const { username, by, assetId, units, price: paid, cents, fee, currency = 'USD' } = order;
  if (paid === undefined || cents === undefined) return [lineOfModelOrder(order)];
  const row = { username, by, assetId, side: sideOf(order), quantity: quantity(units), price: finePriceText(paid) };
  const amounts = { total: cash(cents), fee: cashText(fee), currency };
  return [lineOfModelOrder(order), assetRowLine({ ...row, ...amounts, status: 'COMPLETED' })];
}

export function lineOfModelOrder(order: ModelOrder): string {
  const { limit, stop, trailAmount, trailPercent, expiresAt, held, mark, price: paid, cents, triggeredAt } = order;
  const asPrice = (units: bigint | undefined) => (units === undefined ? undefined : price(units));
  return orderLine({
    ...order,
    quantity: quantity(order.units),
    limit: asPrice(limit),
    stop: asPrice(stop),
    trail: trailPercent === undefined ? asPrice(trailAmount) : `${textOf(trailPercent, 4)}%`,
    expiresAt: timeText(expiresAt),
    held: held === undefined ? undefined : sideOf(order) === 'BUY' ? cash(held) : quantity(held),
    mark: asPrice(mark),
    price: paid === undefined ? undefined : finePriceText(paid),
    total: cashText(cents),
    fee: cashText(order.fee),
    currency: order.currency ?? 'USD',
    triggeredAt: timeText(triggeredAt),
  });
}

function linesOfTick(book: Book, assetId: string, isFinished: boolean): string[] {
  const applied = book.applied(assetId);
  const last = applied.at(-1);
  if (last === undefined) return [];
  const { sequence, prices } = keptOf(applied);
  const kept = { sequence, appliedPrices: prices.map((units) => price(units)) };
  return [tickLine({ assetId, price: price(last.price), at: isoTime(last.at), isFinished, ...kept })];
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : isoTime(milliseconds);
}
