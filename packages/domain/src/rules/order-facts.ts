import type { CommandContext, Moment } from '../command/execute.ts';
import type { Order } from '../entities/order.ts';
import { OrderNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import type { EntityKey, EntityKind } from '../ports/unit-of-work.ts';
import { type AccountMoment, accountMoment } from './account-moment.ts';
import type { OrderFacts } from './end-order.ts';
import { holdRowId } from './hold.ts';

interface OrderName {
  readonly username: string;
  readonly orderId: string;
}

/** The order, and what its end touches whatever it is: the cash, and the row that shows what a buy holds. */
export function orderKeys({ username, orderId }: OrderName) {
  return [
    { entity: 'order', username, orderId },
    { entity: 'balance', username, currency: DEFAULT_CURRENCY },
    { entity: 'balanceTransaction', username, transactionId: holdRowId({ orderId }) },
  ] as const;
}

/** The holding that an order of this asset moves. */
export function holdingKey({ username, assetId }: Pick<Order, 'username' | 'assetId'>): EntityKey<'assetBalance'> {
  return { entity: 'assetBalance', username, assetId };
}

/** What the end of an order touches: one read, and for a sale one more, since the order says which holding. ORDER_NOT_FOUND. */
export async function gatherEnd({ unitOfWork }: CommandContext, name: OrderName): Promise<OrderFacts> {
  const [order, balance, holdRow] = await unitOfWork.read(orderKeys(name));
  if (order === undefined) throw new OrderNotFoundError(name);
  const [holding] = await unitOfWork.read([order.side === 'SELL' ? holdingKey(order) : undefined]);
  return { order, balance, holdRow, holding };
}

/**
 * As `gatherEnd`, with the asset, its last price, and the group of a trailing stop; or the receipt alone, when it is there.
 * The order names the keys of a second read, unless it has been `seen` before and is still where it was.
 */
export async function gatherReplacement(
  { unitOfWork }: CommandContext,
  name: OrderName,
  receiptKey: EntityKey<'receipt'> | undefined,
  seen: Order | undefined,
) {
  const [receipt, order, balance, holdRow, ...expected] = await unitOfWork.read([
    receiptKey,
    ...orderKeys(name),
    ...marketKeys(seen),
  ]);
  if (receipt !== undefined) return { receipt };
  if (order === undefined) throw new OrderNotFoundError(name);
  const isAsSeen = seen !== undefined && seen.trailingGroupId === order.trailingGroupId;
  const [asset, last, holding, group] = isAsSeen ? expected : await unitOfWork.read(marketKeys(order));
  return { receipt, order, balance, holdRow, asset, last, holding, group };
}

type Key<Kind extends EntityKind> = EntityKey<Kind> | undefined;

/** What an order is placed against. */
function marketKeys(
  order: Order | undefined,
): readonly [Key<'asset'>, Key<'lastTick'>, Key<'assetBalance'>, Key<'trailingGroup'>] {
  if (order === undefined) return [undefined, undefined, undefined, undefined];
  const { assetId, trailingGroupId: groupId } = order;
  return [
    { entity: 'asset', assetId },
    { entity: 'lastTick', assetId },
    holdingKey(order),
    groupId === undefined ? undefined : { entity: 'trailingGroup', assetId, groupId },
  ];
}

/** The moment at which these records change: see `AccountMoment`. */
export function endMoment(
  moment: Moment,
  { order, balance, holding, holdRow }: { readonly [Record in keyof OrderFacts]: OrderFacts[Record] | undefined },
): AccountMoment {
  return accountMoment(moment, order, balance, holding, holdRow);
}
