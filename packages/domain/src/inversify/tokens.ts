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
  RateRepository,
  RefreshTokenRepository,
  UserLock,
  UserRepository,
} from '../adapter/index.ts';
import type {
  AssetService,
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

/** A token with its type. `Symbol.for`, so that two copies of a package in one process mean the same thing by it. */
export function token<Service>(name: string): ServiceIdentifier<Service> {
  return Symbol.for(`@orderfolio/${name}`);
}

interface Tokens {
  readonly Store: ServiceIdentifier<Store>;
  readonly Orderfolio: ServiceIdentifier<Orderfolio>;
  readonly Clock: ServiceIdentifier<Clock>;
  readonly Timer: ServiceIdentifier<Timer>;
  readonly IdGenerator: ServiceIdentifier<IdGenerator>;
  /** Undefined: the prices are those that are stored. */
  readonly PriceSource: ServiceIdentifier<PriceSource | undefined>;
  /** Undefined: the exchange rates are those that are stored. */
  readonly RateSource: ServiceIdentifier<RateSource | undefined>;
  /** Undefined: orders cost nothing. */
  readonly FeeSchedule: ServiceIdentifier<FeeSchedule | undefined>;
  readonly UserService: ServiceIdentifier<UserService>;
  readonly FundsService: ServiceIdentifier<FundsService>;
  readonly AssetService: ServiceIdentifier<AssetService>;
  readonly RateService: ServiceIdentifier<RateService>;
  readonly OrderService: ServiceIdentifier<OrderService>;
  readonly PortfolioService: ServiceIdentifier<PortfolioService>;
  readonly UserRepository: ServiceIdentifier<UserRepository>;
  readonly BalanceRepository: ServiceIdentifier<BalanceRepository>;
  readonly AssetRepository: ServiceIdentifier<AssetRepository>;
  readonly RateRepository: ServiceIdentifier<RateRepository>;
  readonly OrderRepository: ServiceIdentifier<OrderRepository>;
  readonly AssetBalanceRepository: ServiceIdentifier<AssetBalanceRepository>;
  readonly AssetTransactionRepository: ServiceIdentifier<AssetTransactionRepository>;
  readonly LoginAttemptRepository: ServiceIdentifier<LoginAttemptRepository>;
  readonly RefreshTokenRepository: ServiceIdentifier<RefreshTokenRepository>;
  readonly AuditTrailRepository: ServiceIdentifier<AuditTrailRepository>;
  readonly UserLock: ServiceIdentifier<UserLock>;
  readonly HealthCheck: ServiceIdentifier<HealthCheck>;
}

/**
 * What can be asked of the container. Each token carries its type: injecting one for another does not compile.
 *
 * What writes past the services has no token, so that a service cannot have it injected: see `adapterStoreOf` of `/adapter`.
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
  UserRepository: token('UserRepository'),
  BalanceRepository: token('BalanceRepository'),
  AssetRepository: token('AssetRepository'),
  RateRepository: token('RateRepository'),
  OrderRepository: token('OrderRepository'),
  AssetBalanceRepository: token('AssetBalanceRepository'),
  AssetTransactionRepository: token('AssetTransactionRepository'),
  LoginAttemptRepository: token('LoginAttemptRepository'),
  RefreshTokenRepository: token('RefreshTokenRepository'),
  AuditTrailRepository: token('AuditTrailRepository'),
  UserLock: token('UserLock'),
  HealthCheck: token('HealthCheck'),
});
