import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import type { AssetBalanceRepository } from './asset-balance-repository.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { AssetTransactionRepository } from './asset-transaction-repository.ts';
import type { AuditTrailRepository } from './audit-trail-repository.ts';
import type { BalanceRepository } from './balance-repository.ts';
import type { HealthCheck } from './health.ts';
import type { LoginAttemptRepository } from './login-attempt-repository.ts';
import type { OrderRepository } from './order-repository.ts';
import type { RecordRepository } from './record-repository.ts';
import type { RefreshTokenRepository } from './refresh-token-repository.ts';
import type { TriggerRepository } from './trigger-repository.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { UserLock } from './user-lock.ts';
import type { UserRepository } from './user-repository.ts';

/** What a service sees of a store: it reads, and it locks. What writes are the services of `createOrderfolio`. */
export interface Store extends AsyncDisposable {
  readonly users: UserRepository;
  readonly balances: BalanceRepository;
  readonly assets: AssetRepository;
  readonly orders: OrderRepository;
  readonly assetBalances: AssetBalanceRepository;
  readonly assetTransactions: AssetTransactionRepository;
  readonly loginAttempts: LoginAttemptRepository;
  readonly refreshTokens: RefreshTokenRepository;
  readonly auditTrail: AuditTrailRepository;
  readonly lock: UserLock;
  readonly health: HealthCheck;
  /** Waits for the commits under way and frees what the store holds. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Everything that an adapter provides: a store, what the services write with, and what reads broken records too. */
export interface AdapterStore extends Store {
  readonly unitOfWork: UnitOfWork;
  readonly triggers: TriggerRepository;
  readonly records: RecordRepository;
}

/** `Symbol.for`, so that a store of one copy of this package is one to another copy. */
const ADAPTER_STORE = Symbol.for('@orderfolio/adapter-store');

/** The store as an adapter hands it out: frozen, and without what writes. `adapterStoreOf` is the way back. */
export function publishStore(adapterStore: AdapterStore): Store {
  const { users, balances, assets, orders, assetBalances, assetTransactions } = adapterStore;
  const { loginAttempts, refreshTokens, auditTrail, lock, health } = adapterStore;
  const store: Store = {
    users,
    balances,
    assets,
    orders,
    assetBalances,
    assetTransactions,
    loginAttempts,
    refreshTokens,
    auditTrail,
    lock,
    health,
    [Symbol.asyncDispose]: () => adapterStore[Symbol.asyncDispose](),
  };
  return Object.freeze(Object.defineProperty(store, ADAPTER_STORE, { value: adapterStore }));
}

/**
 * The adapter's own store: the one behind a published store, or the given one where it is an adapter's own already.
 * CONFIGURATION_INVALID, naming `store`, for what is neither, such as a copy that a spread has made of a published store.
 */
export function adapterStoreOf(store: Store): AdapterStore {
  const given: unknown = store;
  const found: unknown = isObject(given) ? (Reflect.get(given, ADAPTER_STORE) ?? given) : undefined;
  if (isAdapterStore(found)) return found;
  throw new ConfigurationInvalidError({ field: 'store', rule: 'must be a store as an adapter has opened it' });
}

function isAdapterStore(value: unknown): value is AdapterStore {
  return isObject(value) && isObject(Reflect.get(value, 'unitOfWork')) && isObject(Reflect.get(value, 'triggers'));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
