import * as z from 'zod';
import { assetIdSchema } from '../entities/asset.ts';
import { usernameSchema } from '../entities/user.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Orderfolio } from '../orderfolio.ts';
import { hostOf } from '../ports/host.ts';
import type { IdGenerator } from '../ports/ids.ts';
import { valuationRequestSchema } from '../services/portfolio-service.ts';
import { anObject, type OptionRules, requireOptions, withMethod } from '../validation/options.ts';
import { parse } from '../validation/parse.ts';
import { ulid } from '../validation/schemas.ts';
import { asset, fieldOf, forgetting, user } from './forgetting.ts';
import { CACHE_OPTIONS, type CacheOptions, GuardedCache } from './guarded-cache.ts';
import {
  assetReading,
  balanceReading,
  balancesReading,
  holdingReading,
  holdingsReading,
  orderReading,
  portfolioReading,
} from './readings.ts';
import { ScopedCache } from './scoped-cache.ts';

/** The options of `cachedReads`. */
export interface CachedReadsOptions extends CacheOptions {
  /** Words that never come again, which tell what was read before a change from what was read after it. Default: ULIDs. */
  readonly ids?: IdGenerator | undefined;
}

/** An app that reads through a cache. */
export interface CachedOrderfolio<Role extends string = string> extends Orderfolio<Role> {
  /**
   * Forgets what these events have changed: everything that was kept of their users, and of the assets of those that have no user. So
   * what other processes have committed is shown as soon as the feed tells of it. Give it to a consumer of the feed as its handler: one
   * for each cache, so one for each process whose cache is its own memory.
   *
   * A cache that has failed is no error: what is kept in it ends after `ttlMs`. VALIDATION_FAILED for what is no list of events.
   */
  invalidate(events: readonly { readonly username?: string | undefined; readonly data?: unknown }[]): Promise<void>;
}

const OPTIONS: OptionRules<CachedReadsOptions> = { ...CACHE_OPTIONS, ids: withMethod('next') };

const eventsSchema = z.array(z.object({ username: z.unknown().optional(), data: z.unknown().optional() }));

/**
 * The same app, which keeps for `ttlMs` what these reads have returned, and shows it again: `funds.getBalance` and
 * `listBalances`, `orders.get`, `assets.get` and `getPriced`, `portfolio.value`, `holdings` and `holding`. Other reads,
 * errors, and resting trailing stops, whose marks any price may raise, are not kept.
 *
 * No command is decided on what was kept: all of them read the store, and so do all reads in the work of `withLock`.
 * Before a command of this app answers, everything that was kept of its user or asset is forgotten, also what somebody
 * is still reading. Commits of others are shown after `invalidate` has heard of them, and otherwise after `ttlMs`. The
 * prices and rates of a portfolio may be as old as `ttlMs` in any case.
 *
 * A cache that is down, slow or full of nonsense costs a wait of `cacheTimeoutMs`, and then none for `cachePauseMs`. If
 * an entry does not have the form of the requested record, the store is read instead. CONFIGURATION_INVALID, naming the
 * option.
 */
export function cachedReads<Role extends string>(
  app: Orderfolio<Role>,
  options: CachedReadsOptions,
): CachedOrderfolio<Role> {
  requireOptions({ app }, { app: anObject }, ['app'], 'app');
  requireOptions(options, OPTIONS, ['cache', 'ttlMs'], 'options');
  const { ids } = hostOf({ clock: options.clock, ids: options.ids });
  const reads = new ScopedCache(new GuardedCache(options), options.ttlMs, ids);
  const forgets = forgetting(app, (scopes) => reads.forget(scopes));
  const { funds, assets, orders, portfolio } = app;

  return {
    ...forgets,
    funds: {
      ...forgets.funds,
      async getBalance(inUser, inCurrency) {
        const username = parse(usernameSchema, inUser, 'username');
        const currency = parse(currencySchema.default(DEFAULT_CURRENCY), inCurrency, 'currency');
        return reads.read(balanceReading(username, currency), () => funds.getBalance(username, currency));
      },
      async listBalances(input) {
        const username = parse(usernameSchema, input, 'username');
        return reads.read(balancesReading(username), () => funds.listBalances(username));
      },
    },
    assets: {
      ...forgets.assets,
      async get(input) {
        const assetId = parse(assetIdSchema, input, 'assetId');
        return reads.read(assetReading(assetId, 'stored'), () => assets.get(assetId));
      },
      async getPriced(input) {
        const assetId = parse(assetIdSchema, input, 'assetId');
        return reads.read(assetReading(assetId, 'now'), () => assets.getPriced(assetId));
      },
    },
    orders: {
      ...forgets.orders,
      async get(inUser, inOrder) {
        const username = parse(usernameSchema, inUser, 'username');
        const orderId = parse(ulid, inOrder, 'orderId');
        return reads.read(orderReading(username, orderId), () => orders.get(username, orderId));
      },
    },
    portfolio: {
      ...forgets.portfolio,
      async value(input, request) {
        const username = parse(usernameSchema, input, 'username');
        const { currency } = parse(valuationRequestSchema, request ?? {});
        return reads.read(portfolioReading(username, currency), () => portfolio.value(username, { currency }));
      },
      async holdings(input) {
        const username = parse(usernameSchema, input, 'username');
        return reads.read(holdingsReading(username), () => portfolio.holdings(username));
      },
      async holding(inUser, inAsset) {
        const username = parse(usernameSchema, inUser, 'username');
        const assetId = parse(assetIdSchema, inAsset, 'assetId');
        return reads.read(holdingReading(username, assetId), () => portfolio.holding(username, assetId));
      },
    },
    async invalidate(events) {
      const changed = parse(eventsSchema, events, 'events');
      await reads.forget(
        changed.flatMap(({ username, data }) =>
          username === undefined ? asset(fieldOf(data, 'assetId')) : user(username),
        ),
      );
    },
  };
}
