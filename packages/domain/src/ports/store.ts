import type { AssetRepository } from '../inventory/asset-repository.ts';
import type { OrderRepository } from '../order/order-repository.ts';
import type { AssetBalanceRepository } from '../portfolio/asset-balance-repository.ts';
import type { AssetTransactionRepository } from '../portfolio/asset-transaction-repository.ts';
import type { TriggerRepository } from '../trigger/trigger-repository.ts';
import type { AuditTrailRepository } from '../user/audit-trail-repository.ts';
import type { BalanceRepository } from '../user/balance-repository.ts';
import type { LoginAttemptRepository } from '../user/login-attempt-repository.ts';
import type { RefreshTokenRepository } from '../user/refresh-token-repository.ts';
import type { UserRepository } from '../user/user-repository.ts';
import type { HealthCheck } from './health.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { UserLock } from './user-lock.ts';

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
