import { expect } from 'vitest';
import { Decimal, insert } from '../../index.ts';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

const ONE = new Decimal('1');

/** `AssetBalanceRepository` and `AssetTransactionRepository`. */
export const holdings: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('adds a holding, then replaces what was read: one version on', async ({
    store,
    clock,
    make,
    addUser,
    addAsset,
  }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    expect(await store.assetBalances.get(username, assetId)).toBeUndefined();
    const first = make.holding({ username, assetId, available: ONE });
    expect(await store.assetBalances.upsert(first)).toEqual(first);
    expect(await store.assetBalances.get(username, assetId)).toEqual(first);
    clock.advance(60_000);
    const more = make.holding({ ...first, available: new Decimal('2'), quantity: new Decimal('2') });
    const second = await store.assetBalances.upsert(more);
    expect(second).toEqual({ ...more, version: 2, updatedAt: clock.now().toISOString() });
    expect(await store.assetBalances.get(username, assetId)).toEqual(second);
    await expectNothingWritten(store, [username], () =>
      expectRefusal(store.assetBalances.upsert(more), 'CONCURRENCY_CONFLICT', { entity: 'assetBalance' }),
    );
  });

  it('adds no holding of nobody, of no asset, or that does not add up', async ({ store, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const nobody = make.holding({ username: 'nobody_1', assetId });
    await expectRefusal(store.assetBalances.upsert(nobody), 'USER_NOT_FOUND', { username: 'nobody_1' });
    const nothing = make.holding({ username, assetId: 'GONE' });
    await expectRefusal(store.assetBalances.upsert(nothing), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
    const crooked = { ...make.holding({ username, assetId }), held: ONE };
    await expectRefusal(store.assetBalances.upsert(crooked), 'VALIDATION_FAILED', { field: 'quantity' });
    expect(await store.assetBalances.getAll(username)).toEqual([]);
  });

  it('gets all holdings of one user in the order of the asset ids', async (place) => {
    const { store, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const other = await addUser();
    const ids = ['SOL', 'BTC', 'A', 'BTC-PERP', 'B', '1INCH'];
    for (const assetId of ids) {
      await addAsset({ assetId });
      await commit(
        insert('assetBalance', make.holding({ username, assetId, available: ONE })),
        insert('assetBalance', make.holding({ username: other.username, assetId })),
      );
    }
    const all = await store.assetBalances.getAll(username);
    expect(all.map(({ assetId }) => assetId)).toEqual(ids.toSorted());
    expect(all.every((holding) => holding.username === username && holding.available.eq(ONE))).toBe(true);
    expect(await store.assetBalances.getAll('nobody_1')).toEqual([]);
  });

  it('gets more holdings than a page of a list has', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser();
    const assets = Array.from({ length: 120 }, () => make.asset());
    const held = assets.map(({ assetId }) => make.holding({ username, assetId, available: ONE }));
    for (let start = 0; start < assets.length; start += 40) {
      await commit(
        ...assets.slice(start, start + 40).map((asset) => insert('asset', asset)),
        ...held.slice(start, start + 40).map((holding) => insert('assetBalance', holding)),
      );
    }
    expect(await store.assetBalances.getAll(username)).toEqual(held);
    expect((await store.assetBalances.getAccount(username)).assetBalances).toEqual(held);
  });

  it('gets the account: cash in every currency, and every holding', async ({
    store,
    make,
    commit,
    addUser,
    addAsset,
  }) => {
    const user = await addUser();
    const { username } = user;
    const { assetId } = await addAsset();
    const [euros, yen] = [make.balance({ username, currency: 'EUR' }), make.balance({ username, currency: 'JPY' })];
    const holding = make.holding({ username, assetId, held: ONE });
    await commit(insert('balance', yen), insert('balance', euros), insert('assetBalance', holding));
    const account = await store.assetBalances.getAccount(username);
    const currencies = account.balances.map(({ currency }) => currency);
    expect(currencies.toSorted()).toEqual(['EUR', 'JPY', 'USD']);
    expect(account.balances.find(({ currency }) => currency === 'EUR')).toEqual(euros);
    expect(account.assetBalances).toEqual([holding]);
    expect(await store.assetBalances.getAccount('nobody_1')).toEqual({ balances: [], assetBalances: [] });
  });

  it('adds a row to the asset ledger once', async ({ store, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const row = make.assetRow({ username, assetId });
    expect(await store.assetTransactions.create(row)).toEqual(row);
    expect(await store.assetTransactions.get(username, row.transactionId)).toEqual(row);
    expect(await store.assetTransactions.get('nobody_1', row.transactionId)).toBeUndefined();
    await expectNothingWritten(store, [username], () =>
      expectRefusal(store.assetTransactions.create({ ...row, type: 'SELL' }), 'ALREADY_EXISTS', {
        field: 'transactionId',
      }),
    );
  });

  it('adds no row of nobody, of no asset, or that is none', async ({ store, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const nobody = make.assetRow({ username: 'nobody_1', assetId });
    await expectRefusal(store.assetTransactions.create(nobody), 'USER_NOT_FOUND', { username: 'nobody_1' });
    const nothing = make.assetRow({ username, assetId: 'GONE' });
    await expectRefusal(store.assetTransactions.create(nothing), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
    const bad = make.assetRow({ username, assetId, quantity: ONE.neg() });
    await expectRefusal(store.assetTransactions.create(bad), 'VALIDATION_FAILED', { field: 'quantity' });
    expect((await store.assetTransactions.listByUser(username)).items).toEqual([]);
  });
};
