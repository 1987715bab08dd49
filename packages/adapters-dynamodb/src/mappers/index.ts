import type { EntityKind } from '@orderfolio/domain/adapter';
import { accountTokenMapper } from './account-token-mapper.ts';
import { assetBalanceMapper } from './asset-balance-mapper.ts';
import { assetMapper } from './asset-mapper.ts';
import { assetTransactionMapper } from './asset-transaction-mapper.ts';
import { auditEntryMapper } from './audit-entry-mapper.ts';
import { auditHeadMapper } from './audit-head-mapper.ts';
import { balanceMapper } from './balance-mapper.ts';
import { balanceTransactionMapper } from './balance-transaction-mapper.ts';
import { lastTickMapper } from './last-tick-mapper.ts';
import { loginAttemptsMapper } from './login-attempts-mapper.ts';
import { loginMapper } from './login-mapper.ts';
import type { Mapper } from './mapper.ts';
import { orderMapper } from './order-mapper.ts';
import { projectionMapper } from './projection-mapper.ts';
import { rateMapper } from './rate-mapper.ts';
import { receiptMapper } from './receipt-mapper.ts';
import { refreshFamilyMapper } from './refresh-family-mapper.ts';
import { refreshTokenMapper } from './refresh-token-mapper.ts';
import { sourceAttemptsMapper } from './source-attempts-mapper.ts';
import { trailingGroupMapper } from './trailing-group-mapper.ts';
import { turnMapper } from './turn-mapper.ts';
import { userMapper } from './user-mapper.ts';

/** Every kind of entity by its mapper. */
export const MAPPERS: { readonly [Kind in EntityKind]: Mapper<Kind> } = {
  user: userMapper,
  balance: balanceMapper,
  balanceTransaction: balanceTransactionMapper,
  asset: assetMapper,
  assetBalance: assetBalanceMapper,
  assetTransaction: assetTransactionMapper,
  order: orderMapper,
  rate: rateMapper,
  lastTick: lastTickMapper,
  trailingGroup: trailingGroupMapper,
  receipt: receiptMapper,
  login: loginMapper,
  loginAttempts: loginAttemptsMapper,
  sourceAttempts: sourceAttemptsMapper,
  refreshFamily: refreshFamilyMapper,
  refreshToken: refreshTokenMapper,
  accountToken: accountTokenMapper,
  auditEntry: auditEntryMapper,
  auditHead: auditHeadMapper,
  turn: turnMapper,
  projection: projectionMapper,
};
