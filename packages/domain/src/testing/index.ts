/** For the tests of a service: time, ids and prices that the test controls, and a market to begin with. It needs no test runner. */
export { ManualPrices } from './manual-prices.ts';
export { ManualClock, ManualTimer } from './manual-time.ts';
export { type MarketOptions, type SeededMarket, seedMarket } from './seed-market.ts';
export { seededRandom } from './seeded-random.ts';
export { laneOf, sequentialIds } from './sequential-ids.ts';
