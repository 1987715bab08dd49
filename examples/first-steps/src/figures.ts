import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, runAnalytics } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';

const A_DAY = 24 * 3_600_000;
const clock = new ManualClock('2026-01-30T12:00:00.000Z');
await using store = await openSqlite({ filename: ':memory:', changeFeed: true, clock });
const app = createOrderfolio({ store, clock });
const username = 'alice_01';
await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({ username, email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' });
await app.funds.deposit({ username, amount: '1000.00' });
await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' });
clock.advance(A_DAY);
await app.orders.onPrice({ assetId: 'BTC', price: '55000.00' });

await runAnalytics({ app, store, until: 'caughtUp' });

const { days, timeWeightedReturn } = await app.analytics.performance(username, {
  from: '2026-01-30',
  to: '2026-01-31',
});

const worth = days.map(({ date, value }) => `${date}: ${value}`).join(', ');
process.stdout.write(`${worth}; return ${timeWeightedReturn}\n`);
