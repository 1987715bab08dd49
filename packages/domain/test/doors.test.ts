import { readFileSync } from 'node:fs';
import * as domain from '@orderfolio/domain';
import * as adapter from '@orderfolio/domain/adapter';
import * as inversify from '@orderfolio/domain/inversify';
import * as schemas from '@orderfolio/domain/schemas';
import * as testing from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';

/**
 * Every name of every door. A name is a promise to those who import it. Put a new one into the group whose reason it
 * shares. To remove one is a breaking change.
 */
type Groups = Readonly<Record<string, string>>;

const SERVICE: Groups = {
  'the way in, and the types of what it gives to functions of a service':
    'createOrderfolio Orderfolio OrderfolioOptions Store LockOptions UserService FundsService AssetService RateService OrderService PortfolioService AnalyticsService',
  "what a service may give in the machine's stead, and what it would otherwise be": `Clock systemClock Timer systemTimer IdGenerator createUlidGenerator PriceSource Quote QuoteRequest RateSource RateQuote RateRequest FeeSchedule FeeRequest
    GivenFeeTerms FeeBounds SpreadRequest percentageFee Cache`,
  'what keeps the figures up': 'runAnalytics RunAnalytics rebuildAnalytics RebuildAnalytics RebuiltAnalytics',
  'what stands before a source of prices or before the reads, and keeps their answers':
    'cachedPrices CachedPricesOptions cachedReads CachedReadsOptions CachedOrderfolio',
  'amounts, and the arithmetic of a caller who has to round':
    'Decimal DecimalInput isDecimal ZERO ROUND_DOWN ROUND_HALF_UP ROUND_UP Currency CURRENCY_SCALES DEFAULT_CURRENCY',
  'what happened, for those who act on it': `ChangeFeed FeedRequest FeedPage FeedShard FeedEvent FeedEventType consume ConsumeOptions Consumed
    Delivery EventHandler Handled ProjectionWrite Projection ProjectionRepository ListProjections parkedEvents ParkedEvents ParkedEvent
    followAccount FollowAccount AccountFollower AccountPage AccountEvent`,
  'what an observer is told while all this runs': `Observer Observation ObservedWork CommandWork CommandFacts CommandOutcome BatchWork BatchFacts TryFacts CommitWork
    CommitFacts RequestWork RequestFacts LockWork LockFacts ExchangeWork ExchangeFacts ConsumedFacts FailedFacts`,
  'what is stored and shown': `FeeTerms Rate ExchangeRate User Balance BalanceTransaction Asset MarketData AssetBalance AssetTransaction Order`,
  'the words that a service compares, translates, and offers for choice': `UserRole USER_ROLES UserStatus USER_STATUSES BalanceTransactionType
    BalanceTransactionStatus AssetTransactionType AssetTransactionStatus OrderType ORDER_TYPES OrderSide sideOf OrderStatus
    ORDER_STATUSES ORDER_TRANSITIONS TimeInForce RECONCILIATION_RULES`,
  'what commands and queries take': `CreateUser UpdateUser ListUsers StatusChange Transfer Adjustment Conversion SetRate CreateAsset UpdateAsset ListAssets PlaceOrder
    PlaceMarketOrder PlaceRestingOrder ReplaceOrder PriceTick AssetArrival AssetTransfer AssetAdjustment ListAssetTransactions ValuationRequest DepthRequest PageRequest DateRange OrderStatisticsRequest VolumeRequest`,
  'what they return': `Page Replayable CashMovement CashMovementResult ConvertedCash ConversionResult PlacedOrder FilledOrder ReplacedOrder EndedOrder OpenOrders OrderPreview Depth DepthLevel
    PriceOutcome ExpiryOutcome Skipped AssetMovementResult PortfolioValue ValuedCash ValuedHolding OrderStatistics TradedDay Volume Performance PerformanceOfDay Reconciliation Difference describeDifference`,
  'what they reject with, to narrow on': `DomainError OrderfolioError ErrorCode isOrderfolioError ValidationIssue
    ValidationError ConfigurationInvalidError InvalidCursorError
    UserNotFoundError BalanceNotFoundError TransactionNotFoundError AssetNotFoundError OrderNotFoundError AssetBalanceNotFoundError
    AlreadyExistsError AccountSuspendedError InsufficientBalanceError InsufficientAssetBalanceError AssetInactiveError PriceUnavailableError RateUnavailableError
    InvalidOrderTransitionError InvalidTransactionTransitionError IdempotencyConflictError
    ConcurrencyConflictError LockNotAcquiredError LockLostError OutcomeUnknownError StorageFailedError StoreClosedError
    FeedTrimmedError`,
};

const ADAPTER: Groups = {
  'the ports that an adapter implements': `UnitOfWork EntityReader TriggerIndex RecordRepository ExpiredRecords Purged BulkLoader UserLock HealthCheck Health ChangeFeed
    UserRepository BalanceRepository AssetRepository RateRepository AssetBalanceRepository AssetTransactionRepository OrderRepository
    LoginAttemptRepository RefreshTokenRepository AuditTrailRepository ProjectionRepository`,
  'what the ports take and give': `Change ChangeSet Check Insert Save check insert save MAX_CHANGES Entities EntitiesOf Entity EntityKey
    EntityKind ReadKeys Holdings Trigger Waiting NamedOrder Unreadable IndexPage IndexRange idOf entryOf RecordKind RECORD_KINDS StoredRecord ListedUser EntityRecord isRecordOf BulkPage
    Fence LockGrant LockAttempt LockTable FeedSource FeedChanges FeedChange`,
  'how a store is handed out, and the way back': 'AdapterStore adapterStoreOf aStore isStore publishStore',
  'what all adapters share of the ports': `sleepUnlessStopped userReads balanceReads rateReads assetReads assetBalanceReads assetTransactionReads orderReads toOpenOrders
    loginAttemptReads refreshTokenReads auditTrailReads projectionReads lockUsers checkHealth changeFeed noChangeFeed ListIdentity PageBounds MAX_PAGE readPage toPage prefixRange`,
  'how entities are stored and read back': `ENTITIES KeyField keyIn keyOf keyWords recordEnd requireChangeSet readStored readStoredJson readStatus sequenceWord
    storedUserSchema metadataSchema userSchema balanceSchema balanceTransactionSchema isOfOrder BALANCE_TRANSACTION_STATUSES BALANCE_TRANSACTION_TYPES assetSchema rateSchema pairOf feeTermsSchema marketDataSchema
    assetBalanceSchema assetTransactionSchema ASSET_TRANSACTION_STATUSES ASSET_TRANSACTION_TYPES orderSchema receiptSchema RECEIPT_SCOPES
    loginSchema loginAttemptsSchema refreshFamilySchema refreshTokenSchema accountTokenSchema sourceAttemptsSchema auditEntrySchema auditHeadSchema lastTickSchema appliedPricesSchema
    trailingGroupSchema turnSchema projectionSchema`,
  'the entities that no service sees': `Receipt StoredUser Login LoginAttempts RefreshFamily RefreshToken RefreshTokenStatus AccountToken AccountTokenPurpose SourceAttempts AuditEntry AuditHead
    FIRST_PREVIOUS_HASH LastTick TrailingGroup TrailType Turn`,
  'what is told of what was stored': 'StoredChange eventsOf isToldOf readEvents writeEvents',
  'what a holding has cost, of a ledger that did not keep it': 'CostedRow costBasisOf',
  'where an order stands in the index':
    'Market bookOf Triggers orderTriggers groupTriggers expiryOf isResting stopBelow',
  'commands beneath the services, as authentication has them': `Command CommandContext Decision Moment execute NewAccount newAccount StatusAction StatusFacts StatusStore changeStatus forgetDevices readStatusFacts statusChangeSchema createUser
    createUserSchema updateUser changeUserRole requireNotErased shownUser dropStoredHash createLogin nextLogin endLogins UserLogins usernameSchema emailSchema verifyUserEmail Roles readRoles roleSchema openBalance credit createAsset updateAsset assetIdSchema addQuantity takeQuantity
    requireTransition`,
  'a store as a whole': `copyStore exportStore importStore CommonOptions CopyOptions CopyProgress CopyReport FinishedCopy StoppedCopy UserDifference UserFailure
    ExportOptions ExportReport ReadLines WriteLines`,
  'what a clock that leapt has left': 'isAhead isOfLeaptClock',
  'what is given from outside, and how it is checked': `GuardedObserver guardedObserver GivenHost Host hostOf OptionRule OptionRules requireOptions aFlag aFunction
    anObject listOf numberFrom oneOf wholeNumber withMethod parse readFields`,
};

const SCHEMAS: Groups = {
  'the way to read input as the services do': 'parse',
  'what commands and queries take': `createUserSchema updateUserSchema statusChangeSchema listUsersSchema transferSchema adjustmentSchema createAssetSchema updateAssetSchema
    listAssetsSchema assetIdsSchema placeOrderSchema marketOrderSchema limitOrderSchema stopOrderSchema trailingStopSchema replaceOrderSchema
    priceTickSchema assetArrivalSchema assetTransferSchema assetAdjustmentSchema listAssetTransactionsSchema valuationRequestSchema depthRequestSchema conversionSchema setRateSchema pageRequestSchema consumerNameSchema orderStatisticsSchema performanceRequestSchema volumeRequestSchema`,
  'what they return': `userSchema balanceSchema balanceTransactionSchema cashMovementSchema convertedCashSchema rateSchema assetSchema marketDataSchema assetBalanceSchema
    assetTransactionSchema assetMovementSchema orderSchema orderFillSchema orderPlacementSchema orderReplacementSchema`,
  'what the feed tells': `accountEventSchema eventSchema orderPlacedSchema orderFilledSchema orderCancelledSchema orderExpiredSchema orderFailedSchema cashMovedSchema
    cashPendingSchema cashSettledSchema assetMovedSchema userCreatedSchema userChangedSchema assetChangedSchema priceAppliedSchema`,
  'the parts that the path and the query of a request are made of': `usernameSchema emailSchema roleSchema userStatusSchema assetIdSchema orderStatusSchema currencySchema
    decimalSchema priceSchema dateSchema idempotencyKeySchema timestampSchema ulidSchema`,
};

const TESTING: Groups = {
  'time, ids, prices and randomness that the test decides':
    'ManualClock ManualTimer ManualPrices sequentialIds laneOf seededRandom',
  'a market to begin with': 'seedMarket MarketOptions SeededMarket',
};

const INVERSIFY: Groups = {
  'the module, and what it is asked with': 'orderfolioModule OrderfolioTerms storeModule TOKENS token',
};

const DOORS = [
  { door: '@orderfolio/domain', file: 'index.ts', module: domain, groups: SERVICE },
  { door: '@orderfolio/domain/adapter', file: 'adapter/index.ts', module: adapter, groups: ADAPTER },
  { door: '@orderfolio/domain/schemas', file: 'schemas/index.ts', module: schemas, groups: SCHEMAS },
  { door: '@orderfolio/domain/testing', file: 'testing/index.ts', module: testing, groups: TESTING },
  { door: '@orderfolio/domain/inversify', file: 'inversify/index.ts', module: inversify, groups: INVERSIFY },
];

const LIST = /export (type )?\{([^}]*)\} from '[^']+';/g;

function sourceOf(file: string): string {
  const text = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

/** The names in a list of exports, such as `type Page` and `signedDecimal as decimalSchema`. */
function namesIn(list: string): readonly string[] {
  const entries = list.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map((entry) => entry.replace(/^(?:type |\w+ as )/, ''));
}

const expected = (groups: Groups) =>
  Object.values(groups)
    .flatMap((names) => names.split(/\s+/))
    .sort();

describe.each(DOORS)('$door', ({ file, module, groups }) => {
  const source = sourceOf(file);
  const names = [...source.matchAll(LIST)].flatMap(([, , list = '']) => namesIn(list));

  test('exports the names that were chosen, types and values, and no others', () => {
    expect([...names].sort()).toEqual(expected(groups));
  });

  test('names each of them: it declares nothing, and lets no whole file through', () => {
    expect(source.replaceAll(LIST, '').trim()).toBe('');
  });

  test('has every value that it names when it is imported', () => {
    expect(expected(groups)).toEqual(expect.arrayContaining(Object.keys(module)));
  });
});

test('a service imports at most 208 names, at most 75 of them values', () => {
  expect(expected(SERVICE).length).toBeLessThanOrEqual(208);
  expect(Object.keys(domain).length).toBeLessThanOrEqual(75);
});
