import { deadlineOf } from './command/ask.ts';
import type { CommandContext } from './command/execute.ts';
import { usernameSchema } from './entities/user.ts';
import { type Roles, readRoles, type UserRole } from './entities/user-role.ts';
import { LockNotAcquiredError } from './errors/storage-errors.ts';
import type { Clock, Timer } from './ports/clock.ts';
import { guardedObserver } from './ports/guarded-observer.ts';
import { hostOf } from './ports/host.ts';
import type { IdGenerator } from './ports/ids.ts';
import type { Observer } from './ports/observer.ts';
import { type AdapterStore, adapterStoreOf, aStore, type Store } from './ports/store.ts';
import { type LockGrant, type LockOptions, operationSchema } from './ports/user-lock.ts';
import { type AnalyticsService, createAnalyticsService } from './services/analytics/analytics-service.ts';
import { keptAggregates } from './services/analytics/kept-aggregates.ts';
import { type AssetService, createAssetService } from './services/asset-service.ts';
import { type FeeOptions, Fees } from './services/fees.ts';
import { createFundsService, type FundsService } from './services/funds-service.ts';
import { createOrderService, type OrderService } from './services/order-service.ts';
import { createPortfolioService, type PortfolioService } from './services/portfolio-service.ts';
import { type PriceOptions, Prices } from './services/prices.ts';
import { createRateService, type RateService } from './services/rate-service.ts';
import { type RateOptions, Rates } from './services/rates.ts';
import { createUserService, type UserService } from './services/user-service.ts';
import {
  anObject,
  numberFrom,
  type OptionRules,
  requireOptions,
  wholeNumber,
  withMethod,
} from './validation/options.ts';
import { parse, requireFunction } from './validation/parse.ts';

/** The way in: the services over one store. Each of its users has one of the roles. */
export interface Orderfolio<Role extends string = UserRole> {
  /** The roles of the service. */
  readonly roles: readonly Role[];
  readonly users: UserService<Role>;
  readonly funds: FundsService;
  readonly assets: AssetService;
  readonly rates: RateService;
  readonly orders: OrderService;
  readonly portfolio: PortfolioService;
  readonly analytics: AnalyticsService;
  /**
   * Runs several commands as the only holder of the user's lock. The work gets an `Orderfolio` whose commands carry the lock's fence,
   * whichever user they are about. If the lease is taken over, they are refused with LOCK_LOST.
   *
   * Locks nest: the app of the inner work carries both fences. Take the locks of several users in the same order everywhere, for example
   * alphabetically. Otherwise two workers may wait for each other until one gives up.
   *
   * Rejects with VALIDATION_FAILED before it takes the lock; with LOCK_NOT_ACQUIRED, at once if the app holds this lock already; and with
   * whatever the work rejects with.
   */
  withLock<Result>(
    username: string,
    operation: string,
    work: (locked: Orderfolio<Role>) => Promise<Result>,
    options?: LockOptions,
  ): Promise<Result>;
}

/** The options of `createOrderfolio`. Only the store has no default. */
export interface OrderfolioOptions<Role extends string = UserRole> extends PriceOptions, RateOptions, FeeOptions {
  readonly store: Store;
  /**
   * Every role that users of this service may have: `customer`, which new users get, `admin`, and your own. Default: these two. A stored
   * role that is not listed, for example of another service on the store, counts as `customer` here.
   */
  readonly roles?: readonly Role[] | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** ULIDs, all different. Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** How a command waits before it tries again. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  /**
   * How long a command is tried again while other processes keep changing what it needs, in milliseconds. Default 10,000; 0 tries once.
   * After that it rejects with CONCURRENCY_CONFLICT. Only the time slept between the tries counts.
   */
  readonly conflictTimeoutMs?: number | undefined;
  /**
   * For how long what a command has written is remembered for the next one of its user, in milliseconds. Then a hot user's
   * commands need no read: what is remembered is written at the version that it had, or read afresh. 0: not at all. Default 5,000;
   * 0 over a store whose reads stay in this process, such as SQLite's.
   */
  readonly warmForMs?: number | undefined;
  /** How many entities are remembered at most, for all users together. Default 10,000. */
  readonly warmEntities?: number | undefined;
  /**
   * The greatest age of the asset and the last price that a market order is decided on, in milliseconds. Within that age an order of a
   * hot user needs no read. It may fill at an outdated price, or although the asset was closed meanwhile. Default 0: each order reads
   * both.
   */
  readonly catalogueMaxAgeMs?: number | undefined;
  /** How many users' orders `orders.onPrice` and `orders.expireDue` end at once, 1 to 1,000. Default 32. */
  readonly sweepConcurrency?: number | undefined;
  /** Is told of the commands, their batches, tries and commits: see `Observer`. Default: nobody is, and nothing is measured. */
  readonly observe?: Observer | undefined;
}

const OPTIONS: OptionRules<OrderfolioOptions<string>> = {
  store: aStore,
  // `readRoles` checks each role.
  roles: { words: 'must be a list of roles', allows: Array.isArray },
  prices: withMethod('quote'),
  quoteTimeoutMs: numberFrom(0, 'milliseconds'),
  maxQuoteAgeMs: numberFrom(0, 'milliseconds'),
  rates: withMethod('rate'),
  fees: withMethod('termsOf'),
  maxRateAgeMs: numberFrom(0, 'milliseconds'),
  clock: withMethod('now'),
  ids: withMethod('next'),
  timer: withMethod('sleep'),
  conflictTimeoutMs: numberFrom(0, 'milliseconds'),
  sweepConcurrency: wholeNumber(1, 1_000),
  warmForMs: numberFrom(0, 'milliseconds'),
  warmEntities: wholeNumber(1),
  catalogueMaxAgeMs: numberFrom(0, 'milliseconds'),
  observe: anObject,
};

/**
 * Makes the services over a store. This is cheap: make one per process, or one per test. CONFIGURATION_INVALID, naming the option, for a
 * store that no adapter has opened, or another option that cannot work. A given clock, timer or id generator is checked when it is used:
 * a command then rejects with CONFIGURATION_INVALID, naming `clock`, `ids` or `timer`.
 */
export function createOrderfolio<const Role extends string = UserRole>(
  options: OrderfolioOptions<Role>,
): Orderfolio<Role>;
export function createOrderfolio(options: OrderfolioOptions<string>): Orderfolio<string> {
  requireOptions(options, OPTIONS, ['store'], 'options');
  const {
    store,
    roles,
    prices,
    quoteTimeoutMs,
    maxQuoteAgeMs,
    rates,
    maxRateAgeMs,
    fees,
    clock,
    ids,
    timer,
    observe,
    ...tuning
  } = options;
  const adapterStore = adapterStoreOf(store);
  const host = hostOf({ clock, ids, timer });
  const { unitOfWork } = adapterStore;
  const deadline = deadlineOf(host.timer, quoteTimeoutMs);
  const parts = {
    roles: readRoles(roles),
    prices: new Prices({ prices, maxQuoteAgeMs }, deadline),
    fees: new Fees({ fees }, deadline),
    rates: new Rates({ rates, maxRateAgeMs }, deadline),
  };
  return compose(adapterStore, parts, { ...tuning, ...host, unitOfWork, observer: guardedObserver(observe) });
}

/** The parts that the services use beside the store: the roles, and the sources of prices, exchange rates and fees. */
interface Parts {
  readonly roles: Roles;
  readonly prices: Prices;
  readonly rates: Rates;
  readonly fees: Fees;
}

function compose(store: AdapterStore, parts: Parts, context: CommandContext): Orderfolio<string> {
  const { prices, rates, roles } = parts;
  const { fences = [] } = context;
  const under = (grant: LockGrant): Orderfolio<string> =>
    compose(store, parts, { ...context, fences: [...fences, { username: grant.username, fence: grant.fence }] });
  const rateService = createRateService(context, store.rates, rates);
  return {
    roles: roles.names,
    users: createUserService(context, store.users, store, roles),
    funds: createFundsService(context, store.balances, store.assetBalances, parts),
    assets: createAssetService(context, store.assets, prices),
    rates: rateService,
    orders: createOrderService(context, store, parts),
    portfolio: createPortfolioService(context, store, parts),
    analytics: createAnalyticsService(keptAggregates(store.projections), rateService, context),
    async withLock(inUser, inOperation, work, options) {
      const username = parse(usernameSchema, inUser, 'username');
      const operation = parse(operationSchema, inOperation, 'operation');
      requireFunction(work, 'work');
      if (fences.some((held) => held.username === username))
        throw new LockNotAcquiredError({ username, operation, waitMs: 0 });
      return store.lock.withLock(username, operation, (grant) => work(under(grant)), options);
    },
  };
}
