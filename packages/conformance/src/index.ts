import { describe } from 'vitest';
import type { Adapter } from './adapter.ts';
import { accountEvents } from './behaviours/account-events.ts';
import { accountStandings } from './behaviours/account-standings.ts';
import { accounts } from './behaviours/accounts.ts';
import { analytics } from './behaviours/analytics.ts';
import { analyticsRebuild } from './behaviours/analytics-rebuild.ts';
import { assetMovements } from './behaviours/asset-movements.ts';
import { assets } from './behaviours/assets.ts';
import { atomicity } from './behaviours/atomicity.ts';
import { auditTrail } from './behaviours/audit-trail.ts';
import { badInput } from './behaviours/bad-input.ts';
import { balances } from './behaviours/balances.ts';
import { brokenHolds } from './behaviours/broken-holds.ts';
import { brokenRecords } from './behaviours/broken-records.ts';
import { bulkLoading } from './behaviours/bulk-loading.ts';
import { cash } from './behaviours/cash.ts';
import { catalogue } from './behaviours/catalogue.ts';
import { changeFeeds } from './behaviours/change-feeds.ts';
import { changeSets } from './behaviours/change-sets.ts';
import { closing } from './behaviours/closing.ts';
import { concurrency } from './behaviours/concurrency.ts';
import { connections } from './behaviours/connections.ts';
import { consumers } from './behaviours/consumers.ts';
import { conversions } from './behaviours/conversions.ts';
import { copies } from './behaviours/copies.ts';
import { costBasis } from './behaviours/cost-basis.ts';
import { cursors } from './behaviours/cursors.ts';
import { depths } from './behaviours/depths.ts';
import { dueOrders } from './behaviours/due-orders.ts';
import { erasedAccounts } from './behaviours/erased-accounts.ts';
import { exactDecimals } from './behaviours/exact-decimals.ts';
import { expiredRecords } from './behaviours/expired-records.ts';
import { fees } from './behaviours/fees.ts';
import { fencing } from './behaviours/fencing.ts';
import { health } from './behaviours/health.ts';
import { holdings } from './behaviours/holdings.ts';
import { holds } from './behaviours/holds.ts';
import { hostileCalls } from './behaviours/hostile-calls.ts';
import { hosts } from './behaviours/hosts.ts';
import { idempotency } from './behaviours/idempotency.ts';
import { lockLeases } from './behaviours/lock-leases.ts';
import { loginAttempts } from './behaviours/login-attempts.ts';
import { marketOrders } from './behaviours/market-orders.ts';
import { metadata } from './behaviours/metadata.ts';
import { orderCurrencies } from './behaviours/order-currencies.ts';
import { orderEndings } from './behaviours/order-endings.ts';
import { orderRaces } from './behaviours/order-races.ts';
import { orderTerms } from './behaviours/order-terms.ts';
import { orders } from './behaviours/orders.ts';
import { pagination } from './behaviours/pagination.ts';
import { pendingCash } from './behaviours/pending-cash.ts';
import { portfolio } from './behaviours/portfolio.ts';
import { previews } from './behaviours/previews.ts';
import { priceTicks } from './behaviours/price-ticks.ts';
import { prices } from './behaviours/prices.ts';
import { pricesAgain } from './behaviours/prices-again.ts';
import { rates } from './behaviours/rates.ts';
import { reads } from './behaviours/reads.ts';
import { reconciliation } from './behaviours/reconciliation.ts';
import { records } from './behaviours/records.ts';
import { refreshTokens } from './behaviours/refresh-tokens.ts';
import { replacements } from './behaviours/replacements.ts';
import { restingCurrencies } from './behaviours/resting-currencies.ts';
import { restingOrders } from './behaviours/resting-orders.ts';
import { roundTrips } from './behaviours/round-trips.ts';
import { rounding } from './behaviours/rounding.ts';
import { sellingAll } from './behaviours/selling-all.ts';
import { shownMarks } from './behaviours/shown-marks.ts';
import { spellings } from './behaviours/spellings.ts';
import { statementOrder } from './behaviours/statement-order.ts';
import { stores } from './behaviours/stores.ts';
import { suspendedAccounts } from './behaviours/suspended-accounts.ts';
import { sweeps } from './behaviours/sweeps.ts';
import { tickRaces } from './behaviours/tick-races.ts';
import { tokens } from './behaviours/tokens.ts';
import { trailingGroups } from './behaviours/trailing-groups.ts';
import { trailingStops } from './behaviours/trailing-stops.ts';
import { triggerPages } from './behaviours/trigger-pages.ts';
import { triggers } from './behaviours/triggers.ts';
import { uniqueness } from './behaviours/uniqueness.ts';
import { unreadableRecords } from './behaviours/unreadable-records.ts';
import { userLock } from './behaviours/user-lock.ts';
import { userSearch } from './behaviours/user-search.ts';
import { users } from './behaviours/users.ts';
import { versions } from './behaviours/versions.ts';
import type { Behaviour } from './place.ts';

export type { Adapter, Capabilities, OpenAdapter, OpenOptions } from './adapter.ts';
export { type EntityMaker, entityMaker } from './entities.ts';
export {
  FAULTS,
  type Fault,
  type FaultPlan,
  faultsInOrder,
  faultyStore,
  faultyUnitOfWork,
  seededFaults,
  storeOver,
} from './faults.ts';
export { expectOneOrder, type HistoriesOptions, testHistories } from './histories/index.ts';
export { type AccountOperation, type CallersOptions, recordCalls } from './histories/record.ts';
export { testModel } from './model/market/index.ts';
export { testRestingOrders } from './model/resting/index.ts';
export type { Behaviour, Register } from './place.ts';
export type { PutBack, RawRecords } from './raw-records.ts';
export { type DailyPrice, type Replay, type ReplayFigures, type ReplayOptions, replaySeries } from './replay/index.ts';
export type { ModelOptions } from './sequences/properties.ts';
export { propertyRuns, type Runs } from './sequences/runs.ts';
export { type TamperingOptions, testTampering } from './tampering/index.ts';

/** The suite, a behaviour at a time, by the words that its tests are grouped under. */
export const BEHAVIOURS = {
  reads,
  atomicity,
  'change sets': changeSets,
  tokens,
  versions,
  uniqueness,
  'round trips': roundTrips,
  'exact decimals': exactDecimals,
  stores,
  users,
  spellings,
  balances,
  assets,
  orders,
  holdings,
  triggers,
  'trigger pages': triggerPages,
  'due orders': dueOrders,
  'login attempts': loginAttempts,
  'refresh tokens': refreshTokens,
  'audit trail': auditTrail,
  'expired records': expiredRecords,
  pagination,
  cursors,
  records,
  'bulk loading': bulkLoading,
  copies,
  'user lock': userLock,
  'lock leases': lockLeases,
  fencing,
  health,
  'change feeds': changeFeeds,
  'account events': accountEvents,
  analytics,
  'analytics rebuild': analyticsRebuild,
  consumers,
  connections,
  closing,
  accounts,
  'user search': userSearch,
  'suspended accounts': suspendedAccounts,
  'erased accounts': erasedAccounts,
  'account standings': accountStandings,
  metadata,
  cash,
  rates,
  conversions,
  'pending cash': pendingCash,
  'statement order': statementOrder,
  holds,
  catalogue,
  'market orders': marketOrders,
  fees,
  'order currencies': orderCurrencies,
  'resting currencies': restingCurrencies,
  'selling all': sellingAll,
  previews,
  'resting orders': restingOrders,
  'order terms': orderTerms,
  prices,
  'price ticks': priceTicks,
  'prices again': pricesAgain,
  'tick races': tickRaces,
  'trailing stops': trailingStops,
  'trailing groups': trailingGroups,
  'shown marks': shownMarks,
  depths,
  'order endings': orderEndings,
  'broken holds': brokenHolds,
  'broken records': brokenRecords,
  sweeps,
  'unreadable records': unreadableRecords,
  replacements,
  'order races': orderRaces,
  rounding,
  hosts,
  idempotency,
  concurrency,
  'asset movements': assetMovements,
  'cost basis': costBasis,
  portfolio,
  reconciliation,
  'bad input': badInput,
  'hostile calls': hostileCalls,
} as const satisfies Readonly<Record<string, Behaviour>>;

/**
 * Registers every test of the suite with vitest: each promise of each port, and of the services over them.
 *
 * @example
 * testAdapter({
 *   name: 'memory',
 *   capabilities: { durable: false, sharedBetweenConnections: false, changeFeed: true },
 *   async open({ clock, timer, changeFeed }) {
 *     const database = new Database(':memory:');
 *     return {
 *       store: await openSqlite({ database: () => database, changeFeed, clock, timer }),
 *       connect: () => openSqlite({ filename: ':memory:', changeFeed, clock, timer }),
 *       raw: rawRecords(database),
 *       dispose: async () => undefined,
 *     };
 *   },
 * });
 */
export function testAdapter(adapter: Adapter): void {
  describe(adapter.name, () => {
    for (const [name, behaviour] of Object.entries(BEHAVIOURS)) describe(name, () => behaviour(adapter));
  });
}
