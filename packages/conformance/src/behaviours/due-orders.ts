import { ORDER_STATUSES, type Order } from '@orderfolio/domain';
import { type AdapterStore, insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { everyEntry } from '../index-entries.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** The resting orders, by their expiry and by their asset. */
export const dueOrders: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('an order is due from its expiry on: the earliest first, then the oldest', async (place) => {
    const { store } = place;
    const { add } = await openBook(place);
    const late = await add({ expiresAt: '2026-02-01T00:00:00.001Z' });
    const exact = await add({ expiresAt: '2026-02-01T00:00:00.000Z' });
    const first = await add({ expiresAt: '2025-12-31T23:59:59.999Z' });
    const alike = await add({ expiresAt: '2026-02-01T00:00:00.000Z', assetId: 'ETH' });
    await add({});
    const due = (now: string) => dueOn(store, now, 10);
    expect(await due('2026-02-01T00:00:00.000Z')).toEqual([first, exact, alike]);
    expect(await due('2026-01-31T23:59:59.999Z')).toEqual([first]);
    expect(await due('2025-12-31T23:59:59.998Z')).toEqual([]);
    expect(await due('2027-01-01T00:00:00.000Z')).toEqual([first, exact, alike, late]);
  });

  it('no order is due that has ended', async (place) => {
    const { store, make, commit } = place;
    const { add } = await openBook(place);
    const expiresAt = '2026-02-01T00:00:00.000Z';
    for (const status of ORDER_STATUSES.filter((each) => each !== 'QUEUED')) await add({ status, expiresAt });
    const queued = await add({ expiresAt });
    const due = () => dueOn(store, expiresAt, 20);
    expect(await due()).toEqual([queued]);
    await commit(save('order', queued, make.next(queued, { status: 'CANCELLED' })));
    expect(await due()).toEqual([]);
  });

  it('what is due comes in pages, of all users, once each', async (place) => {
    const { store, addUser } = place;
    const { add } = await openBook(place);
    const { username } = await addUser();
    const orders: Order[] = [];
    for (let minute = 0; minute < 7; minute++) {
      const expiresAt = `2026-02-01T00:0${Math.floor(minute / 3)}:00.000Z`;
      orders.push(await add(minute % 2 === 0 ? { expiresAt } : { expiresAt, username }));
    }
    const now = '2026-02-01T00:09:00.000Z';
    for (const limit of [1, 2, 3, 7, 8]) expect(await dueOn(store, now, limit), `limit ${limit}`).toEqual(orders);
  });

  it('lists what rests on an asset, of all users, newest first; what has ended is not there', async (place) => {
    const { app, store, addUser, make, commit } = place;
    const { add } = await openBook(place);
    const { username } = await addUser();
    for (const status of ORDER_STATUSES.filter((each) => each !== 'QUEUED')) await add({ status });
    await add({ assetId: 'ETH' });
    const [one, two, three] = [await add({}), await add({ username }), await add({})];
    const list = () => everyItem((page) => app.orders.listOpenByAsset('btc', page));
    expect(await list()).toEqual([three, two, one]);
    expect((await store.orders.listRestingByAsset('BTC', { limit: 2 })).items).toEqual([three, two]);
    await commit(save('order', two, make.next(two, { status: 'FAILED' })));
    expect(await list()).toEqual([three, one]);
    expect(await everyItem((page) => app.orders.listOpenByUser(username, page))).toEqual([]);
    expect(await everyItem((page) => app.orders.listOpenByUser(one.username, page))).toContainEqual(three);
    expect(await everyItem((page) => app.orders.listOpenByAsset('GONE', page))).toEqual([]);
  });
};

/** The orders that are due, read in pages of this size. */
async function dueOn({ triggers }: AdapterStore, now: string, limit: number): Promise<Order[]> {
  const entries = await everyEntry(limit, (range) => triggers.dueBy(now, range));
  return entries.flatMap((entry) => (entry.kind === 'order' ? [entry.order] : []));
}

/** Two assets and an owner of orders on them. */
async function openBook({ make, commit, addUser, addAsset, clock }: Place) {
  const { username } = await addUser();
  for (const assetId of ['BTC', 'ETH']) await addAsset({ assetId });
  return {
    async add(given: Partial<Order>): Promise<Order> {
      const order = make.order({ username, assetId: 'BTC', ...given });
      await commit(insert('order', order));
      clock.advance(1);
      return order;
    },
  };
}
