import type { Moment } from '../command/execute.ts';
import type { Asset } from '../entities/asset.ts';
import type { EntityKey, EntityKind } from '../entities/kinds.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { isResting, type Order } from '../entities/order.ts';
import type { Rate } from '../entities/rate.ts';
import type { Receipt } from '../entities/receipt.ts';
import type { TrailingGroup } from '../entities/trailing-group.ts';
import { OrderNotFoundError } from '../errors/not-found-errors.ts';
import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import { type AccountMoment, accountMoment } from './account-moment.ts';
import type { OrderFacts } from './end-order.ts';
import { holdRowId } from './hold.ts';

interface OrderName {
  readonly username: string;
  readonly orderId: string;
}

/**
 * The keys that the end of every order touches: the order, the cash, and the row that shows the hold of a buy. As long as the order is not
 * known, its currency is taken to be the US dollar.
 */
export function orderKeys(
  { username, orderId }: OrderName,
  currency: Currency = DEFAULT_CURRENCY,
): readonly [EntityKey<'order'>, EntityKey<'balance'>, EntityKey<'balanceTransaction'>] {
  return [
    { entity: 'order', username, orderId },
    { entity: 'balance', username, currency },
    { entity: 'balanceTransaction', username, transactionId: holdRowId({ orderId }) },
  ];
}

/** The holding that an order of this asset moves. */
export function holdingKey({ username, assetId }: Pick<Order, 'username' | 'assetId'>): EntityKey<'assetBalance'> {
  return { entity: 'assetBalance', username, assetId };
}

/** The cash of an order that is not paid in US dollars. */
function foreignBalanceKey({ username, currency }: Order): EntityKey<'balance'> | undefined {
  return currency === DEFAULT_CURRENCY ? undefined : { entity: 'balance', username, currency };
}

/** The group that a resting order shares its mark with. Undefined for any other order. */
export function groupKey(order: Order): EntityKey<'trailingGroup'> | undefined {
  const { assetId, trailingGroupId: groupId } = order;
  return groupId === undefined || !isResting(order) ? undefined : { entity: 'trailingGroup', assetId, groupId };
}

/** The group of the order: the one that was read, unless the order has moved into another one meanwhile. */
export async function groupOf(
  reader: EntityReader,
  order: Order | undefined,
  read?: TrailingGroup,
): Promise<TrailingGroup | undefined> {
  const key = order && groupKey(order);
  if (key === undefined || key.groupId === read?.groupId) return read;
  const [group] = await reader.read([key]);
  return group;
}

/**
 * Reads what the end of an order touches. It takes one read, and one more for a sale or another currency than the US dollar: the order
 * names the holding and the cash. ORDER_NOT_FOUND.
 */
export async function gatherEnd(reader: EntityReader, name: OrderName): Promise<OrderFacts> {
  const [order, dollars, holdRow] = await reader.read(orderKeys(name));
  if (order === undefined) throw notFound(name);
  const foreignKey = foreignBalanceKey(order);
  const [holding, group, foreign] = await reader.read([
    order.side === 'SELL' ? holdingKey(order) : undefined,
    groupKey(order),
    foreignKey,
  ]);
  return { order, balance: foreignKey === undefined ? dollars : foreign, holdRow, holding, group };
}

/** The stored prices and rates that an order in another currency than the US dollar is decided on, besides the last price in its own. */
export interface ForeignKeys {
  /** The last price in US dollars. */
  readonly dollarTick: Key<'lastTick'>;
  readonly rates: readonly EntityKey<'rate'>[];
}

/** What a replacement is decided on. */
export interface ReplacementFacts extends OrderFacts {
  readonly receipt: undefined;
  readonly asset: Asset | undefined;
  readonly last: LastTick | undefined;
  /** What was read of `ForeignKeys`. */
  readonly dollarTick: LastTick | undefined;
  readonly rates: readonly (Rate | undefined)[];
}

/**
 * Like `gatherEnd`, with the asset, its last price, and what `foreignKeys` names. If there is a receipt, only the receipt. The order names
 * the keys of a second read, unless `seen` has it and its group is still the same.
 */
export async function gatherReplacement(
  reader: EntityReader,
  name: OrderName,
  receiptKey: EntityKey<'receipt'> | undefined,
  seen: Order | undefined,
  foreignKeys: (order: Order) => ForeignKeys,
): Promise<ReplacementFacts | { readonly receipt: Receipt }> {
  const [receipt, order, dollars, holdRow, ...expected] = await reader.read([
    receiptKey,
    ...orderKeys(name),
    ...marketKeys(seen, foreignKeys),
  ]);
  if (receipt !== undefined) return { receipt };
  if (order === undefined) throw notFound(name);
  const isAsSeen = seen !== undefined && seen.trailingGroupId === order.trailingGroupId;
  const [asset, last, holding, group, foreign, dollarTick, ...rates] = isAsSeen
    ? expected
    : await reader.read(marketKeys(order, foreignKeys));
  const balance = foreignBalanceKey(order) === undefined ? dollars : foreign;
  return { receipt, order, balance, holdRow, asset, last, holding, group, dollarTick, rates };
}

function notFound({ username, orderId }: OrderName): OrderNotFoundError {
  return new OrderNotFoundError({ username, orderId });
}

type Key<Kind extends EntityKind> = EntityKey<Kind> | undefined;

/** The records that an order is placed against, and its cash if that is not in US dollars. */
function marketKeys(
  order: Order | undefined,
  foreignKeys: (order: Order) => ForeignKeys,
): readonly [
  Key<'asset'>,
  Key<'lastTick'>,
  Key<'assetBalance'>,
  Key<'trailingGroup'>,
  Key<'balance'>,
  Key<'lastTick'>,
  ...EntityKey<'rate'>[],
] {
  if (order === undefined) return [undefined, undefined, undefined, undefined, undefined, undefined];
  const { assetId, currency } = order;
  const { dollarTick, rates } = foreignKeys(order);
  return [
    { entity: 'asset', assetId },
    { entity: 'lastTick', assetId, currency },
    holdingKey(order),
    groupKey(order),
    foreignBalanceKey(order),
    dollarTick,
    ...rates,
  ];
}

/** The moment at which these records change: see `AccountMoment`. */
export function endMoment(
  moment: Moment,
  { order, balance, holding, holdRow }: { readonly [Record in keyof OrderFacts]: OrderFacts[Record] | undefined },
): AccountMoment {
  return accountMoment(moment, order, balance, holding, holdRow);
}
