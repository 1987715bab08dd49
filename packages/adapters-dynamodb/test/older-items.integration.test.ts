import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { entityMaker } from '@orderfolio/conformance';
import { createOrderfolio, Decimal } from '@orderfolio/domain';
import { adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTable, missingServer, type TestTable } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('items of an older release', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(() => table?.drop());

  /** Takes attributes away that an older release did not write, and sets others as it wrote them. */
  async function age(
    username: string,
    sk: string,
    removed: readonly string[],
    set: Readonly<Record<string, string>> = {},
  ) {
    const names = Object.keys(set);
    const assignments = names.map((name) => `#${name} = :${name}`).join(', ');
    const update = new UpdateCommand({
      TableName: table.tableName,
      Key: { pk: `USER#${username}`, sk },
      UpdateExpression: `REMOVE ${removed.map((name) => `#${name}`).join(', ')}${names.length > 0 ? ` SET ${assignments}` : ''}`,
      ExpressionAttributeNames: Object.fromEntries([...removed, ...names].map((name) => [`#${name}`, name])),
      ...(names.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
      }),
    });
    await table.client.send(update);
  }

  test('count their effects from 0, and an ended hold is CANCELLED', async () => {
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    // What is aged here was written a moment ago, and would be remembered.
    const app = createOrderfolio({ store, warmForMs: 0 });
    const username = 'alice_01';
    await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '100.00' });
    await app.users.create({ username, email: 'a@example.com', firstName: 'A', lastName: 'B', passwordHash: 'x' });
    const { transaction: deposit } = await app.funds.deposit({ username, amount: '1000.00' });
    const rests = { username, assetId: 'BTC', quantity: '1', orderType: 'LIMIT_BUY', limitPrice: '90' } as const;
    const { order } = await app.orders.place(rests);
    await app.orders.onPrice({ assetId: 'BTC', price: '89' });
    const [payment] = (await app.funds.listTransactions(username, { limit: 1 })).items;
    const [trade] = (await app.portfolio.listTransactions(username)).items;
    await age(username, 'ACCOUNT#BALANCE#USD', ['sequence', 'lastId']);
    await age(username, 'ACCOUNT#HOLDING#BTC', ['sequence', 'lastId', 'costBasis']);
    await age(username, `CASH#${deposit.transactionId}`, ['balanceSequence']);
    await age(username, `CASH#${payment?.transactionId}`, ['balanceSequence']);
    await age(username, `CASH#${order.orderId}`, ['balanceSequence'], { status: 'COMPLETED' });
    await age(username, `TRADE#${trade?.transactionId}`, [
      'quantityAfter',
      'holdingSequence',
      'costBasis',
      'costBasisAfter',
    ]);

    expect(await app.funds.getTransaction(username, order.orderId)).toMatchObject({ status: 'CANCELLED' });
    expect(await app.funds.getBalance(username)).toMatchObject({ sequence: 0 });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    const sold = await app.orders.place({ username, assetId: 'BTC', orderType: 'MARKET_SELL', quantity: '1' });
    expect([sold.balance.sequence, sold.transaction.balanceSequence]).toEqual([1, 1]);
    expect([sold.assetBalance.sequence, sold.assetTransaction.holdingSequence]).toEqual([1, 1]);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  test('of a holding tell what it has cost by the rows of it, until it is written again', async () => {
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const app = createOrderfolio({ store });
    const btc = { username: 'dorothy_4', assetId: 'BTC' } as const;
    const { username } = btc;
    await app.users.create({ username, email: 'd@example.com', firstName: 'D', lastName: 'D' });
    await app.funds.deposit({ username, amount: '1000.00' });
    for (const [priceUsd, quantity] of [
      ['100.00', '2'],
      ['130.00', '1'],
    ] as const) {
      await app.assets.update('BTC', { priceUsd });
      await app.orders.place({ ...btc, orderType: 'MARKET_BUY', quantity });
    }
    await app.orders.place({ ...btc, orderType: 'MARKET_SELL', quantity: '1' });
    await app.portfolio.transferIn({ ...btc, quantity: '1' });
    for (const { transactionId } of (await app.portfolio.listTransactions(username)).items)
      await age(username, `TRADE#${transactionId}`, ['costBasis', 'costBasisAfter', 'realisedProfit']);
    await age(username, 'ACCOUNT#HOLDING#BTC', ['costBasis']);

    const reader = createOrderfolio({ store });
    const cost = new Decimal('220');
    expect(await reader.portfolio.holding(username, 'BTC')).toMatchObject({ costBasis: cost });
    expect(await reader.portfolio.holdings(username)).toMatchObject([{ costBasis: cost }]);
    const { assetBalances } = await reader.portfolio.value(username);
    expect(assetBalances).toMatchObject([{ costBasis: cost, unrealisedProfit: new Decimal('170') }]);
    expect(await reader.portfolio.reconcile(username)).toMatchObject({ differences: [] });
    const { assetTransaction } = await reader.orders.place({ ...btc, orderType: 'MARKET_SELL', quantity: '1' });
    expect(assetTransaction).toMatchObject({
      costBasis: new Decimal('73.33'),
      costBasisAfter: new Decimal('146.67'),
      realisedProfit: new Decimal('56.67'),
    });
    expect(await reader.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  test('of a holding whose ledger cannot be read leave its cost unknown, and stop no command', async () => {
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const app = createOrderfolio({ store });
    const btc = { username: 'emily_05', assetId: 'BTC' } as const;
    const { username } = btc;
    await app.users.create({ username, email: 'e@example.com', firstName: 'E', lastName: 'E' });
    const { assetTransaction } = await app.portfolio.transferIn({ ...btc, quantity: '2', costBasis: '7.00' });
    await age(username, `TRADE#${assetTransaction.transactionId}`, ['costBasis', 'costBasisAfter'], { type: 'LOST' });
    await age(username, 'ACCOUNT#HOLDING#BTC', ['costBasis']);

    const reader = createOrderfolio({ store });
    expect(await reader.portfolio.holding(username, 'BTC')).toMatchObject({ costBasis: undefined });
    const { assetBalance } = await reader.portfolio.transferOut({ ...btc, quantity: '2' });
    expect(assetBalance.costBasis?.toString()).toBe('0');
    const { differences } = await reader.portfolio.reconcile(username);
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'UNREADABLE', entity: 'assetTransaction' }));
  });

  test('keep a hash with the user, which no service shows and no change of the profile loses', async () => {
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const app = createOrderfolio({ store });
    const username = 'bertha_2';
    const profile = { email: 'b@example.com', firstName: 'B', lastName: 'B' };
    await app.users.create({ username, ...profile });
    await age(username, 'USER', ['phone'], { passwordHash: 'kept-with-the-user' });

    const shown = [
      await app.users.get(username),
      await app.users.getByEmail(profile.email),
      await app.users.updateProfile(username, { firstName: 'Berta' }),
      await store.users.get(username),
      await store.users.getByEmail(profile.email),
    ];
    expect(JSON.stringify(shown)).not.toContain('kept-with-the-user');
    const [user, login] = await adapterStoreOf(store).unitOfWork.read([
      { entity: 'user', username },
      { entity: 'login', username },
    ]);
    expect(user).toMatchObject({ firstName: 'Berta', passwordHash: 'kept-with-the-user' });
    expect(login).toBeUndefined();
  });

  test('are no users of the list until they are written again, and are active', async () => {
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const app = createOrderfolio({ store });
    const username = 'charles_3';
    await app.users.create({ username, email: 'c@example.com', firstName: 'C', lastName: 'C' });
    await age(username, 'USER', ['userBook', 'userStatus', 'shard']);
    const listed = async () => (await app.users.list({ status: 'ACTIVE' })).items.map((user) => user.username);

    expect(await listed()).not.toContain(username);
    expect(await app.users.get(username)).toMatchObject({ status: 'ACTIVE', version: 1 });
    await app.users.updateProfile(username, { firstName: 'Charles' });
    expect(await listed()).toContain(username);
  });

  test('say of a last price that it is settled, which is finished', async () => {
    const clock = new ManualClock();
    const store = adapterStoreOf(await openDynamoDb({ tableName: table.tableName, client: table.client }));
    await using _closed = store;
    const last = entityMaker(clock, sequentialIds(clock)).lastTick({ assetId: 'ETH', isFinished: false });
    await store.unitOfWork.commit({ token: 'a price', changes: [insert('lastTick', last)] });
    const update = new UpdateCommand({
      TableName: table.tableName,
      Key: { pk: 'ASSET#ETH', sk: 'TICK' },
      UpdateExpression: 'REMOVE isFinished SET isSettled = :isSettled',
      ExpressionAttributeValues: { ':isSettled': false },
    });
    await table.client.send(update);
    expect(await store.unitOfWork.read([{ entity: 'lastTick', assetId: 'ETH', currency: 'USD' }])).toEqual([last]);
  });

  test('are purged although they have no time to live: a family when it ends, its tokens a year later', async () => {
    const clock = new ManualClock();
    const store = adapterStoreOf(await openDynamoDb({ tableName: table.tableName, client: table.client }));
    await using _closed = store;
    const make = entityMaker(clock, sequentialIds(clock));
    const user = make.user();
    const { username } = user;
    const family = make.refreshFamily({ username, expiresAt: '2026-02-01T00:00:00.000Z' });
    const token = make.refreshToken({ username, familyId: family.familyId, expiresAt: '2026-01-08T00:00:00.000Z' });
    const changes = [insert('user', user), insert('refreshFamily', family), insert('refreshToken', token)];
    await store.unitOfWork.commit({ token: 'older', changes });
    await age(username, `FAMILY#${family.familyId}`, ['ttl']);
    const left = async () => [
      (await store.refreshTokens.getFamily(username, family.familyId)) !== undefined,
      (await store.refreshTokens.get(username, token.tokenHash)) !== undefined,
    ];
    const expected = {
      '2026-01-31T23:59:59.999Z': [true, true],
      '2026-02-01T00:00:00.000Z': [false, true],
      '2027-01-08T00:00:00.000Z': [false, false],
    };
    for (const [now, remaining] of Object.entries(expected)) {
      await store.expired.purge(now);
      expect(await left(), now).toEqual(remaining);
    }
  });
});
