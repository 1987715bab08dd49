/**
 * The zod schemas of the services' input, and of the entities and results that they return. The edge of a service documents its routes
 * with them. The services use the same objects, so an edge need not validate again.
 *
 * `z.toJSONSchema(schema, { io: 'input' })` turns every one of them into JSON Schema. An amount is `{ type: 'string', format: 'decimal'
 * }` there, and a currency an `enum`. `parse` reads input as the services do.
 */

export {
  assetIdSchema,
  assetSchema,
  createAssetSchema,
  marketDataSchema,
  updateAssetSchema,
} from '../entities/asset.ts';
export { assetBalanceSchema } from '../entities/asset-balance.ts';
export { assetTransactionSchema } from '../entities/asset-transaction.ts';
export { balanceSchema } from '../entities/balance.ts';
export { balanceTransactionSchema } from '../entities/balance-transaction.ts';
export {
  accountEventSchema,
  assetChangedSchema,
  assetMovedSchema,
  cashMovedSchema,
  cashPendingSchema,
  cashSettledSchema,
  eventSchema,
  orderCancelledSchema,
  orderExpiredSchema,
  orderFailedSchema,
  orderFilledSchema,
  orderPlacedSchema,
  priceAppliedSchema,
  userChangedSchema,
  userCreatedSchema,
} from '../entities/events.ts';
export { orderSchema } from '../entities/order.ts';
export { orderStatusSchema } from '../entities/order-status.ts';
export { rateSchema, setRateSchema } from '../entities/rate.ts';
export {
  createUserSchema,
  emailSchema,
  statusChangeSchema,
  updateUserSchema,
  usernameSchema,
  userSchema,
  userStatusSchema,
} from '../entities/user.ts';
export { roleSchema } from '../entities/user-role.ts';
export { currencySchema } from '../money/currency.ts';
export { signedDecimal as decimalSchema } from '../money/decimal.ts';
export { priceSchema } from '../money/price.ts';
export { pageRequestSchema } from '../ports/page.ts';
export {
  assetAdjustmentSchema,
  assetArrivalSchema,
  assetMovementSchema,
  assetTransferSchema,
} from '../rules/asset-movement.ts';
export { adjustmentSchema, cashMovementSchema, transferSchema } from '../rules/cash-movement.ts';
export { conversionSchema, convertedCashSchema } from '../rules/conversion.ts';
export { marketOrderSchema, orderFillSchema } from '../rules/market-order.ts';
export { placeOrderSchema } from '../rules/place-order.ts';
export { orderReplacementSchema, replaceOrderSchema } from '../rules/replace-order.ts';
export { limitOrderSchema, stopOrderSchema, trailingStopSchema } from '../rules/resting-command.ts';
export { orderPlacementSchema } from '../rules/resting-order.ts';
export {
  orderStatisticsSchema,
  performanceRequestSchema,
  volumeRequestSchema,
} from '../services/analytics/analytics-service.ts';
export { dateSchema } from '../services/analytics/dates.ts';
export { assetIdsSchema, listAssetsSchema } from '../services/asset-service.ts';
export { depthRequestSchema } from '../services/order-depth.ts';
export { listAssetTransactionsSchema, valuationRequestSchema } from '../services/portfolio-service.ts';
export { listUsersSchema } from '../services/user-service.ts';
export { priceTickSchema } from '../triggers/apply-price.ts';
export { parse } from '../validation/parse.ts';
export {
  idempotencyKey as idempotencyKeySchema,
  shortName as consumerNameSchema,
  timestamp as timestampSchema,
  ulid as ulidSchema,
} from '../validation/schemas.ts';
