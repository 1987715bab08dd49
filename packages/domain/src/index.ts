export { type Command, type CommandContext, type Decision, execute, type Moment } from './command/execute.ts';
export type { Replayable } from './command/idempotency.ts';
export {
  type Asset,
  assetIdSchema,
  assetSchema,
  type CreateAsset,
  createAsset,
  type MarketData,
  marketDataSchema,
  type UpdateAsset,
  updateAsset,
} from './entities/asset.ts';
export { type AssetBalance, addQuantity, assetBalanceSchema, takeQuantity } from './entities/asset-balance.ts';
export * from './entities/asset-transaction.ts';
export {
  type AuditEntry,
  type AuditHead,
  auditEntrySchema,
  auditHeadSchema,
  FIRST_PREVIOUS_HASH,
  sequenceWord,
} from './entities/audit-trail.ts';
export * from './entities/balance.ts';
export * from './entities/balance-transaction.ts';
export { type LastTick, lastTickSchema, type Tick } from './entities/last-tick.ts';
export { type LoginAttempts, loginAttemptsSchema } from './entities/login-attempts.ts';
export * from './entities/order.ts';
export { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus, requireTransition } from './entities/order-status.ts';
export { RECEIPT_SCOPES, type Receipt, receiptSchema } from './entities/receipt.ts';
export {
  REFRESH_TOKEN_STATUSES,
  type RefreshFamily,
  type RefreshToken,
  type RefreshTokenStatus,
  refreshFamilySchema,
  refreshTokenSchema,
} from './entities/refresh-token.ts';
export { type TrailingGroup, trailingGroupSchema } from './entities/trailing-group.ts';
export { stopBelow, TRAIL_TYPES, type Trail, type TrailType, trailOf } from './entities/trailing-stop.ts';
export { expiryOf, groupTriggers, orderTriggers, type Triggers } from './entities/triggers.ts';
export {
  type CreateUser,
  createUser,
  createUserSchema,
  emailSchema,
  type NewUser,
  type UpdateUser,
  USER_ROLES,
  type User,
  type UserRole,
  updateUser,
  usernameSchema,
  userSchema,
} from './entities/user.ts';
export * from './errors/index.ts';
export * from './money/index.ts';
export * from './orderfolio.ts';
export * from './ports/asset-balance-repository.ts';
export { type AssetRepository, assetWrites } from './ports/asset-repository.ts';
export * from './ports/asset-transaction-repository.ts';
export { type AuditTrailRepository, auditTrailReads } from './ports/audit-trail-repository.ts';
export * from './ports/balance-repository.ts';
export * from './ports/index.ts';
export { type LoginAttemptRepository, loginAttemptReads } from './ports/login-attempt-repository.ts';
export * from './ports/order-repository.ts';
export { cataloguePrices, type PriceSource, type Quote } from './ports/price-source.ts';
export { type RefreshTokenRepository, refreshTokenReads } from './ports/refresh-token-repository.ts';
export { type IndexRange, idOf, type Trigger, type TriggerRepository } from './ports/trigger-repository.ts';
export { type UserRepository, userWrites } from './ports/user-repository.ts';
export type { Adjustment, CashMovement, Transfer } from './rules/cash-movement.ts';
export type { EndedOrder } from './rules/end-order.ts';
export type { OrderFill, PlaceMarketOrder } from './rules/market-order.ts';
export type { PlaceOrder } from './rules/place-order.ts';
export type { ReplaceOrder } from './rules/replace-order.ts';
export type { PlaceRestingOrder } from './rules/resting-command.ts';
export type { OrderPlacement } from './rules/resting-order.ts';
export { type AssetService, createAssetService, type ListAssets } from './services/asset-service.ts';
export { type CashMovementResult, createFundsService, type FundsService } from './services/funds-service.ts';
export {
  createOrderService,
  type ExpiryOutcome,
  type FilledOrder,
  type OrderService,
  type PlacedOrder,
  type ReplacedOrder,
} from './services/order-service.ts';
export * from './services/portfolio-service.ts';
export type { Difference } from './services/reconciliation.ts';
export { createUserService, type NewAccount, newAccount, type UserService } from './services/user-service.ts';
export type { PriceOutcome, PriceTick } from './triggers/apply-price.ts';
export { lastTickPrices } from './triggers/last-tick-prices.ts';
export { parse, readStored, readStoredJson } from './validation/parse.ts';
