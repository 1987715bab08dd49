import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio, type Store, systemClock } from '@orderfolio/domain';
import { adapterStoreOf, copyStore } from '@orderfolio/domain/adapter';
import {
  AuditLogger,
  createAuthentication,
  PasswordManager,
  TokenManager,
  verifyAuditTrail,
} from '@orderfolio/security';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { rawRecords } from '../../adapters-dynamodb/test/support/raw-records.ts';
import { makeTable, missingServer, type TestTable } from '../../adapters-dynamodb/test/support/table.ts';

describe.skipIf(missingServer !== undefined)('a copy of a table', () => {
  test('has the items that the commands have written, guards and places in the indexes among them', async () => {
    const [from, to] = [await makeTable(), await makeTable()];
    await using source = await openDynamoDb({ tableName: from.tableName, client: from.client });
    await using target = await openDynamoDb({ tableName: to.tableName, client: to.client });
    await openMarket(createOrderfolio({ store: source }));
    expect(await copyStore(source, target)).toMatchObject({ matches: true, users: 2, reconciled: 2 });
    expect(await itemsOf(to)).toEqual(await itemsOf(from));
    await Promise.all([from.drop(), to.drop()]);
  });

  test('moves the password hash that an older release kept with the user, with the counts of its logins', async () => {
    const table = await makeTable();
    const { client, tableName } = table;
    await using source = await openDynamoDb({ tableName, client });
    const app = createOrderfolio({ store: source });
    for (const username of ['alice_01', 'robert_1']) {
      const email = `${username}@example.com`;
      await app.users.create({ username, email, firstName: 'A', lastName: 'B' });
    }
    const Key = { pk: { S: 'USER#alice_01' }, sk: { S: 'USER' } };
    const hash = { ':hash': { S: 'the hash' } };
    const update = {
      TableName: tableName,
      UpdateExpression: 'SET passwordHash = :hash',
      ExpressionAttributeValues: hash,
    };
    await client.send(new UpdateItemCommand({ ...update, Key }));
    await using target = await openSqlite({ filename: ':memory:' });
    expect(await copyStore(source, target)).toMatchObject({ matches: true, counts: { user: 2, login: 1 } });
    const [login] = await adapterStoreOf(target).unitOfWork.read([{ entity: 'login', username: 'alice_01' }]);
    expect(login).toMatchObject({ passwordHash: 'the hash', failures: 0 });
    await table.drop();
  });

  test('from SQLite and back is the same, with its logins and its audit trail', async () => {
    const table = await makeTable();
    const { client, tableName } = table;
    await using first = await openSqlite({ filename: ':memory:' });
    await using there = await openDynamoDb({ tableName, client });
    await using last = await openSqlite({ filename: ':memory:' });
    const { auth, password } = authenticationOver(first);
    await auth.register({ ...PROFILE, username: 'alice_01', password });
    const { refreshToken } = await auth.authenticateUser({ username: 'alice_01', password });
    await expect(auth.authenticateUser({ username: 'alice_01', password: 'wrong' })).rejects.toThrow();
    const trail = await verifyAuditTrail(first, 'alice_01', { chainKeys: [KEY] });
    expect(trail).toMatchObject({ ok: true });
    const copied = await copyStore(first, there);
    const back = await copyStore(there, last);
    expect(copied).toMatchObject({ ended: 'finished', matches: true, digest: expect.any(String) });
    expect(back).toEqual(copied);
    for (const store of [there, last]) {
      expect(await verifyAuditTrail(store, 'alice_01', { chainKeys: [KEY] })).toEqual(trail);
      const over = authenticationOver(store);
      expect(await over.auth.refresh(refreshToken)).toMatchObject({ accessToken: expect.any(String) });
      expect(await over.auth.authenticateUser({ username: 'alice_01', password })).toMatchObject({ user: PROFILE });
      // The new entries follow the copied ones.
      expect(await verifyAuditTrail(store, 'alice_01', { chainKeys: [KEY] })).toMatchObject({ ok: true });
      expect((await store.auditTrail.head('alice_01'))?.sequence).toBeGreaterThan(
        (await first.auditTrail.head('alice_01'))?.sequence ?? 0,
      );
    }
    await table.drop();
  });

  test('names an item that this release does not know', async () => {
    const table = await makeTable();
    const { client, tableName } = table;
    const Key = { pk: { S: 'WISH#1' }, sk: { S: 'WISH' } };
    const set = { UpdateExpression: 'SET x = :x', ExpressionAttributeValues: { ':x': { S: 'x' } } };
    await client.send(new UpdateItemCommand({ TableName: tableName, Key, ...set }));
    await using source = await openDynamoDb({ tableName, client });
    await using target = await openSqlite({ filename: ':memory:' });
    await expect(copyStore(source, target)).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      reason: 'the item with pk WISH#1 and sk WISH is of no kind that this release knows',
    });
    await table.drop();
  });
});

const DAY_MS = 86_400_000;
const PROFILE = { email: 'alice@example.com', firstName: 'A', lastName: 'B' };
const KEY = { kid: 'first', secret: 'Zk3vX0bq7TzJ1yWn5RcHs8LdPgUaEm2F' };

function authenticationOver(store: Store) {
  const app = createOrderfolio({ store });
  const logger = pino({ enabled: true }, { write: () => undefined });
  const auth = createAuthentication({
    app,
    store,
    passwords: new PasswordManager({ cost: 10 }),
    tokens: new TokenManager({ issuer: 'tests', audience: 'tests', secret: KEY.secret }),
    audit: new AuditLogger({ logger, chainKey: KEY }),
    keepAuditTrail: true,
  });
  return { auth, password: 'violet-harbour-lantern-42' };
}

/** Orders of each kind, with keys and without: those that rest, one that was bought, one that was cancelled. */
async function openMarket(app: Orderfolio): Promise<void> {
  const expiresAt = new Date(systemClock.now().getTime() + DAY_MS).toISOString();
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '100.00' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  for (const username of ['alice_01', 'robert_1']) {
    const email = `${username}@Example.com`;
    await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'x' });
    await app.funds.openBalance(username, 'EUR');
    await app.funds.deposit({ username, amount: '5000.00', idempotencyKey: 'd-1' });
    const order = { username, assetId: 'BTC', quantity: '1' } as const;
    await app.orders.place({ ...order, orderType: 'MARKET_BUY', quantity: '10', clientOrderId: 'c-1' });
    await app.orders.place({
      ...order,
      orderType: 'LIMIT_BUY',
      limitPrice: '90',
      expiresAt,
    });
    await app.orders.place({ ...order, orderType: 'STOP_LOSS_SELL', stopPrice: '80', clientOrderId: 'c-2' });
    await app.orders.place({ ...order, orderType: 'TRAILING_STOP_SELL', trailPercent: '10' });
    const { order: resting } = await app.orders.place({ ...order, orderType: 'LIMIT_SELL', limitPrice: '120' });
    await app.orders.cancel(username, resting.orderId);
  }
  await app.users.suspend('robert_1', { by: 'olivia_01' });
  await app.orders.onPrice({ assetId: 'BTC', price: '101' });
}

/** Without what tells which commit wrote an item, and without the journal. */
async function itemsOf({ client, tableName }: TestTable): Promise<readonly string[]> {
  const items: readonly unknown[] = await rawRecords(client, tableName).all();
  return items
    .map((item) => Object.entries(Object(item)).filter(([name]) => name !== 'commit' && name !== 'peers'))
    .map((attributes) => JSON.stringify(attributes.sort(([one], [other]) => (one < other ? -1 : 1))))
    .filter((item) => !item.includes('PROJECTION#consumer//copy'))
    .sort();
}
