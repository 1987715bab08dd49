/**
 * The door for adapters, and for code beneath the services, such as authentication and tests: the ports, the code that all adapters
 * share, and the way from a store to its unit of work.
 *
 * Only schemas and versions check what is written from here: the business rules are in the services.
 */
export { type Command, type CommandContext, type Decision, execute, type Moment } from '../command/execute.ts';
export { type AccountToken, type AccountTokenPurpose, accountTokenSchema } from '../entities/account-token.ts';
export { assetIdSchema, assetSchema, createAsset, marketDataSchema, updateAsset } from '../entities/asset.ts';
export { addQuantity, assetBalanceSchema, takeQuantity } from '../entities/asset-balance.ts';
export {
  ASSET_TRANSACTION_STATUSES,
  ASSET_TRANSACTION_TYPES,
  assetTransactionSchema,
} from '../entities/asset-transaction.ts';
export {
  type AuditEntry,
  type AuditHead,
  auditEntrySchema,
  auditHeadSchema,
  FIRST_PREVIOUS_HASH,
  sequenceWord,
} from '../entities/audit-trail.ts';
export { balanceSchema, credit, openBalance } from '../entities/balance.ts';
export {
  BALANCE_TRANSACTION_STATUSES,
  BALANCE_TRANSACTION_TYPES,
  balanceTransactionSchema,
  isOfOrder,
  readStatus,
} from '../entities/balance-transaction.ts';
export { type CostedRow, costBasisOf } from '../entities/cost-basis.ts';
export { readEvents, writeEvents } from '../entities/event-text.ts';
export {
  ENTITIES,
  type Entities,
  type Entity,
  type EntityKey,
  type EntityKind,
  type KeyField,
  keyIn,
  keyWords,
} from '../entities/kinds.ts';
export { appliedPricesSchema, type LastTick, lastTickSchema } from '../entities/last-tick.ts';
export { createLogin, endLogins, type Login, loginSchema, nextLogin, type UserLogins } from '../entities/login.ts';
export { type LoginAttempts, loginAttemptsSchema } from '../entities/login-attempts.ts';
export { bookOf, type Market } from '../entities/market.ts';
export { isResting, orderSchema } from '../entities/order.ts';
export { requireTransition } from '../entities/order-status.ts';
export { projectionSchema } from '../entities/projection.ts';
export { pairOf, rateSchema } from '../entities/rate.ts';
export { RECEIPT_SCOPES, type Receipt, receiptSchema } from '../entities/receipt.ts';
export { recordEnd } from '../entities/record-end.ts';
export {
  type RefreshFamily,
  type RefreshToken,
  type RefreshTokenStatus,
  refreshFamilySchema,
  refreshTokenSchema,
} from '../entities/refresh-token.ts';
export { type SourceAttempts, sourceAttemptsSchema } from '../entities/source-attempts.ts';
export { eventsOf, isToldOf, type StoredChange } from '../entities/stored-change.ts';
export { type TrailingGroup, trailingGroupSchema } from '../entities/trailing-group.ts';
export { stopBelow, type TrailType } from '../entities/trailing-stop.ts';
export { expiryOf, groupTriggers, orderTriggers, type Triggers } from '../entities/triggers.ts';
export { type Turn, turnSchema } from '../entities/turn.ts';
export {
  changeUserRole,
  createUser,
  createUserSchema,
  dropStoredHash,
  emailSchema,
  requireNotErased,
  type StoredUser,
  shownUser,
  statusChangeSchema,
  storedUserSchema,
  updateUser,
  usernameSchema,
  userSchema,
  verifyUserEmail,
} from '../entities/user.ts';
export { type Roles, readRoles, roleSchema } from '../entities/user-role.ts';
export { feeTermsSchema } from '../money/fee.ts';
export { type AssetBalanceRepository, assetBalanceReads, type Holdings } from '../ports/asset-balance-repository.ts';
export { type AssetRepository, assetReads } from '../ports/asset-repository.ts';
export { type AssetTransactionRepository, assetTransactionReads } from '../ports/asset-transaction-repository.ts';
export { type AuditTrailRepository, auditTrailReads } from '../ports/audit-trail-repository.ts';
export { type BalanceRepository, balanceReads } from '../ports/balance-repository.ts';
export { type BulkLoader, type BulkPage, type EntityRecord, isRecordOf } from '../ports/bulk-loader.ts';
export {
  type ChangeFeed,
  changeFeed,
  type FeedChange,
  type FeedChanges,
  type FeedSource,
  noChangeFeed,
} from '../ports/change-feed.ts';
export { keyOf, requireChangeSet } from '../ports/change-set.ts';
export type { ExpiredRecords, Purged } from '../ports/expired-records.ts';
export { type GuardedObserver, guardedObserver } from '../ports/guarded-observer.ts';
export { checkHealth, type Health, type HealthCheck } from '../ports/health.ts';
export { type GivenHost, type Host, hostOf } from '../ports/host.ts';
export { type LoginAttemptRepository, loginAttemptReads } from '../ports/login-attempt-repository.ts';
export { type OrderRepository, orderReads, toOpenOrders } from '../ports/order-repository.ts';
export { type ListIdentity, MAX_PAGE, type PageBounds, prefixRange, readPage, toPage } from '../ports/page.ts';
export { type ProjectionRepository, projectionReads } from '../ports/projection-repository.ts';
export { type RateRepository, rateReads } from '../ports/rate-repository.ts';
export {
  type ListedUser,
  RECORD_KINDS,
  type RecordKind,
  type RecordRepository,
  type StoredRecord,
} from '../ports/record-repository.ts';
export { type RefreshTokenRepository, refreshTokenReads } from '../ports/refresh-token-repository.ts';
export { sleepUnlessStopped } from '../ports/stop-signal.ts';
export { type AdapterStore, adapterStoreOf, aStore, isStore, publishStore } from '../ports/store.ts';
export {
  entryOf,
  type IndexPage,
  type IndexRange,
  idOf,
  type NamedOrder,
  type Trigger,
  type TriggerIndex,
  type Unreadable,
  type Waiting,
} from '../ports/trigger-index.ts';
export {
  type Change,
  type ChangeSet,
  type Check,
  check,
  type EntitiesOf,
  type EntityReader,
  type Insert,
  insert,
  MAX_CHANGES,
  type ReadKeys,
  type Save,
  save,
  type UnitOfWork,
} from '../ports/unit-of-work.ts';
export {
  type Fence,
  type LockAttempt,
  type LockGrant,
  type LockTable,
  lockUsers,
  type UserLock,
} from '../ports/user-lock.ts';
export { type UserRepository, userReads } from '../ports/user-repository.ts';
export {
  changeStatus,
  forgetDevices,
  readStatusFacts,
  type StatusAction,
  type StatusFacts,
  type StatusStore,
} from '../services/account-status.ts';
export { copyStore } from '../services/copies/copy-store.ts';
export type { ReadLines } from '../services/copies/export-file.ts';
export {
  type ExportOptions,
  type ExportReport,
  exportStore,
  type WriteLines,
} from '../services/copies/export-store.ts';
export { importStore } from '../services/copies/import-store.ts';
export type { CommonOptions, CopyOptions, CopyProgress } from '../services/copies/options.ts';
export type {
  CopyReport,
  FinishedCopy,
  StoppedCopy,
  UserDifference,
  UserFailure,
} from '../services/copies/transfer.ts';
export { type NewAccount, newAccount } from '../services/user-service.ts';
export {
  aFlag,
  aFunction,
  anObject,
  listOf,
  numberFrom,
  type OptionRule,
  type OptionRules,
  oneOf,
  requireOptions,
  wholeNumber,
  withMethod,
} from '../validation/options.ts';
export { parse, readFields, readStored, readStoredJson } from '../validation/parse.ts';
export { metadata as metadataSchema } from '../validation/schemas.ts';
export { isAhead, isOfLeaptClock } from '../validation/times.ts';
