import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Meter } from './support/meter.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';

/** The meter reads every item that a command writes, before and after it. That takes a while on a busy machine. */
const PATIENCE_MS = 120_000;

const username = 'alice_01';
const cash = { username, amount: '100.00' };
const buy = { username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' } as const;
const profile = { firstName: 'Ada', lastName: 'Byron', passwordHash: `$2b$12$${'x'.repeat(53)}` };

describe.skipIf(missingServer !== undefined)('commands of one user that are sent at once', () => {
  const meter = new Meter();
  let table: TestTable;
  let store: Store;
  let app: Orderfolio;
  let bursts = 0;

  beforeAll(async () => {
    table = await makeTable();
    const clock = new ManualClock();
    const host = { clock, timer: new ManualTimer(clock), ids: sequentialIds(clock) };
    store = await openDynamoDb({ tableName: table.tableName, client: meter.client, ...host });
    app = createOrderfolio({ store, ...host });
    await app.users.create({ username, email: 'ada@example.com', ...profile });
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50.00' });
    await app.funds.deposit({ ...cash, amount: '100000.00' });
    await app.orders.place(buy);
  }, PATIENCE_MS);
  afterAll(async () => {
    await store?.[Symbol.asyncDispose]();
    meter.destroy();
    await table?.drop();
  });

  // So many commands fill their batches.
  test.each([
    ['deposit', 2.1, 99 * 4, () => app.funds.deposit(cash)],
    [
      'deposit with a key',
      4.1,
      49 * 6,
      (index: number) => app.funds.deposit({ ...cash, idempotencyKey: `${bursts} ${index}` }),
    ],
    ['market buy', 9.2, 32 * 6, () => app.orders.place(buy)],
    [
      'market buy with a key',
      11.2,
      24 * 8,
      (index: number) => app.orders.place({ ...buy, clientOrderId: `${bursts} ${index}` }),
    ],
  ])(
    '%s: at most 0.15 requests each, and %d write units',
    // On a busy machine DynamoDB Local may refuse a transaction, which is then sent again. The test counts anew, under
    // new keys.
    { timeout: PATIENCE_MS, retry: 2 },
    async (_name, writeUnits, count, send) => {
      bursts += 1;
      const { requests, ...cost } = await meter.measure(() =>
        Promise.all(Array.from({ length: count }, (_, index) => send(index))),
      );
      const sent = Object.values(requests).reduce((sum, number) => sum + number, 0);
      expect(sent / count).toBeLessThanOrEqual(0.15);
      expect(cost.writeUnits / count).toBeLessThanOrEqual(writeUnits);
    },
  );
});
