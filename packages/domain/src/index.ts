export type { Replayable } from './command/idempotency.ts';
export type { Asset, CreateAsset, MarketData, UpdateAsset } from './entities/asset.ts';
export type { AssetBalance } from './entities/asset-balance.ts';
export {
  ASSET_TRANSACTION_STATUSES,
  ASSET_TRANSACTION_TYPES,
  type AssetTransaction,
  type AssetTransactionStatus,
  type AssetTransactionType,
} from './entities/asset-transaction.ts';
export type { AuditEntry, AuditHead } from './entities/audit-trail.ts';
export type { Balance } from './entities/balance.ts';
export {
  BALANCE_TRANSACTION_STATUSES,
  BALANCE_TRANSACTION_TYPES,
  type BalanceTransaction,
  type BalanceTransactionStatus,
  type BalanceTransactionType,
} from './entities/balance-transaction.ts';
export type { LastTick, Tick } from './entities/last-tick.ts';
export type { LoginAttempts } from './entities/login-attempts.ts';
export {
  ORDER_SIDES,
  ORDER_TYPES,
  type Order,
  type OrderSide,
  type OrderType,
  sideOf,
  TIMES_IN_FORCE,
  type TimeInForce,
} from './entities/order.ts';
export { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from './entities/order-status.ts';
export {
  REFRESH_TOKEN_STATUSES,
  type RefreshFamily,
  type RefreshToken,
  type RefreshTokenStatus,
} from './entities/refresh-token.ts';
export { TRAIL_TYPES, type Trail, type TrailType, trailOf } from './entities/trailing-stop.ts';
export {
  type CreateUser,
  type NewUser,
  type UpdateUser,
  USER_ROLES,
  type User,
  type UserRole,
} from './entities/user.ts';
export * from './errors/index.ts';
export * from './money/index.ts';
export * from './orderfolio.ts';
export type { Account, AssetBalanceRepository } from './ports/asset-balance-repository.ts';
export type { AssetRepository } from './ports/asset-repository.ts';
export type { AssetTransactionRepository } from './ports/asset-transaction-repository.ts';
export type { AuditTrailRepository } from './ports/audit-trail-repository.ts';
export type { BalanceRepository } from './ports/balance-repository.ts';
export { type Clock, systemClock, systemTimer, type Timer } from './ports/clock.ts';
export type { Health, HealthCheck } from './ports/health.ts';
export { createUlidGenerator, type IdGenerator } from './ports/ids.ts';
export type { LoginAttemptRepository } from './ports/login-attempt-repository.ts';
export type { OpenOrders, OrderRepository } from './ports/order-repository.ts';
export { MAX_PAGE, type Page, type PageRequest } from './ports/page.ts';
export type { PriceSource, Quote, QuoteRequest } from './ports/price-source.ts';
export type { RefreshTokenRepository } from './ports/refresh-token-repository.ts';
export type { Store } from './ports/store.ts';
export type { Skipped } from './ports/trigger-repository.ts';
export type { Fence, LockGrant, LockOptions, UserLock } from './ports/user-lock.ts';
export type { UserRepository } from './ports/user-repository.ts';
export type { AssetAdjustment, AssetMovement, AssetTransfer } from './rules/asset-movement.ts';
export type { Adjustment, CashMovement, Transfer } from './rules/cash-movement.ts';
export type { EndedOrder } from './rules/end-order.ts';
export type { OrderFill, PlaceMarketOrder } from './rules/market-order.ts';
export type { PlaceOrder } from './rules/place-order.ts';
export type { ReplaceOrder } from './rules/replace-order.ts';
export type { PlaceRestingOrder } from './rules/resting-command.ts';
export type { OrderPlacement } from './rules/resting-order.ts';
export type { AssetMovementResult, AssetMovements } from './services/asset-movements.ts';
export type { AssetService, ListAssets } from './services/asset-service.ts';
export type { CashMovementResult, FundsService } from './services/funds-service.ts';
export type { FilledOrder, OrderService, PlacedOrder, ReplacedOrder } from './services/order-service.ts';
export type {
  ListAssetTransactions,
  PortfolioService,
  PortfolioValue,
  Reconciliation,
  ValuedHolding,
} from './services/portfolio-service.ts';
export type { Difference } from './services/reconciliation.ts';
export type { UserService } from './services/user-service.ts';
export type { PriceOutcome, PriceTick } from './triggers/apply-price.ts';
export type { ExpiryOutcome } from './triggers/expire-orders.ts';
export { parse } from './validation/parse.ts';
