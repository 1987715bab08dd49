import type {
  AssetMovementResult,
  Balance,
  CashMovement,
  CashMovementResult,
  ConversionResult,
  Depth,
  EndedOrder,
  ExchangeRate,
  Order,
  OrderPreview,
  PlacedOrder,
  PriceOutcome,
  Rate,
  ReplacedOrder,
} from '@orderfolio/domain';
import {
  assetBalanceSchema,
  assetIdSchema,
  assetMovementSchema,
  assetSchema,
  assetTransactionSchema,
  balanceSchema,
  balanceTransactionSchema,
  cashMovementSchema,
  convertedCashSchema,
  currencySchema,
  decimalSchema,
  orderPlacementSchema,
  orderReplacementSchema,
  orderSchema,
  rateSchema,
  timestampSchema,
  ulidSchema,
  usernameSchema,
} from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { type ProblemBody, problemSchema, toProblem } from '../problems/problem.ts';
import {
  presentAsset,
  presentAssetBalance,
  presentAssetTransaction,
  presentBalance,
  presentBalanceTransaction,
  presentDepth,
  presentOrder,
  presentPreview,
} from './entities.ts';
import { kind } from './result-kind.ts';

export const asset = kind('Asset', assetSchema, presentAsset);
export const balance = kind('Balance', balanceSchema, presentBalance);
export const balanceTransaction = kind('BalanceTransaction', balanceTransactionSchema, presentBalanceTransaction);
export const assetTransaction = kind('AssetTransaction', assetTransactionSchema, presentAssetTransaction);
export const order = kind<Order>('Order', orderSchema, presentOrder);

export const balances = kind<{ readonly items: readonly Balance[] }>(
  'Balances',
  z.strictObject({ items: z.array(balanceSchema) }),
  ({ items }) => ({ items: items.map(presentBalance) }),
);

type Moved = Partial<PlacedOrder> & { readonly replaced?: PlacedOrder['order'] };

/** The entities that a command has moved, as its result names them. */
function presentParts(moved: Moved): object {
  const { replaced, transaction, assetBalance, assetTransaction: trade } = moved;
  return {
    ...moved,
    ...(moved.order && { order: presentOrder(moved.order) }),
    ...(replaced && { replaced: presentOrder(replaced) }),
    ...(moved.balance && { balance: presentBalance(moved.balance) }),
    ...(transaction && { transaction: presentBalanceTransaction(transaction) }),
    ...(assetBalance && { assetBalance: presentAssetBalance(assetBalance) }),
    ...(trade && { assetTransaction: presentAssetTransaction(trade) }),
  };
}

const replayable = { replayed: z.boolean() };
export const cashMovement = kind<CashMovementResult>(
  'CashMovement',
  cashMovementSchema.extend(replayable),
  presentParts,
);
export const settlement = kind<CashMovement>('Settlement', cashMovementSchema, presentParts);
export const conversion = kind<ConversionResult>(
  'Conversion',
  convertedCashSchema.extend(replayable),
  ({ paid, received, replayed }) => ({ paid: presentParts(paid), received: presentParts(received), replayed }),
);
export const rate = kind<Rate>('Rate', rateSchema);
export const exchangeRate = kind<ExchangeRate>(
  'ExchangeRate',
  z.strictObject({ base: currencySchema, quote: currencySchema, rate: decimalSchema, at: timestampSchema }),
);
export const assetMovement = kind<AssetMovementResult>(
  'AssetMovement',
  assetMovementSchema.extend(replayable),
  presentParts,
);
/** The result of a correction of cash or of a holding. */
export const adjusted = kind<CashMovementResult | AssetMovementResult>(
  'Adjusted',
  z.union([cashMovement.schema, assetMovement.schema]),
  presentParts,
);
export const placedOrder = kind<PlacedOrder>('PlacedOrder', orderPlacementSchema.extend(replayable), presentParts);
export const replacedOrder = kind<ReplacedOrder>(
  'ReplacedOrder',
  orderReplacementSchema.extend(replayable),
  presentParts,
);
export const endedOrder = kind<EndedOrder>(
  'EndedOrder',
  orderPlacementSchema.pick({ order: true, transaction: true, assetBalance: true }).extend({
    balance: balanceSchema.optional(),
  }),
  presentParts,
);

const depthLevels = z.array(z.strictObject({ price: decimalSchema, quantity: decimalSchema, orders: z.int().min(1) }));
export const depth = kind<Depth>(
  'Depth',
  z.strictObject({
    assetId: assetIdSchema,
    currency: currencySchema,
    lastPrice: decimalSchema.optional(),
    bids: depthLevels,
    asks: depthLevels,
    isComplete: z.boolean(),
  }),
  presentDepth,
);

const orders = z.array(orderSchema);
/** An order or a group of trailing stops that a price could not end. */
const skippedSchema = z.strictObject({
  username: usernameSchema.optional(),
  orderId: ulidSchema.optional(),
  trailingGroupId: ulidSchema.optional(),
  problem: problemSchema,
});
export const priceOutcome = kind<PriceOutcome>(
  'PriceOutcome',
  z.strictObject({
    applied: z.boolean(),
    filled: orders,
    failed: orders,
    expired: orders,
    skipped: z.array(skippedSchema),
  }),
  ({ applied, filled, failed, expired, skipped }) => ({
    applied,
    filled: filled.map(presentOrder),
    failed: failed.map(presentOrder),
    expired: expired.map(presentOrder),
    skipped: skipped.map(({ error, ...name }) => ({ ...name, problem: toProblem(error).body })),
  }),
);

/** The result of one price of several: an outcome, or why there is none. */
export type AppliedPrice = { readonly assetId: string } & (
  | { readonly outcome: PriceOutcome }
  | { readonly problem: ProblemBody }
);
export interface AppliedPrices {
  readonly items: readonly AppliedPrice[];
}
const appliedPrices = kind<AppliedPrices>(
  'AppliedPrices',
  z.strictObject({
    items: z.array(
      z.strictObject({
        assetId: assetIdSchema,
        outcome: priceOutcome.schema.optional(),
        problem: problemSchema.optional(),
      }),
    ),
  }),
  ({ items }) => ({
    items: items.map((item) => ('outcome' in item ? { ...item, outcome: priceOutcome.present(item.outcome) } : item)),
  }),
);
export const priceOutcomes = kind<PriceOutcome | AppliedPrices>(
  'PriceOutcomes',
  z.union([priceOutcome.schema, appliedPrices.schema]),
  (outcome) => ('items' in outcome ? appliedPrices.present(outcome) : priceOutcome.present(outcome)),
);

const { orderId: _id, clientOrderId: _key, seenTick: _tick, ...previewed } = orderSchema.unwrap().shape;
const { version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...previewedOrder } = previewed;
const { assetId, available, held } = assetBalanceSchema.unwrap().shape;
export const orderPreview = kind<OrderPreview>(
  'OrderPreview',
  z.strictObject({
    order: z.strictObject(previewedOrder),
    balance: z.strictObject({ currency: currencySchema, available, held }),
    assetBalance: z.strictObject({ assetId, available, held }).optional(),
  }),
  presentPreview,
);
