import type { AssetTransaction, BalanceTransaction, Order } from '@orderfolio/domain';
import type { LastTick } from '@orderfolio/domain/adapter';
import { cash, price, quantity, textOf } from '../model/amounts.ts';
import { assetLine, assetRowLine, balanceLine, cashLine, holdingLine } from '../model/lines.ts';
import {
  type Everything,
  lineOfAsset,
  lineOfBalance,
  lineOfHolding as lineOfStoredHolding,
  type MakerOf,
} from '../model/stored.ts';
import type { Account, Book, MoveRow } from './book.ts';
import { type ModelOrder, sideOf } from './orders.ts';
import { keptOf } from './tick-order.ts';

type Ticks = readonly (LastTick | undefined)[];

/** What the store holds, a line per entity. */
export function linesOfStored({ assets, users, accounts }: Everything, ticks: Ticks, makerOf: MakerOf): string[] {
  const lines = [...assets.map(lineOfAsset), ...users.map(({ username }) => `${username} user`)];
  for (const last of ticks) if (last !== undefined) lines.push(lineOfTick(last));
  for (const { balances, holdings, cashRows, assetRows, orders } of accounts)
    lines.push(
      ...balances.map(lineOfBalance),
      ...holdings.map(lineOfStoredHolding),
      ...cashRows.map((row) => lineOfCashRow(row, makerOf)),
      ...assetRows.map((row) => lineOfAssetRow(row, makerOf)),
      ...orders.map((order) => lineOfOrder(order, makerOf)),
    );
  return lines.sort();
}

/** What the model holds, a line per entity. `finished` says whether the last price of an asset has been carried through. */
export function linesOfBook(book: Book, isFinished: (assetId: string) => boolean): string[] {
  const lines: string[] = [];
  for (const [assetId, { price: units, isActive }] of book.listings)
    lines.push(assetLine({ assetId, price: price(units), isActive }));
  for (const assetId of book.listings.keys()) lines.push(...linesOfModelTick(book, assetId, isFinished(assetId)));
  for (const [username, account] of book.accounts) {
    lines.push(`${username} user`, lineOfCash(username, account));
    for (const assetId of account.holdings.keys()) lines.push(lineOfHolding(username, assetId, account));
    for (const row of account.moves) lines.push(lineOfMove(username, row));
    for (const { of, type, cents, status, after } of account.rows)
      lines.push(cashLine({ username, by: of, type, amount: cash(cents), status, after: cash(after) }));
  }
  for (const order of book.orders.values()) lines.push(...linesOfModelOrder(order));
  return lines.sort();
}

export function lineOfCash(username: string, { available, held, deposits, withdrawals }: Account): string {
  return balanceLine({
    username,
    available: cash(available),
    held: cash(held),
    deposits: cash(deposits),
    withdrawals: cash(withdrawals),
  });
}

export function lineOfHolding(username: string, assetId: string, { holdings }: Account): string {
  const { available, held } = holdings.get(assetId) ?? { available: 0n, held: 0n };
  return holdingLine({ username, assetId, available: quantity(available), held: quantity(held) });
}

export function lineOfMove(username: string, { of: by, type, assetId, units }: MoveRow): string {
  const row = { username, by, assetId, side: type, quantity: quantity(units), status: 'COMPLETED' };
  return assetRowLine({ ...row, price: '0', total: '0' });
}

/** The order, and the asset row of one that was filled. */
function linesOfModelOrder(order: ModelOrder): string[] {
  const { username, by, assetId, units, price: paid, cents } = order;
  if (paid === undefined || cents === undefined) return [lineOfModelOrder(order)];
  const row = { username, by, assetId, side: sideOf(order), quantity: quantity(units), price: price(paid) };
  return [lineOfModelOrder(order), assetRowLine({ ...row, total: cash(cents), status: 'COMPLETED' })];
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
    price: asPrice(paid),
    total: cents === undefined ? undefined : cash(cents),
    triggeredAt: timeText(triggeredAt),
  });
}

export function lineOfOrder(order: Order, makerOf: MakerOf): string {
  const { orderType, limitPrice, stopPrice, trailAmount, trailPercent, heldAmount, highWaterMark } = order;
  return orderLine({
    ...order,
    by: makerOf(order.orderId),
    type: orderType,
    quantity: order.quantity.toString(),
    limit: limitPrice?.toString(),
    stop: stopPrice?.toString(),
    trail: trailAmount?.toString() ?? (trailPercent && `${trailPercent}%`),
    held: heldAmount?.toString(),
    mark: highWaterMark?.toString(),
    price: order.executionPrice?.toString(),
    total: order.totalAmount?.toString(),
    key: order.clientOrderId,
  });
}

interface OrderLine {
  readonly username: string;
  readonly by: number | undefined;
  readonly type: string;
  readonly assetId: string;
  readonly status: string;
  readonly quantity: string;
  readonly timeInForce?: string | undefined;
  readonly limit: string | undefined;
  readonly stop: string | undefined;
  readonly trail: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly held: string | undefined;
  readonly mark: string | undefined;
  readonly price: string | undefined;
  readonly total: string | undefined;
  readonly triggeredAt?: string | undefined;
  readonly key?: string | undefined;
}

/** The mark that an order shows counts once it has been filled: until then its group may know a higher one. */
function orderLine(order: OrderLine): string {
  const { username, by, type, assetId, status, quantity: amount, held, limit, stop, trail } = order;
  const says = `limit ${limit} stop ${stop} trail ${trail} ${order.timeInForce} until ${order.expiresAt}`;
  const mark = status === 'COMPLETED' ? order.mark : undefined;
  const became = `${status} held ${held} at ${order.price} for ${order.total} on ${order.triggeredAt} mark ${mark}`;
  return `${username} order of #${by}: ${type} ${amount} ${assetId} ${says} ${became} key ${order.key}`;
}

function lineOfCashRow(row: BalanceTransaction, makerOf: MakerOf): string {
  const { username, transactionId, referenceId, type, amount, status, balanceAfter } = row;
  const by = makerOf(type.startsWith('ORDER') ? (referenceId ?? '') : transactionId);
  return cashLine({ username, by, type, amount: amount.toString(), status, after: balanceAfter.toString() });
}

export function lineOfAssetRow(row: AssetTransaction, makerOf: MakerOf): string {
  const { username, transactionId, assetId, type: side, status, orderId = transactionId } = row;
  const amounts = { quantity: row.quantity.toString(), price: row.price.toString(), total: row.totalAmount.toString() };
  return assetRowLine({ username, by: makerOf(orderId), assetId, side, status, ...amounts });
}

function lineOfTick({ price: paid, appliedPrices = [], ...last }: LastTick): string {
  return tickLine({ ...last, price: paid.toString(), appliedPrices: appliedPrices.map(String) });
}

function linesOfModelTick(book: Book, assetId: string, isFinished: boolean): string[] {
  const applied = book.applied(assetId);
  const last = applied.at(-1);
  if (last === undefined) return [];
  const { sequence, prices } = keptOf(applied);
  const kept = { sequence, appliedPrices: prices.map((units) => price(units)) };
  return [tickLine({ assetId, price: price(last.price), at: isoTime(last.at), isFinished, ...kept })];
}

interface TickLine extends Pick<LastTick, 'assetId' | 'at' | 'isFinished' | 'sequence'> {
  readonly price: string;
  readonly appliedPrices: readonly string[];
}

function tickLine({ assetId, price: paid, at, isFinished, sequence, appliedPrices }: TickLine): string {
  const kept = `sequence ${sequence} after ${appliedPrices.join(' ')}`;
  return `last price of ${assetId}: ${paid} at ${at} ${kept} ${isFinished ? 'finished' : 'unfinished'}`;
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : isoTime(milliseconds);
}
