import type { ServiceIdentifier } from 'inversify';
import type {
  AssetBalanceRepository,
  AssetRepository,
  AssetTransactionRepository,
  AuditTrailRepository,
  BalanceRepository,
  HealthCheck,
  LoginAttemptRepository,
  OrderRepository,
  ProjectionRepository,
  RateRepository,
  RefreshTokenRepository,
  UserLock,
  UserRepository,
} from '../adapter/index.ts';
import type {
  AnalyticsService,
  AssetService,
  ChangeFeed,
  Clock,
  FeeSchedule,
  FundsService,
  IdGenerator,
  Orderfolio,
  OrderService,
  PortfolioService,
  PriceSource,
  RateService,
  RateSource,
  Store,
  Timer,
  UserService,
} from '../index.ts';

/** A token with its type. It is a `Symbol.for`, so that all copies of a package in one process share it. */
export function token<Service>(name: string): ServiceIdentifier<Service> {
  return Symbol.for(`@orderfolio/${name}`);
}

interface Tokens {
  readonly Store: ServiceIdentifier<Store>;
  readonly Orderfolio: ServiceIdentifier<Orderfolio>;
  readonly Clock: ServiceIdentifier<Clock>;
  readonly Timer: ServiceIdentifier<Timer>;
  readonly IdGenerator: ServiceIdentifier<IdGenerator>;
  /** Undefined: the stored prices count. */
  readonly PriceSource: ServiceIdentifier<PriceSource | undefined>;
  /** Undefined: the stored exchange rates count. */
  readonly RateSource: ServiceIdentifier<RateSource | undefined>;
  /** Undefined: orders cost nothing. */
  readonly FeeSchedule: ServiceIdentifier<FeeSchedule | undefined>;
  readonly UserService: ServiceIdentifier<UserService>;
  readonly FundsService: ServiceIdentifier<FundsService>;
  readonly AssetService: ServiceIdentifier<AssetService>;
  readonly RateService: ServiceIdentifier<RateService>;
  readonly OrderService: ServiceIdentifier<OrderService>;
  readonly PortfolioService: ServiceIdentifier<PortfolioService>;
  readonly AnalyticsService: ServiceIdentifier<AnalyticsService>;
  readonly UserRepository: ServiceIdentifier<UserRepository>;
  readonly BalanceRepository: ServiceIdentifier<BalanceRepository>;
  readonly AssetRepository: ServiceIdentifier<AssetRepository>;
  readonly RateRepository: ServiceIdentifier<RateRepository>;
  readonly OrderRepository: ServiceIdentifier<OrderRepository>;
  readonly AssetBalanceRepository: ServiceIdentifier<AssetBalanceRepository>;
  readonly AssetTransactionRepository: ServiceIdentifier<AssetTransactionRepository>;
  readonly LoginAttemptRepository: ServiceIdentifier<LoginAttemptRepository>;
  readonly RefreshTokenRepository: ServiceIdentifier<RefreshTokenRepository>;
  readonly ProjectionRepository: ServiceIdentifier<ProjectionRepository>;
  readonly AuditTrailRepository: ServiceIdentifier<AuditTrailRepository>;
  readonly UserLock: ServiceIdentifier<UserLock>;
  readonly ChangeFeed: ServiceIdentifier<ChangeFeed>;
  readonly HealthCheck: ServiceIdentifier<HealthCheck>;
}

/**
 * The tokens that the container resolves. Each has its type: injecting one for another does not compile.
 *
 * Parts that write past the services have no token, so they cannot be injected: see `adapterStoreOf` of `/adapter`.
 */
export const TOKENS: Tokens = Object.freeze<Tokens>({
  Store: token('Store'),
  Orderfolio: token('Orderfolio'),
  Clock: token('Clock'),
  Timer: token('Timer'),
  IdGenerator: token('IdGenerator'),
  PriceSource: token('PriceSource'),
  RateSource: token('RateSource'),
  FeeSchedule: token('FeeSchedule'),
  UserService: token('UserService'),
  FundsService: token('FundsService'),
  AssetService: token('AssetService'),
  RateService: token('RateService'),
  OrderService: token('OrderService'),
  PortfolioService: token('PortfolioService'),
  AnalyticsService: token('AnalyticsService'),
  UserRepository: token('UserRepository'),
  BalanceRepository: token('BalanceRepository'),
  AssetRepository: token('AssetRepository'),
  RateRepository: token('RateRepository'),
  OrderRepository: token('OrderRepository'),
  AssetBalanceRepository: token('AssetBalanceRepository'),
  AssetTransactionRepository: token('AssetTransactionRepository'),
  LoginAttemptRepository: token('LoginAttemptRepository'),
  RefreshTokenRepository: token('RefreshTokenRepository'),
  ProjectionRepository: token('ProjectionRepository'),
  AuditTrailRepository: token('AuditTrailRepository'),
  UserLock: token('UserLock'),
  ChangeFeed: token('ChangeFeed'),
  HealthCheck: token('HealthCheck'),
});
