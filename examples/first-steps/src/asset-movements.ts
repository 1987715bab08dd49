import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';

await using store = await openSqlite({ filename: ':memory:' });
const app = createOrderfolio({ store });
const [username, assetId, idempotencyKey] = ['alice_01', 'BTC', 'arrival 7'];

await app.assets.create({ assetId, name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
await app.users.create({
  username,
  email: 'alice@example.com',
  firstName: 'Alice',
  lastName: 'Lee',
  passwordHash: 'what your password scheme stores',
});

await app.portfolio.transferIn({
  username,
  assetId,
  quantity: '0.505',
  costBasis: '20200.00',
  description: 'From elsewhere',
  idempotencyKey,
});
await app.portfolio.transferOut({ username, assetId, quantity: '0.2' });
await app.portfolio.adjust({ username, assetId, quantity: '-0.001', description: 'Counted anew' });

// The asset is traded in hundredths from now on. A sale of all includes the thousandths.
await app.assets.update(assetId, { quantityScale: 2 });
await app.orders.place({ username, orderType: 'MARKET_SELL', assetId, quantity: 'ALL' });

const { items } = await app.portfolio.listTransactions(username);
process.stdout.write(`${items.map(({ type, quantity }) => `${type} ${quantity}`).join(', ')}\n`);
