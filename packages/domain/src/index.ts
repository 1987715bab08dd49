/**
 * The door for services: the way in, the types of its input and results, amounts, and errors. Each name is chosen, and
 * `test/doors.test.ts` says why it is here. `/adapter` is for writers of adapters, and `/schemas` has the schemas.
 */

export { type CachedPricesOptions, cachedPrices } from './caching/cached-prices.ts';
export {
  type CachedOrderfolio,
  type CachedReadsOptions,
  cachedReads,
} from './caching/cached-reads.ts';
export type { Replayable } from './command/idempotency.ts';
export type { Asset, CreateAsset, MarketData, UpdateAsset } from './entities/asset.ts';
export type { AssetBalance } from './entities/asset-balance.ts';
export type { AssetTransaction, AssetTransactionStatus, AssetTransactionType } from './entities/asset-transaction.ts';
export type { Balance } from './entities/balance.ts';
export type {
  BalanceTransaction,
  BalanceTransactionStatus,
  BalanceTransactionType,
} from './entities/balance-transaction.ts';
export type { AccountEvent, FeedEvent, FeedEventType } from './entities/events.ts';
export { ORDER_TYPES, type Order, type OrderSide, type OrderType, sideOf, type TimeInForce } from './entities/order.ts';
export { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from './entities/order-status.ts';
export type { Projection } from './entities/projection.ts';
export type { Rate, SetRate } from './entities/rate.ts';
export {
  type CreateUser,
  type StatusChange,
  type UpdateUser,
  USER_STATUSES,
  type User,
  type UserStatus,
} from './entities/user.ts';
export { USER_ROLES, type UserRole } from './entities/user-role.ts';
export { DomainError } from './errors/domain-error.ts';
export { type ErrorCode, isOrderfolioError, type OrderfolioError } from './errors/index.ts';
export {
  AssetBalanceNotFoundError,
  AssetNotFoundError,
  BalanceNotFoundError,
  OrderNotFoundError,
  TransactionNotFoundError,
  UserNotFoundError,
} from './errors/not-found-errors.ts';
export {
  AccountSuspendedError,
  AlreadyExistsError,
  AssetInactiveError,
  IdempotencyConflictError,
  InsufficientAssetBalanceError,
  InsufficientBalanceError,
  InvalidOrderTransitionError,
  InvalidTransactionTransitionError,
  PriceUnavailableError,
  RateUnavailableError,
} from './errors/rejection-errors.ts';
export {
  ConcurrencyConflictError,
  FeedTrimmedError,
  LockLostError,
  LockNotAcquiredError,
  OutcomeUnknownError,
  StorageFailedError,
  StoreClosedError,
} from './errors/storage-errors.ts';
export {
  ConfigurationInvalidError,
  InvalidCursorError,
  ValidationError,
  type ValidationIssue,
} from './errors/validation-error.ts';
export { CURRENCY_SCALES, type Currency, DEFAULT_CURRENCY } from './money/currency.ts';
export {
  Decimal,
  type DecimalInput,
  isDecimal,
  ROUND_DOWN,
  ROUND_HALF_UP,
  ROUND_UP,
  ZERO,
} from './money/decimal.ts';
export type { FeeTerms } from './money/fee.ts';
export { createOrderfolio, type Orderfolio, type OrderfolioOptions } from './orderfolio.ts';
export type { Cache } from './ports/cache.ts';
export type { ChangeFeed, FeedPage, FeedRequest, FeedShard } from './ports/change-feed.ts';
export { type Clock, systemClock, systemTimer, type Timer } from './ports/clock.ts';
export {
  type FeeBounds,
  type FeeRequest,
  type FeeSchedule,
  type GivenFeeTerms,
  percentageFee,
  type SpreadRequest,
} from './ports/fee-schedule.ts';
export { createUlidGenerator, type IdGenerator } from './ports/ids.ts';
export type {
  BatchFacts,
  BatchWork,
  CommandFacts,
  CommandOutcome,
  CommandWork,
  CommitFacts,
  CommitWork,
  ConsumedFacts,
  ExchangeFacts,
  ExchangeWork,
  FailedFacts,
  LockFacts,
  LockWork,
  Observation,
  ObservedWork,
  Observer,
  RequestFacts,
  RequestWork,
  TryFacts,
} from './ports/observer.ts';
export type { OpenOrders } from './ports/order-repository.ts';
export type { Page, PageRequest } from './ports/page.ts';
export type { PriceSource, Quote, QuoteRequest } from './ports/price-source.ts';
export type { ListProjections, ProjectionRepository } from './ports/projection-repository.ts';
export type { RateQuote, RateRequest, RateSource } from './ports/rate-source.ts';
export type { Store } from './ports/store.ts';
export type { Skipped } from './ports/trigger-index.ts';
export type { LockOptions } from './ports/user-lock.ts';
export type { AssetAdjustment, AssetArrival, AssetTransfer } from './rules/asset-movement.ts';
export type { Adjustment, CashMovement, Transfer } from './rules/cash-movement.ts';
export type { Conversion, ConvertedCash } from './rules/conversion.ts';
export type { EndedOrder } from './rules/end-order.ts';
export type { ExchangeRate } from './rules/exchange.ts';
export type { PlaceMarketOrder } from './rules/market-order.ts';
export type { PlaceOrder } from './rules/place-order.ts';
export type { ReplaceOrder } from './rules/replace-order.ts';
export type { PlaceRestingOrder } from './rules/resting-command.ts';
export {
  type AccountFollower,
  type AccountPage,
  type FollowAccount,
  followAccount,
} from './services/account-events/follow-account.ts';
export type {
  AnalyticsService,
  OrderStatistics,
  OrderStatisticsRequest,
  TradedDay,
  Volume,
  VolumeRequest,
} from './services/analytics/analytics-service.ts';
export type { DateRange } from './services/analytics/dates.ts';
export type { Performance, PerformanceOfDay } from './services/analytics/performance.ts';
export {
  type RebuildAnalytics,
  type RebuiltAnalytics,
  rebuildAnalytics,
} from './services/analytics/rebuild-analytics.ts';
export { type RunAnalytics, runAnalytics } from './services/analytics/run-analytics.ts';
export type { AssetMovementResult } from './services/asset-movements.ts';
export type { AssetService, ListAssets } from './services/asset-service.ts';
export { type Consumed, consume } from './services/consumers/consume.ts';
export type {
  ConsumeOptions,
  Delivery,
  EventHandler,
  Handled,
  ProjectionWrite,
} from './services/consumers/options.ts';
export { type ParkedEvent, type ParkedEvents, parkedEvents } from './services/consumers/parked-events.ts';
export type { CashMovementResult, ConversionResult, FundsService } from './services/funds-service.ts';
export type { Depth, DepthLevel, DepthRequest } from './services/order-depth.ts';
export type { OrderPreview } from './services/order-preview.ts';
export type { FilledOrder, OrderService, PlacedOrder, ReplacedOrder } from './services/order-service.ts';
export type {
  ListAssetTransactions,
  PortfolioService,
  ValuationRequest,
} from './services/portfolio-service.ts';
export type { RateService } from './services/rate-service.ts';
export {
  type Difference,
  describeDifference,
  RECONCILIATION_RULES,
} from './services/reconciliation/difference.ts';
export type { Reconciliation } from './services/reconciliation/reconcile.ts';
export type { ListUsers, UserService } from './services/user-service.ts';
export type { PortfolioValue, ValuedCash, ValuedHolding } from './services/valuation.ts';
export type { PriceOutcome, PriceTick } from './triggers/apply-price.ts';
export type { ExpiryOutcome } from './triggers/expire-orders.ts';
