import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { memoryCache } from '@orderfolio/cache';
import { cachedReads, createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { Meter } from '../../adapters-dynamodb/test/support/meter.ts';
import { makeTable, missingServer } from '../../adapters-dynamodb/test/support/table.ts';

const username = 'alice_01';

describe.skipIf(missingServer !== undefined)('on DynamoDB', () => {
  test('what is looked at a hundred times costs a hundred times, and through a cache once', async () => {
    const { client, tableName, drop } = await makeTable();
    const meter = new Meter();
    const store = await openDynamoDb({ client: meter.client, tableName });
    const app = createOrderfolio({ store, warmForMs: 0 });
    await app.users.create({ username, email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron' });
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
    await app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '2' });

    const requests = async (from: Orderfolio, look: (from: Orderfolio) => Promise<unknown>): Promise<number> => {
      const cost = await meter.measure(async () => {
        for (let times = 0; times < 100; times++) await look(from);
      });
      return Object.values(cost.requests).reduce((sum, count) => sum + count, 0);
    };
    const cached = cachedReads(app, { cache: memoryCache({ maxEntries: 100 }), ttlMs: 3_600_000 });
    const balance = (from: Orderfolio) => from.funds.getBalance(username);
    const portfolio = (from: Orderfolio) => from.portfolio.value(username);
    expect(await requests(app, balance)).toBe(100);
    expect(await requests(cached, balance)).toBe(1);
    // The portfolio, and the prices of its holdings.
    expect(await requests(app, portfolio)).toBe(200);
    expect(await requests(cached, portfolio)).toBe(2);
    // A command costs the same as without a cache, and the next look reads once.
    const deposit = (from: Orderfolio) => meter.measure(() => from.funds.deposit({ username, amount: '1.00' }));
    expect((await deposit(cached)).requests).toEqual((await deposit(app)).requests);
    await cached.funds.deposit({ username, amount: '1.00' });
    expect(await requests(cached, balance)).toBe(1);

    await store[Symbol.asyncDispose]();
    meter.destroy();
    await drop();
    client.destroy();
  });
});
