import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';

await using store = await openSqlite({ filename: ':memory:' });
const app = createOrderfolio({ store });
const [username, assetId] = ['alice_01', 'BTC'];

await app.assets.create({ assetId, name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({
  username,
  email: 'alice@example.com',
  firstName: 'Alice',
  lastName: 'Lee',
  passwordHash: 'what your password scheme stores',
});
await app.funds.deposit({ username, amount: '1000.00' });

// The order holds 480 while it waits. The price of 47,900 fills it, and a dollar comes back.
await app.orders.place({ username, orderType: 'LIMIT_BUY', assetId, quantity: '0.01', limitPrice: '48000.00' });
await app.orders.onPrice({ assetId, price: '47900.00' });

// The mark rises to 52,000, and the stop to 49,400.
await app.orders.place({ username, orderType: 'TRAILING_STOP_SELL', assetId, quantity: '0.01', trailPercent: '5' });
await app.orders.onPrice({ assetId, price: '52000.00' });
const { filled } = await app.orders.onPrice({ assetId, price: '49300.00' });

for (const { orderType, executionPrice } of filled) process.stdout.write(`${orderType} filled at ${executionPrice}\n`);
