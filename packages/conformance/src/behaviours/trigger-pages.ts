import { Decimal, type Order } from '@orderfolio/domain';
import { type IndexRange, idOf, insert, save, type TriggerIndex } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyEntry } from '../index-entries.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `TriggerIndex`: pages that are exact, and amounts that sort as numbers. */
export const triggerPages: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('goes on after the entry that it is told, among many of one price too', async (place) => {
    const { store, commit } = place;
    const { buy, sale } = await openBook(place);
    const buys = ['101', '100', '100', '100', '100', '100.0', '99'].map(buy);
    const sales = ['99', '100', '100', '100', '100', '100.0', '101'].map(sale);
    await commit(...[...buys, ...sales].map((order) => insert('order', order)));
    for (const limit of [1, 2, 3, 6, 7, 8]) {
      const fall = await everyId(limit, (range) => store.triggers.reachedByFall('BTC', new Decimal('1'), range));
      expect(fall, `limit ${limit}`).toEqual(buys.map(({ orderId }) => orderId));
      const rise = await everyId(limit, (range) => store.triggers.reachedByRise('BTC', new Decimal('999'), range));
      expect(rise, `limit ${limit}`).toEqual(sales.map(({ orderId }) => orderId));
    }
  });

  it('goes on behind an entry that has left meanwhile', async (place) => {
    const { store, commit, make } = place;
    const { buy } = await openBook(place);
    const [high, second, low] = [buy('102'), buy('101'), buy('100')];
    await commit(insert('order', high), insert('order', second), insert('order', low));
    const read = (range: IndexRange) => store.triggers.reachedByFall('BTC', new Decimal('1'), range);
    const page = await read({ limit: 2 });
    expect(page.entries.map(idOf)).toEqual([high.orderId, second.orderId]);
    await commit(save('order', second, make.next(second, { status: 'CANCELLED' })));
    expect((await read({ limit: 2, after: page.next })).entries.map(idOf)).toEqual([low.orderId]);
  });

  it('goes on behind an entry that has moved meanwhile, and meets it again where it stands now', async (place) => {
    const { store, commit, make } = place;
    const { buy } = await openBook(place);
    const [high, second, low] = [buy('102'), buy('101'), buy('100')];
    await commit(insert('order', high), insert('order', second), insert('order', low));
    const read = (range: IndexRange) => store.triggers.reachedByFall('BTC', new Decimal('1'), range);
    const { next } = await read({ limit: 2 });
    await commit(save('order', second, make.next(second, { limitPrice: new Decimal('99') })));
    expect((await read({ limit: 2, after: next })).entries.map(idOf)).toEqual([low.orderId, second.orderId]);
  });

  it('says where to go on exactly as long as a page is full', async (place) => {
    const { store, commit } = place;
    const { buy } = await openBook(place);
    const read = (range: IndexRange) => store.triggers.reachedByFall('BTC', new Decimal('1'), range);
    expect((await read({ limit: 1 })).next).toBeUndefined();
    await commit(...['102', '101'].map((limit) => insert('order', buy(limit))));
    expect((await read({ limit: 3 })).next).toBeUndefined();
    const full = await read({ limit: 2 });
    expect(full.next).toBeTypeOf('string');
    expect(await read({ limit: 2, after: full.next })).toEqual({ entries: [] });
  });

  it('shows groups of trailing stops among the orders, in both indexes', async (place) => {
    const { store, commit, make } = place;
    const { buy, sale } = await openBook(place);
    const group = (mark: string, trail: string, trailType: 'AMOUNT' | 'PERCENT') =>
      make.trailingGroup({ assetId: 'BTC', trailType, mark: new Decimal(mark), narrowestTrail: new Decimal(trail) });
    const [high, wide] = [group('110', '5', 'AMOUNT'), group('120', '20', 'PERCENT')];
    const buys = ['106', '105', '96', '95'].map(buy);
    const sales = ['110', '110.01', '119', '121'].map(sale);
    const orders = [...buys, ...sales].map((order) => insert('order', order));
    await commit(insert('trailingGroup', high), insert('trailingGroup', wide), ...orders);
    const ids = (...entries: readonly (Order | undefined)[]) => entries.map((order) => order?.orderId);
    const fall = [
      ...ids(buys[0]),
      high.groupId,
      ...ids(buys[1]),
      ...[wide.groupId, ids(buys[2])].flat(),
      ...ids(buys[3]),
    ];
    const rise = [...ids(sales[0]), high.groupId, ...ids(sales[1], sales[2]), wide.groupId, ...ids(sales[3])];
    for (const limit of [1, 2, 3, 5, 100]) {
      const read = (range: IndexRange) => store.triggers.reachedByFall('BTC', new Decimal('95'), range);
      expect(await everyId(limit, read), `limit ${limit}`).toEqual(fall);
      const above = (range: IndexRange) => store.triggers.reachedByRise('BTC', new Decimal('121'), range);
      expect(await everyId(limit, above), `limit ${limit}`).toEqual(rise);
    }
    const { next: after } = await store.triggers.reachedByFall('BTC', new Decimal('106'), { limit: 1 });
    const missed = await store.triggers.reachedByFall('BTC', new Decimal('105.5'), { limit: 9, after });
    expect(missed.entries).toEqual([]);
    const exact = await store.triggers.reachedByFall('BTC', new Decimal('105'), { limit: 1, after });
    expect(exact.entries).toEqual([{ kind: 'group', group: high }]);
  });

  it('moves a group with its mark, and leaves it out while it has no orders', async (place) => {
    const { store, commit, make } = place;
    await openBook(place);
    const group = make.trailingGroup({ assetId: 'BTC', mark: new Decimal('100') });
    const found = async (price: string): Promise<number[]> => {
      const asked = new Decimal(price);
      const range = { limit: 10 };
      const fall = await store.triggers.reachedByFall('BTC', asked, range);
      const rise = await store.triggers.reachedByRise('BTC', asked, range);
      return [fall.entries.length, rise.entries.length];
    };
    await commit(insert('trailingGroup', group));
    expect([await found('1'), await found('999')]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const joined = { ...group, narrowestTrail: new Decimal('10'), version: 2 };
    await commit(save('trailingGroup', group, joined));
    expect([await found('90'), await found('90.01'), await found('100.01')]).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
    const raised = { ...joined, mark: new Decimal('150'), version: 3 };
    await commit(save('trailingGroup', joined, raised));
    expect([await found('140'), await found('140.01'), await found('150')]).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    await commit(save('trailingGroup', raised, { ...group, mark: raised.mark, version: 4 }));
    expect([await found('1'), await found('999')]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('keeps the orders of a group in the book of the group, the narrowest trail first', async (place) => {
    const { store, commit } = place;
    const { trailing, group, other } = await openBook(place);
    const members = ['9', '10', '10', '100'].map((trail) => trailing(trail, group));
    const stranger = trailing('9', other);
    await commit(...[...members.toReversed(), stranger].map((order) => insert('order', order)));
    const ids = members.map(({ orderId }) => orderId);
    for (const limit of [1, 3, 10]) {
      const read = (range: IndexRange) => store.triggers.reachedByRise(group, new Decimal('10'), range);
      expect(await everyId(limit, read), `limit ${limit}`).toEqual(ids.slice(0, 3));
    }
    expect(await store.triggers.reachedByRise(group, new Decimal('8.99'), { limit: 10 })).toEqual({ entries: [] });
    expect(await store.triggers.reachedByRise('BTC', new Decimal('99999'), { limit: 10 })).toEqual({ entries: [] });
    expect(await store.triggers.reachedByFall('BTC', new Decimal('0.01'), { limit: 10 })).toEqual({ entries: [] });
  });

  it('sorts prices of 1 to 38 digits as numbers, and not as text', async (place) => {
    const { store, commit } = place;
    const { buy, sale } = await openBook(place);
    const buys = PRICES.map(buy);
    const sales = PRICES.map(sale);
    await commit(...[...buys, ...sales].toReversed().map((order) => insert('order', order)));
    const range = { limit: 100 };
    for (const [index, price] of PRICES.entries()) {
      const fall = await store.triggers.reachedByFall('BTC', new Decimal(price), range);
      expect(fall.entries.map(idOf), `a fall to ${price}`).toEqual(idsIn(buys.slice(index).toReversed()));
      const rise = await store.triggers.reachedByRise('BTC', new Decimal(price), range);
      expect(rise.entries.map(idOf), `a rise to ${price}`).toEqual(idsIn(sales.slice(0, index + 1)));
    }
  });
};

/** From the lowest to the highest. */
const PRICES = [
  '0.0000000000000000000000000000000000001',
  '0.000000000000000001',
  '0.0000000000000000011',
  '0.009',
  '0.08999999999999999999999999999999999999',
  '0.09',
  '0.1',
  '0.10000000000000000000000000000000000001',
  '0.9',
  '1',
  '1.5',
  '9',
  '9.9999999999999999999999999999999999999',
  '10',
  '10.05',
  '10.5',
  '99.9',
  '100',
  '100.5',
  '101',
  '1000',
  '9007199254740992.5',
  '9007199254740993',
  '99999999999999999999.999999999999999999',
  '9999999999999999999999999999999999999',
  '99999999999999999999999999999999999999',
];

function idsIn(orders: readonly Order[]): string[] {
  return orders.map(({ orderId }) => orderId);
}

/** The ids of all entries, read in pages of this size. */
async function everyId(
  limit: number,
  read: (range: IndexRange) => ReturnType<TriggerIndex['reachedByFall']>,
): Promise<string[]> {
  return (await everyEntry(limit, read)).map(idOf);
}

/** An asset with an owner of orders on it, and ways to make them: not stored yet. */
async function openBook({ make, ids, addUser, addAsset }: Place) {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC' });
  const mine = { username, assetId: 'BTC' };
  const mark = new Decimal('1000');
  return {
    owner: username,
    group: ids.next(),
    other: ids.next(),
    buy: (limitPrice: string) => make.order({ ...mine, orderType: 'LIMIT_BUY', limitPrice: new Decimal(limitPrice) }),
    sale: (stopPrice: string) =>
      make.order({ ...mine, orderType: 'TAKE_PROFIT_SELL', stopPrice: new Decimal(stopPrice) }),
    trailing: (trail: string, trailingGroupId: string) =>
      make.order({
        ...mine,
        orderType: 'TRAILING_STOP_SELL',
        highWaterMark: mark,
        trailAmount: new Decimal(trail),
        trailingGroupId,
      }),
  };
}
