import type { CommandContext } from '../command/execute.ts';
import type { Order } from '../entities/order.ts';
import { OrderNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import type { EntityKey } from '../ports/unit-of-work.ts';
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

/** As `gatherEnd`, with the asset and the group of a trailing stop; or the receipt alone, when it is there. */
export async function gatherReplacement(
  { unitOfWork }: CommandContext,
  name: OrderName,
  receiptKey: EntityKey<'receipt'> | undefined,
) {
  const [receipt, order, balance, holdRow] = await unitOfWork.read([receiptKey, ...orderKeys(name)]);
  if (receipt !== undefined) return { receipt };
  if (order === undefined) throw new OrderNotFoundError(name);
  const { assetId, trailingGroupId: groupId } = order;
  const [asset, holding, group] = await unitOfWork.read([
    { entity: 'asset', assetId },
    holdingKey(order),
    groupId === undefined ? undefined : { entity: 'trailingGroup', assetId, groupId },
  ]);
  return { receipt, order, balance, holdRow, asset, holding, group };
}
