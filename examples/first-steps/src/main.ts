import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';

const store = await openSqlite({ filename: ':memory:' });
const app = createOrderfolio({ store });
const username = 'alice_01';

await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({
  username,
  email: 'alice@example.com',
  firstName: 'Alice',
  lastName: 'Lee',
  passwordHash: 'what your password scheme stores',
});

// Sent twice, paid in once: the key makes the command repeatable.
await app.funds.deposit({ username, amount: '1000.00', idempotencyKey: 'd-1' });
await app.funds.deposit({ username, amount: '1000.00', idempotencyKey: 'd-1' });

// Order, cash, holding and both ledger rows: one commit.
await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' });
await app.assets.update('BTC', { priceUsd: '52500.00' });

const { usdBalance, totalAssetValue, totalPortfolioValue } = await app.portfolio.value(username);
process.stdout.write(`cash ${usdBalance} + BTC ${totalAssetValue} = ${totalPortfolioValue} USD\n`);

await store[Symbol.asyncDispose]();
