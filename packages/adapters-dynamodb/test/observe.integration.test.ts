import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Observer, type Orderfolio, type RequestFacts, type Store } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Meter } from './support/meter.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';

const username = 'alice_01';
const order = { username, assetId: 'BTC', quantity: '0.01' } as const;
const WRITE = 'TransactWriteItems';
const names = { firstName: 'Alice', lastName: 'Lee', passwordHash: 'x' };

describe.skipIf(missingServer !== undefined)('an observer of a store on DynamoDB', () => {
  const meter = new Meter();
  const requests: RequestFacts[] = [];
  const observe: Observer = { request: (facts) => void requests.push(facts) };
  let table: TestTable;
  let store: Store;
  let app: Orderfolio;

  beforeAll(async () => {
    table = await makeTable();
    const clock = new ManualClock();
    store = await openDynamoDb({ tableName: table.tableName, client: meter.client, clock, observe });
    app = createOrderfolio({ store, clock, warmForMs: 0 });
    await app.users.create({ username, email: 'alice@example.com', ...names });
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50.00' });
    await app.funds.deposit({ username, amount: '1000.00' });
    await app.orders.place({ ...order, orderType: 'MARKET_BUY' });
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterAll(async () => {
    await store?.[Symbol.asyncDispose]();
    meter.destroy();
    await table?.drop();
  });

  test.each<readonly [string, readonly string[], () => Promise<unknown>]>([
    ['a deposit', ['BatchGetItem', WRITE], () => app.funds.deposit({ username, amount: '1.00' })],
    ['a market order', ['BatchGetItem', WRITE], () => app.orders.place({ ...order, orderType: 'MARKET_BUY' })],
    [
      'a limit order',
      ['BatchGetItem', WRITE],
      () => app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '40.00' }),
    ],
    ['a list', ['Query'], () => app.funds.listTransactions(username)],
  ])('is told of each request of %s, with the units that it consumes', async (_what, operations, work) => {
    await meter.measure(work);
    expect(requests.map(({ work }) => work.operation)).toEqual(operations);
    for (const { work, error } of requests)
      expect([work.system, work.table, error]).toEqual(['aws.dynamodb', table.tableName, undefined]);
    // The local server counts a little differently from AWS: what is told is what the server says.
    const units = meter.handler.exchanges.map(({ output }) => unitsIn(output['ConsumedCapacity']));
    expect(requests.map(({ readUnits, writeUnits }) => readUnits ?? writeUnits)).toEqual(units);
    expect(requests.map(({ writeUnits }) => (writeUnits ?? 0) > 0)).toEqual(operations.map((name) => name === WRITE));
    for (const number of units) expect(number).toBeGreaterThan(0);
  });

  test('is told of a refused request by the name of its error, and of the update of a lock', async () => {
    // The meter knows the cost of what is carried out only.
    await using own = await openDynamoDb({
      tableName: table.tableName,
      client: table.client,
      onOpen: 'trust',
      observe,
    });
    const plain = createOrderfolio({ store: own });
    await plain.users.create({ username, email: 'alice@example.com', ...names }).catch(() => undefined);
    await plain.withLock(username, 'test', async () => undefined);
    expect(requests.map(({ work, error, writeUnits }) => [work.operation, error, writeUnits])).toEqual([
      [WRITE, 'TransactionCanceledException', undefined],
      ['UpdateItem', undefined, 1],
      ['UpdateItem', undefined, 1],
    ]);
  });

  test('asks for the capacity only if somebody is told', async () => {
    const plain = await openDynamoDb({ tableName: table.tableName, client: meter.client, onOpen: 'trust' });
    await createOrderfolio({ store: plain }).funds.deposit({ username, amount: '1.00' });
    await plain[Symbol.asyncDispose]();
    expect(requests).toEqual([]);
    await app.funds.deposit({ username, amount: '1.00' });
    const [read, write, observedRead, observedWrite] = meter.handler.exchanges.slice(-4).map(({ input }) => input);
    for (const input of [read, write]) expect(input).not.toHaveProperty('ReturnConsumedCapacity');
    for (const input of [observedRead, observedWrite]) expect(input).toHaveProperty('ReturnConsumedCapacity', 'TOTAL');
  });
});

/** The units of a reply, as the server sent it: of one table. */
function unitsIn(consumed: unknown): unknown {
  const [table]: readonly unknown[] = Array.isArray(consumed) ? consumed : [consumed];
  return typeof table === 'object' && table !== null ? Reflect.get(table, 'CapacityUnits') : undefined;
}
