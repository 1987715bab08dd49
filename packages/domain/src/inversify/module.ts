import 'reflect-metadata/lite';
import { ContainerModule } from 'inversify';
import { type AdapterStore, adapterStoreOf } from '../adapter/index.ts';
import {
  createOrderfolio,
  createUlidGenerator,
  type Orderfolio,
  type OrderfolioOptions,
  systemClock,
  systemTimer,
} from '../index.ts';
import { Kept } from './kept.ts';
import { TOKENS } from './tokens.ts';

/** The options of `createOrderfolio` that have no token, except `roles`: the types of the tokens know only the two default roles. */
export type OrderfolioTerms = Omit<
  OrderfolioOptions,
  'store' | 'clock' | 'timer' | 'ids' | 'prices' | 'rates' | 'fees' | 'roles'
>;

/**
 * The services and the ports, for a container that also loads an adapter's module (which binds `TOKENS.Store`). Stores open
 * asynchronously, so call `container.getAsync(TOKENS.Orderfolio)`. The clock, the timer, the ids, the prices, the rates and the fees have
 * defaults (the stored prices and rates, and no fees). Rebind their tokens to give your own.
 *
 * The services are composed from the tokens: if a port is rebound before the services are requested, they use it. A factory that failed
 * is called again the next time.
 */
export function orderfolioModule(terms: OrderfolioTerms = {}): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const ids = new Kept<ReturnType<typeof createUlidGenerator>>();
    const app = new Kept<Orderfolio>();

    bind(TOKENS.Clock).toConstantValue(systemClock);
    bind(TOKENS.Timer).toConstantValue(systemTimer);
    bind(TOKENS.IdGenerator).toResolvedValue((clock) => ids.get(() => createUlidGenerator(clock)), [TOKENS.Clock]);
    bind(TOKENS.PriceSource).toConstantValue(undefined);
    bind(TOKENS.RateSource).toConstantValue(undefined);
    bind(TOKENS.FeeSchedule).toConstantValue(undefined);

    bind(TOKENS.UserRepository).toResolvedValue((store) => store.users, [TOKENS.Store]);
    bind(TOKENS.BalanceRepository).toResolvedValue((store) => store.balances, [TOKENS.Store]);
    bind(TOKENS.AssetRepository).toResolvedValue((store) => store.assets, [TOKENS.Store]);
    bind(TOKENS.RateRepository).toResolvedValue((store) => store.rates, [TOKENS.Store]);
    bind(TOKENS.OrderRepository).toResolvedValue((store) => store.orders, [TOKENS.Store]);
    bind(TOKENS.AssetBalanceRepository).toResolvedValue((store) => store.assetBalances, [TOKENS.Store]);
    bind(TOKENS.AssetTransactionRepository).toResolvedValue((store) => store.assetTransactions, [TOKENS.Store]);
    bind(TOKENS.LoginAttemptRepository).toResolvedValue((store) => store.loginAttempts, [TOKENS.Store]);
    bind(TOKENS.RefreshTokenRepository).toResolvedValue((store) => store.refreshTokens, [TOKENS.Store]);
    bind(TOKENS.AuditTrailRepository).toResolvedValue((store) => store.auditTrail, [TOKENS.Store]);
    bind(TOKENS.UserLock).toResolvedValue((store) => store.lock, [TOKENS.Store]);
    bind(TOKENS.ProjectionRepository).toResolvedValue((store) => store.projections, [TOKENS.Store]);
    bind(TOKENS.ChangeFeed).toResolvedValue((store) => store.feed, [TOKENS.Store]);
    bind(TOKENS.HealthCheck).toResolvedValue((store) => store.health, [TOKENS.Store]);

    bind(TOKENS.Orderfolio).toResolvedValue(
      (
        store,
        users,
        balances,
        assets,
        rates,
        orders,
        assetBalances,
        assetTransactions,
        lock,
        clock,
        timer,
        newIds,
        prices,
        rateSource,
        fees,
      ) =>
        app.get(() => {
          const ports = { users, balances, assets, rates, orders, assetBalances, assetTransactions, lock };
          const composed: AdapterStore = { ...adapterStoreOf(store), ...ports };
          const sources = { prices, rates: rateSource, fees };
          return createOrderfolio({ ...terms, store: composed, clock, timer, ids: newIds, ...sources });
        }),
      [
        TOKENS.Store,
        TOKENS.UserRepository,
        TOKENS.BalanceRepository,
        TOKENS.AssetRepository,
        TOKENS.RateRepository,
        TOKENS.OrderRepository,
        TOKENS.AssetBalanceRepository,
        TOKENS.AssetTransactionRepository,
        TOKENS.UserLock,
        TOKENS.Clock,
        TOKENS.Timer,
        TOKENS.IdGenerator,
        TOKENS.PriceSource,
        TOKENS.RateSource,
        TOKENS.FeeSchedule,
      ],
    );
    bind(TOKENS.UserService).toResolvedValue((app) => app.users, [TOKENS.Orderfolio]);
    bind(TOKENS.FundsService).toResolvedValue((app) => app.funds, [TOKENS.Orderfolio]);
    bind(TOKENS.AssetService).toResolvedValue((app) => app.assets, [TOKENS.Orderfolio]);
    bind(TOKENS.RateService).toResolvedValue((app) => app.rates, [TOKENS.Orderfolio]);
    bind(TOKENS.OrderService).toResolvedValue((app) => app.orders, [TOKENS.Orderfolio]);
    bind(TOKENS.PortfolioService).toResolvedValue((app) => app.portfolio, [TOKENS.Orderfolio]);
    bind(TOKENS.AnalyticsService).toResolvedValue((app) => app.analytics, [TOKENS.Orderfolio]);
  });
}
