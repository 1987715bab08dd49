import { openSqlite } from '@orderfolio/adapters-sqlite';
import { memoryCache } from '@orderfolio/cache';
import { cachedPrices, cachedReads, createOrderfolio, type PriceSource } from '@orderfolio/domain';

let asked = 0;
/** Stands in for a market data feed. */
const source: PriceSource = {
  quote() {
    asked++;
    return { price: '51000.00', at: '2026-01-31T12:00:00.000Z' };
  },
};

await using store = await openSqlite({ filename: ':memory:' });
const cache = memoryCache({ maxEntries: 10_000 });
const prices = cachedPrices(source, { cache, ttlMs: 1_000, staleMs: 10_000 });
const app = cachedReads(createOrderfolio({ store, prices }), { cache, ttlMs: 5_000 });

const username = 'alice_01';
await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({ username, email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' });
await app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '1' });
for (let times = 0; times < 3; times++) await app.portfolio.value(username);
const { totalAssetValue } = await app.portfolio.value(username);
process.stdout.write(`worth ${totalAssetValue}, and the source was asked ${asked} time\n`);
