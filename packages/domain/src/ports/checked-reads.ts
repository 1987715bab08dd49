import * as z from 'zod';
import { assetIdSchema } from '../entities/asset.ts';
import { orderStatusSchema } from '../entities/order-status.ts';
import { projectionKey } from '../entities/projection.ts';
import type { User } from '../entities/user.ts';
import {
  emailPrefixSchema,
  emailSchema,
  shownUser,
  usernamePrefixSchema,
  usernameSchema,
  userStatusSchema,
} from '../entities/user.ts';
import { type Currency, currencySchema } from '../money/currency.ts';
import { parse } from '../validation/parse.ts';
import { idempotencyKey, sha256, ulid } from '../validation/schemas.ts';
import type { AssetBalanceRepository } from './asset-balance-repository.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { AssetTransactionRepository } from './asset-transaction-repository.ts';
import type { AuditTrailRepository } from './audit-trail-repository.ts';
import type { BalanceRepository } from './balance-repository.ts';
import type { LoginAttemptRepository } from './login-attempt-repository.ts';
import type { OrderRepository } from './order-repository.ts';
import type { Page } from './page.ts';
import { listProjectionsSchema, type ProjectionRepository } from './projection-repository.ts';
import type { RateRepository } from './rate-repository.ts';
import type { RefreshTokenRepository } from './refresh-token-repository.ts';
import type { UserRepository } from './user-repository.ts';

/** The ports that read. */
export interface Reads {
  readonly users: UserRepository;
  readonly balances: BalanceRepository;
  readonly assets: AssetRepository;
  readonly rates: RateRepository;
  readonly orders: OrderRepository;
  readonly assetBalances: AssetBalanceRepository;
  readonly assetTransactions: AssetTransactionRepository;
  readonly loginAttempts: LoginAttemptRepository;
  readonly refreshTokens: RefreshTokenRepository;
  readonly auditTrail: AuditTrailRepository;
  readonly projections: ProjectionRepository;
}

const username = (given: string) => parse(usernameSchema, given, 'username');
const assetId = (given: string) => parse(assetIdSchema, given, 'assetId');
const currency = (given: Currency) => parse(currencySchema, given, 'currency');
const id = (given: string, field: string) => parse(ulid, given, field);
const shown = (user: User<string> | undefined) => (user === undefined ? undefined : shownUser(user));
const shownPage = (page: Page<User<string>>): Page<User<string>> => ({
  ...page,
  items: page.items.map((user) => shownUser(user)),
});
const family = (given: string) => parse(projectionKey.projection, given, 'projection');
const assetIds = z.array(assetIdSchema);

/** The ports as a service calls them: names and ids are validated as the services validate them. VALIDATION_FAILED. */
export function checkedReads(reads: Reads): Reads {
  const { users, balances, assets, rates, orders, assetBalances, assetTransactions } = reads;
  const { loginAttempts, refreshTokens, auditTrail, projections } = reads;
  return {
    users: {
      get: async (user) => shown(await users.get(username(user))),
      getByEmail: async (email) => shown(await users.getByEmail(parse(emailSchema, email, 'email'))),
      list: async (page) => shownPage(await users.list(page)),
      listByStatus: async (status, page) =>
        shownPage(await users.listByStatus(parse(userStatusSchema, status, 'status'), page)),
      listByUsernamePrefix: async (prefix, page) =>
        shownPage(await users.listByUsernamePrefix(parse(usernamePrefixSchema, prefix, 'prefix'), page)),
      listByEmailPrefix: async (prefix, page) =>
        shownPage(await users.listByEmailPrefix(parse(emailPrefixSchema, prefix, 'prefix'), page)),
    },
    balances: {
      get: async (user, code) => balances.get(username(user), currency(code)),
      getTransaction: async (user, row) => balances.getTransaction(username(user), id(row, 'transactionId')),
      listTransactions: async (user, page) => balances.listTransactions(username(user), page),
    },
    assets: {
      get: async (asset) => assets.get(assetId(asset)),
      getMany: async (named) => assets.getMany(parse(assetIds, named, 'assetIds')),
      list: async (page) => assets.list(page),
      listActive: async (page) => assets.listActive(page),
    },
    rates: {
      get: async (one, other) => rates.get(currency(one), currency(other)),
      list: async (page) => rates.list(page),
    },
    orders: {
      get: async (user, order) => orders.get(username(user), id(order, 'orderId')),
      getByClientOrderId: async (user, key) =>
        orders.getByClientOrderId(username(user), parse(idempotencyKey, key, 'clientOrderId')),
      listByUser: async (user, page) => orders.listByUser(username(user), page),
      listByUserAndAsset: async (user, asset, page) => orders.listByUserAndAsset(username(user), assetId(asset), page),
      listByUserAndStatus: async (user, status, page) =>
        orders.listByUserAndStatus(username(user), parse(orderStatusSchema, status, 'status'), page),
      listRestingByAsset: async (asset, page) => orders.listRestingByAsset(assetId(asset), page),
    },
    assetBalances: {
      get: async (user, asset) => assetBalances.get(username(user), assetId(asset)),
      getAll: async (user) => assetBalances.getAll(username(user)),
      getAccount: async (user) => assetBalances.getAccount(username(user)),
    },
    assetTransactions: {
      get: async (user, row) => assetTransactions.get(username(user), id(row, 'transactionId')),
      listByUser: async (user, page) => assetTransactions.listByUser(username(user), page),
      listByUserAndAsset: async (user, asset, page) =>
        assetTransactions.listByUserAndAsset(username(user), assetId(asset), page),
    },
    loginAttempts: { get: async (user) => loginAttempts.get(username(user)) },
    refreshTokens: {
      get: async (user, hash) => refreshTokens.get(username(user), parse(sha256, hash, 'tokenHash')),
      getFamily: async (user, family) => refreshTokens.getFamily(username(user), id(family, 'familyId')),
      listFamilies: async (user, page) => refreshTokens.listFamilies(username(user), page),
    },
    auditTrail: {
      head: async (user) => auditTrail.head(username(user)),
      list: async (user, page) => auditTrail.list(username(user), page),
    },
    projections: {
      get: async (projection, key) => projections.get(family(projection), parse(projectionKey.key, key, 'key')),
      list: async (projection, page) => projections.list(family(projection), parse(listProjectionsSchema, page ?? {})),
    },
  };
}
