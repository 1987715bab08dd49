import { Decimal } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

const ONE = new Decimal('1');

/** `AssetBalanceRepository` and `AssetTransactionRepository`. */
export const holdings: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds a holding as stored, and as it has become', async (place) => {
    const { store, clock, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset();
    expect(await store.assetBalances.get(username, assetId)).toBeUndefined();
    const first = make.holding({ username, assetId, available: ONE });
    await commit(insert('assetBalance', first));
    expect(await store.assetBalances.get(username, assetId)).toEqual(first);
    clock.advance(60_000);
    const two = new Decimal('2');
    const second = make.next(first, { available: two, quantity: two });
    await commit(save('assetBalance', first, second));
    expect(await store.assetBalances.get(username, assetId)).toEqual(second);
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

  it('finds a row of the asset ledger by its user and its id', async (place) => {
    const { store, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const row = make.assetRow({ username, assetId });
    await commit(insert('assetTransaction', row));
    expect(await store.assetTransactions.get(username, row.transactionId)).toEqual(row);
    expect(await store.assetTransactions.get('nobody_1', row.transactionId)).toBeUndefined();
  });
};
