import * as z from 'zod';
import { requireActive, requireQuantity } from '../entities/asset.ts';
import { type Balance, requireNotSuspended } from '../entities/balance.ts';
import { isResting, type Order, orderSchema } from '../entities/order.ts';
import type { TrailingGroup } from '../entities/trailing-group.ts';
import { usernameSchema } from '../entities/user.ts';
import { InvalidOrderTransitionError } from '../errors/rejection-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { priceSchema } from '../money/price.ts';
import { type Change, check, save, saveIfChanged } from '../ports/unit-of-work.ts';
import { parse } from '../validation/parse.ts';
import { idempotencyKey, metadata, ulid } from '../validation/schemas.ts';
import type { AccountMoment } from './account-moment.ts';
import { decideUnfilledEnd, type OrderFacts } from './end-order.ts';
import type { PlaceDecision } from './market-order.ts';
import { limitOrderSchema, type RestingOrder, stopOrderSchema, trailingStopSchema } from './resting-command.ts';
import { orderPlacementSchema, placeRestingOrder, type RestingFacts } from './resting-order.ts';
import type { TradingAccount } from './trade.ts';

/** Another quantity, limit or stop for a resting order. Omitted terms stay as they were. */
export const replaceOrderSchema = z
  .strictObject({
    username: usernameSchema,
    orderId: ulid,
    quantity: positiveDecimal.optional(),
    limitPrice: priceSchema.optional(),
    stopPrice: priceSchema.optional(),
    /** The id of the new order. Unique per user, for ever: the same id and body returns the first result. */
    clientOrderId: idempotencyKey.optional(),
    /** The metadata of the new order. Default: that of the old one. */
    metadata: metadata.optional(),
  })
  .refine(({ quantity, limitPrice, stopPrice }) => (quantity ?? limitPrice ?? stopPrice) !== undefined, {
    path: ['quantity'],
    error: 'must be given, or else limitPrice or stopPrice',
  });
/** The input of `orders.replace`: the order, and at least one new term of it. */
export type ReplaceOrder = z.input<typeof replaceOrderSchema>;
export type Replacement = z.output<typeof replaceOrderSchema>;

/** The placement of the new order, and the order that it replaces. */
export const orderReplacementSchema: z.ZodObject<
  (typeof orderPlacementSchema)['shape'] & { replaced: typeof orderSchema },
  z.core.$strip
> = orderPlacementSchema.extend({ replaced: orderSchema });
export type OrderReplacement = z.output<typeof orderReplacementSchema>;

export interface ReplacementFacts extends OrderFacts, Omit<RestingFacts, keyof TradingAccount | 'mark' | 'feeTerms'> {
  readonly balance: Balance;
}

/**
 * Cancels the order and places another in its place, in one commit. The hold of the first goes into the hold of the second, which has its
 * own id and counts as new. A trailing stop keeps its mark, and the order keeps its fee terms. ACCOUNT_SUSPENDED,
 * INVALID_ORDER_TRANSITION if the order has ended, and the errors of placing it.
 */
export function decideReplacement(
  replacement: Replacement,
  facts: ReplacementFacts,
  moment: AccountMoment,
): PlaceDecision<OrderReplacement> {
  const { order, balance, holding, asset, pricing, rating, last, group } = facts;
  requireNotSuspended(balance);
  if (!isResting(order))
    throw new InvalidOrderTransitionError({ orderId: order.orderId, from: order.status, to: 'CANCELLED' });
  const command = commandOf(order, replacement);
  requireActive(asset);
  // An unchanged quantity is not checked again: it may have been ALL, or date from before the asset's terms changed.
  if (replacement.quantity !== undefined) requireQuantity(asset, replacement.quantity);
  const orderId = moment.newId();
  const ended = decideUnfilledEnd(facts, 'CANCELLED', moment, `replaced by ${orderId}`);
  const freed = { balance: ended.result.balance, holding: ended.result.assetBalance ?? holding };
  const market = { asset, pricing, rating, last, ...freed, mark: markOf(order, group), feeTerms: order.feeTerms };
  const placed = placeRestingOrder(orderId, command, market, moment);
  // Releasing the first hold and placing the second is one change of the stored records.
  const cash = saveIfChanged('balance', balance, placed.result.balance);
  const stock = placed.result.assetBalance && save('assetBalance', holding, placed.result.assetBalance);
  return {
    result: {
      ...placed.result,
      balance: cash.value,
      ...(stock !== undefined && { assetBalance: stock.value }),
      replaced: ended.result.order,
    },
    changes: [
      ...ended.changes.filter((change) => !isOfAccount(change)),
      ...placed.changes.map((change) => changeOf({ balance, holding }, change)),
      // The mark is that of the group as it was read. If the group were lifted meanwhile, the new order would begin too low.
      ...(group === undefined
        ? []
        : [check({ entity: 'trailingGroup', assetId: group.assetId, groupId: group.groupId }, group.version)]),
    ],
    subjectId: orderId,
  };
}

function markOf({ highWaterMark }: Order, group: TrailingGroup | undefined): Decimal | undefined {
  return group === undefined ? highWaterMark : group.mark;
}

/** The order as a command, with the new terms. VALIDATION_FAILED for a price that its type does not have. */
function commandOf(order: Order, replacement: Replacement): RestingOrder {
  const { username, assetId, currency, orderType, timeInForce, expiresAt } = order;
  const { quantity = order.quantity, clientOrderId, metadata: pairs = order.metadata } = replacement;
  for (const field of ['limitPrice', 'stopPrice'] as const) {
    if (replacement[field] !== undefined && order[field] === undefined)
      throw new ValidationError({ field, rule: `is not a field of a ${orderType} order` });
  }
  const common = {
    username,
    orderType,
    assetId,
    currency,
    quantity,
    timeInForce,
    expiresAt,
    clientOrderId,
    metadata: pairs,
  };
  switch (orderType) {
    case 'LIMIT_BUY':
    case 'LIMIT_SELL':
      return {
        ...parse(limitOrderSchema, { ...common, limitPrice: replacement.limitPrice ?? order.limitPrice }),
        quantity,
      };
    case 'STOP_LOSS_SELL':
    case 'TAKE_PROFIT_SELL':
      return {
        ...parse(stopOrderSchema, { ...common, stopPrice: replacement.stopPrice ?? order.stopPrice }),
        quantity,
      };
    case 'TRAILING_STOP_SELL': {
      const { trailAmount, trailPercent } = order;
      return { ...parse(trailingStopSchema, { ...common, trailAmount, trailPercent }), quantity };
    }
    case 'MARKET_BUY':
    case 'MARKET_SELL':
      throw new ValidationError({ field: 'orderType', rule: 'is that of an order which never rests' });
  }
}

function isOfAccount(change: Change): boolean {
  return change.action === 'save' && (change.entity === 'balance' || change.entity === 'assetBalance');
}

/** The change, relative to the stored record. */
function changeOf({ balance, holding }: TradingAccount, change: Change): Change {
  if (change.action !== 'save') return change;
  if (change.entity === 'balance') return save('balance', balance, change.value);
  if (change.entity === 'assetBalance') return save('assetBalance', holding, change.value);
  return change;
}
