import { expect } from 'vitest';
import { type IndexRange, insert, save } from '../../adapter/index.ts';
import { ORDER_STATUSES, type Order } from '../../index.ts';
import { everyItem } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** What rests, by when it expires, and by its asset. */
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
    const due = async (now: string): Promise<readonly Order[]> => store.triggers.dueBy(now, { limit: 10 });
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
    const due = () => store.triggers.dueBy(expiresAt, { limit: 20 });
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
    for (const limit of [1, 2, 3, 7, 8]) {
      const found: Order[] = [];
      for (let range: IndexRange<Order> = { limit }; ; range = { limit, after: found.at(-1) }) {
        const page = await store.triggers.dueBy(now, range);
        if (page.length === 0) break;
        found.push(...page);
        expect(found.length, 'the pages come to an end').toBeLessThan(20);
      }
      expect(found, `limit ${limit}`).toEqual(orders);
    }
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
