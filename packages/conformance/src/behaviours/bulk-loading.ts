import { adapterStoreOf, type EntityRecord, insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { everyItem, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { bareSamples, fullSamples, type Sample } from '../samples.ts';
import { asSet, everyRecord, withOtherPlace } from '../whole-stores.ts';

/** `BulkLoader`: a store is read and written as a whole. */
export const bulkLoading: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('reads each record of every kind once, whatever the size of the pages', async (place) => {
    const samples = await storeSamples(place);
    for (const limit of [2, 100])
      expect(asSet(await everyRecord(place.store, limit))).toEqual(asSet(samples.map(recordOf)));
  });

  it('writes records in any order and again, and every port finds them', async (place) => {
    const records = (await storeSamples(place)).map(recordOf);
    await withOtherPlace(adapter, place, async ({ store }) => {
      for (const record of records.toReversed()) await store.bulk.load([record]);
      await store.bulk.load([]);
      await store.bulk.load(records);
      await store.bulk.finish();
      expect(asSet(await everyRecord(store, 100))).toEqual(asSet(records));
      for (const { username } of await everyItem((page) => place.store.users.list(page)))
        expect(await store.users.get(username)).toEqual(await place.store.users.get(username));
      for (const list of [
        (one: typeof store) => everyItem((page) => one.users.list(page)),
        (one: typeof store) => everyItem((page) => one.users.listByStatus('SUSPENDED', page)),
        (one: typeof store) => everyItem((page) => one.users.listByUsernamePrefix('u', page)),
        (one: typeof store) => everyItem((page) => one.users.listByEmailPrefix('u', page)),
        (one: typeof store) => everyItem((page) => one.assets.listActive(page)),
        (one: typeof store) => everyItem((page) => one.rates.list(page)),
      ])
        expect(await list(store)).toEqual(await list(place.store));
    });
  });

  it('moves a record that is loaded in another state', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser();
    const [asset, user] = [make.asset(), make.user({ email: 'first@example.com' })];
    const order = make.order({ username, assetId: asset.assetId, status: 'QUEUED' });
    await commit(insert('asset', asset), insert('user', user), insert('order', order));
    const records: readonly EntityRecord[] = [
      { entity: 'asset', value: make.next(asset, { isActive: false }) },
      { entity: 'user', value: make.next(user, { status: 'SUSPENDED' }) },
      { entity: 'order', value: make.next(order, { status: 'CANCELLED' }) },
    ];
    await store.bulk.load(records);
    expect((await store.assets.listActive()).items).toEqual([]);
    expect((await store.users.listByStatus('SUSPENDED')).items).toMatchObject([{ username: user.username }]);
    expect((await store.orders.listRestingByAsset(asset.assetId)).items).toEqual([]);
    expect((await store.orders.listByUserAndStatus(username, 'CANCELLED')).items).toHaveLength(1);
  });

  it('refuses an e-mail and a client order id that are those of others', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser({ email: 'first@example.com' });
    const asset = make.asset();
    const first = make.order({ username, assetId: asset.assetId, clientOrderId: 'c-1' });
    await commit(insert('asset', asset), insert('order', first));
    const user = make.user({ email: 'FIRST@example.com' });
    const order = make.order({ username, assetId: asset.assetId, clientOrderId: 'c-1' });
    await expectRefusal(store.bulk.load([{ entity: 'user', value: user }]), 'ALREADY_EXISTS', { field: 'email' });
    await expectRefusal(store.bulk.load([{ entity: 'order', value: order }]), 'ALREADY_EXISTS', {
      field: 'clientOrderId',
    });
    expect(await store.users.get(user.username)).toBeUndefined();
    expect(await store.orders.get(username, order.orderId)).toBeUndefined();
  });

  it('keeps an e-mail and a client order id for those that it has loaded', async (place) => {
    const { store, make, commit } = place;
    const user = make.user({ email: 'First@example.com' });
    const { username } = user;
    const asset = make.asset();
    const order = make.order({ username, assetId: asset.assetId, clientOrderId: 'c-1' });
    const receipt = make.receipt({ username, scope: 'ORDER', key: 'c-2' });
    const second = make.order({ username, assetId: asset.assetId, clientOrderId: 'c-2' });
    await store.bulk.load([
      { entity: 'order', value: order },
      { entity: 'receipt', value: receipt },
      { entity: 'asset', value: asset },
      { entity: 'user', value: user },
      { entity: 'order', value: second },
    ]);
    await expectRefusal(commit(insert('user', make.user({ email: 'first@example.com' }))), 'ALREADY_EXISTS');
    for (const clientOrderId of ['c-1', 'c-2'])
      await expectRefusal(
        commit(insert('order', make.order({ username, assetId: asset.assetId, clientOrderId }))),
        'ALREADY_EXISTS',
        { field: 'clientOrderId' },
      );
    await expectRefusal(commit(insert('receipt', receipt)), 'ALREADY_EXISTS');
    expect(await store.users.getByEmail('FIRST@example.com')).toEqual(user);
    expect(await store.orders.getByClientOrderId(username, 'c-2')).toEqual(second);
  });

  it('tells records that cannot be read by their keys, and reads the others', async (place) => {
    const { store, addUser, spoil } = place;
    const [broken, sound] = [await addUser(), await addUser()];
    await spoil({ entity: 'user', username: broken.username }, 'metadata', 'nonsense');
    await spoil({ entity: 'balance', username: broken.username, currency: 'USD' }, 'available', 'nonsense');
    const pages = await Promise.all(store.bulk.parts.map((part) => store.bulk.read(part, 100)));
    const unreadable = pages.flatMap((page) => page.unreadable);
    expect(unreadable).toHaveLength(2);
    for (const reason of unreadable) expect(reason).toContain(broken.username);
    expect(
      pages
        .flatMap(({ records }) => records)
        .map(({ entity }) => entity)
        .sort(),
    ).toEqual(['balance', 'user']);
    const { items } = await store.records.listUsers();
    expect(items).toEqual([
      { username: sound.username },
      { username: broken.username, unreadable: expect.stringContaining('stored user is not') },
    ]);
  });

  it('lists the names of all users in pages that end, and goes on with the cursor of the other list', async (place) => {
    const { store, addUser } = place;
    const users = [await addUser(), await addUser(), await addUser()].map(({ username }) => username).toReversed();
    const names = await everyItem((page) => store.records.listUsers({ ...page, limit: 1 }));
    expect(names).toEqual(users.map((username) => ({ username })));
    const { nextCursor } = await store.users.list({ limit: 1 });
    expect((await store.records.listUsers({ cursor: nextCursor })).items).toEqual(names.slice(1));
    await expectRefusal(store.records.listUsers({ cursor: 'nonsense' }), 'INVALID_CURSOR');
    await expectRefusal(store.records.listUsers({ limit: 0 }), 'VALIDATION_FAILED', { field: 'limit' });
  });

  it('has one name for the same data, and another for other data', async (place) => {
    const name = await place.store.bulk.identity();
    expect(await (await place.elsewhere()).bulk.identity()).toBe(name);
    await withOtherPlace(adapter, place, async ({ store }) => expect(await store.bulk.identity()).not.toBe(name));
  });

  it('refuses once it is closed', async ({ store }) => {
    const { bulk } = store;
    await store[Symbol.asyncDispose]();
    await expectRefusal(bulk.read(bulk.parts[0] ?? '', 1), 'STORE_CLOSED');
    await expectRefusal(bulk.load([]), 'STORE_CLOSED');
    await expectRefusal(bulk.finish(), 'STORE_CLOSED');
  });

  if (!adapter.capabilities.changeFeed) return;

  testsOn(withFeed(adapter), register)('tells no events, and the next change tells its own', async (place) => {
    const { store, make, app, clock } = place;
    const user = make.user();
    const { username } = user;
    const balance = make.balance({ username });
    const row = make.cashRow({ username });
    await store.bulk.load([
      { entity: 'user', value: user },
      { entity: 'balance', value: balance },
      { entity: 'balanceTransaction', value: row },
    ]);
    clock.advance(1_000);
    await app.funds.deposit({ username, amount: '1.00' });
    await app.users.updateProfile(username, { firstName: 'Other' });
    const types: string[] = [];
    for (const { id } of await store.feed.shards()) {
      const { events } = await adapterStoreOf(store).feed.read({ shard: id, limit: 100 });
      types.push(...events.map(({ type }) => type));
    }
    expect(types.sort()).toEqual(['CASH_MOVED', 'USER_CHANGED']);
  });
};

/** Two of each kind in the store, the second with every optional field. */
async function storeSamples({ make, commit }: Place): Promise<readonly Sample[]> {
  const samples = [...bareSamples(make), ...fullSamples(make)];
  await commit(...samples.map((sample) => sample.insert));
  return samples;
}

function recordOf({ kind, value }: Sample): EntityRecord {
  return { entity: kind, value };
}
