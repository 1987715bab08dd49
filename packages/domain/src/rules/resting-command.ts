import * as z from 'zod';
import { TIMES_IN_FORCE, type TimeInForce } from '../entities/order.ts';
import { decimalPlaces, positiveDecimal } from '../money/decimal.ts';
import { priceSchema } from '../money/price.ts';
import { timestamp } from '../validation/schemas.ts';
import { orderFields } from './market-order.ts';
import { MAY_NOT_BE_ALL, mayBeAll, type Sized } from './order-quantity.ts';

interface Expiring {
  readonly timeInForce?: TimeInForce | undefined;
  readonly expiresAt?: string | undefined;
}

const needsExpiry = ({ timeInForce, expiresAt }: Expiring): boolean => timeInForce !== 'GTD' || expiresAt !== undefined;
const NEEDS_EXPIRY = { path: ['expiresAt'], error: 'is required for a GTD order' };
const mayExpire = ({ timeInForce = 'GTD', expiresAt }: Expiring): boolean =>
  timeInForce === 'GTD' || expiresAt === undefined;
const MAY_NOT_EXPIRE = { path: ['expiresAt'], error: 'is for GTD orders only' };

/** Buys at the limit or lower, or sells at the limit or higher: at once if the price allows it, otherwise when it does. */
export const limitOrderSchema = z
  .strictObject({
    username: orderFields.username,
    orderType: z.enum(['LIMIT_BUY', 'LIMIT_SELL']),
    assetId: orderFields.assetId,
    quantity: orderFields.quantity,
    currency: orderFields.currency,
    limitPrice: priceSchema,
    /** Default: GTD with an `expiresAt`, else GTC. */
    timeInForce: z.enum(TIMES_IN_FORCE).optional(),
    /** In the future, and at most a year away. */
    expiresAt: timestamp.optional(),
    clientOrderId: orderFields.clientOrderId,
    metadata: orderFields.metadata,
  })
  .refine(mayBeAll, MAY_NOT_BE_ALL)
  .refine(needsExpiry, NEEDS_EXPIRY)
  .refine(mayExpire, MAY_NOT_EXPIRE);

const restingTime = z.enum(['GTC', 'GTD']).optional();

/** Sells at market once the price has fallen to the stop (stop-loss) or risen to it (take-profit). */
export const stopOrderSchema = z
  .strictObject({
    username: orderFields.username,
    orderType: z.enum(['STOP_LOSS_SELL', 'TAKE_PROFIT_SELL']),
    assetId: orderFields.assetId,
    quantity: orderFields.quantity,
    currency: orderFields.currency,
    stopPrice: priceSchema,
    timeInForce: restingTime,
    expiresAt: timestamp.optional(),
    clientOrderId: orderFields.clientOrderId,
    metadata: orderFields.metadata,
  })
  .refine(needsExpiry, NEEDS_EXPIRY)
  .refine(mayExpire, MAY_NOT_EXPIRE);

const PERCENT_SCALE = 4;
const trailPercentSchema = positiveDecimal
  .refine((percent) => percent.lt('100'), 'must be less than 100')
  .refine((percent) => decimalPlaces(percent) <= PERCENT_SCALE, `must have at most ${PERCENT_SCALE} decimals`);

/** Sells at market once the price has fallen by the trail from its highest since the order was placed. */
export const trailingStopSchema = z
  .strictObject({
    username: orderFields.username,
    orderType: z.literal('TRAILING_STOP_SELL'),
    assetId: orderFields.assetId,
    quantity: orderFields.quantity,
    currency: orderFields.currency,
    /** In the currency. Less than the price. */
    trailAmount: priceSchema.optional(),
    /** In percent of the highest price. Less than 100. */
    trailPercent: trailPercentSchema.optional(),
    timeInForce: restingTime,
    expiresAt: timestamp.optional(),
    clientOrderId: orderFields.clientOrderId,
    metadata: orderFields.metadata,
  })
  .refine(({ trailAmount, trailPercent }) => (trailAmount === undefined) !== (trailPercent === undefined), {
    path: ['trailAmount'],
    error: 'must be given, or else trailPercent: one of the two',
  })
  .refine(needsExpiry, NEEDS_EXPIRY)
  .refine(mayExpire, MAY_NOT_EXPIRE);

export type RestingCommand = z.output<typeof limitOrderSchema | typeof stopOrderSchema | typeof trailingStopSchema>;
export type LimitOrder = Sized<z.output<typeof limitOrderSchema>>;
export type StopOrder = Sized<z.output<typeof stopOrderSchema>>;
export type TrailingStop = Sized<z.output<typeof trailingStopSchema>>;
/** A command whose quantity is known. */
export type RestingOrder = LimitOrder | StopOrder | TrailingStop;
/** The input of `orders.place` for an order that rests until its price comes. */
export type PlaceRestingOrder =
  | z.input<typeof limitOrderSchema>
  | z.input<typeof stopOrderSchema>
  | z.input<typeof trailingStopSchema>;
