import type { AssetBalanceRepository } from './asset-balance-repository.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { AssetTransactionRepository } from './asset-transaction-repository.ts';
import type { AuditTrailRepository } from './audit-trail-repository.ts';
import type { BalanceRepository } from './balance-repository.ts';
import type { HealthCheck } from './health.ts';
import type { LoginAttemptRepository } from './login-attempt-repository.ts';
import type { OrderRepository } from './order-repository.ts';
import type { RefreshTokenRepository } from './refresh-token-repository.ts';
import type { TriggerRepository } from './trigger-repository.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { UserLock } from './user-lock.ts';
import type { UserRepository } from './user-repository.ts';

/** Everything that an adapter provides. */
export interface Store extends AsyncDisposable {
  readonly users: UserRepository;
  readonly balances: BalanceRepository;
  readonly assets: AssetRepository;
  readonly orders: OrderRepository;
  readonly triggers: TriggerRepository;
  readonly assetBalances: AssetBalanceRepository;
  readonly assetTransactions: AssetTransactionRepository;
  readonly loginAttempts: LoginAttemptRepository;
  readonly refreshTokens: RefreshTokenRepository;
  readonly auditTrail: AuditTrailRepository;
  readonly unitOfWork: UnitOfWork;
  readonly lock: UserLock;
  readonly health: HealthCheck;
  /** Waits for the commits under way and frees what the store holds. */
  [Symbol.asyncDispose](): Promise<void>;
}
