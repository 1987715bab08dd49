import type { ChangeFeed, FeedEvent, FeedEventType } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader, tick } from '../trader.ts';

/** `ChangeFeed`: what happened, nothing missed, and each entity's changes in their order. */
export const changeFeeds: Behaviour = (adapter, register) => {
  const it = testsOn(withFeed(adapter), register);

  if (!adapter.capabilities.changeFeed) {
    it('is refused by a store that keeps none, with what to do', async ({ store }) => {
      await expectRefusal(store.feed.read(), 'CONFIGURATION_INVALID');
      await expectRefusal(store.feed.shards(), 'CONFIGURATION_INVALID');
      await expectRefusal(store.feed.latest(), 'CONFIGURATION_INVALID');
    });
    return;
  }

  it('is empty before anything has happened, and its position works afterwards', async ({ store, addUser }) => {
    const page = await store.feed.read();
    expect(page).toEqual({ events: [], next: expect.any(String), hasEnded: false, unreadable: [] });
    const { username } = await addUser();
    expect(await everyEvent(store.feed, page.next)).toMatchObject([{ type: 'USER_CREATED', username }]);
  });

  it('tells what an account goes through, each event once', async (place) => {
    const { store, app } = place;
    const { username } = await story(place);
    const events = await everyEvent(store.feed);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(countsOf(events)).toEqual({
      USER_CREATED: 1,
      USER_CHANGED: 1,
      ASSET_CHANGED: 2,
      // Two deposits, two purchases, the withdrawal that was paid.
      CASH_MOVED: 5,
      // The two withdrawals, and the holds of the two limit buys.
      CASH_PENDING: 4,
      CASH_SETTLED: 4,
      ASSET_MOVED: 2,
      ORDER_PLACED: 3,
      ORDER_FILLED: 2,
      ORDER_CANCELLED: 1,
      PRICE_APPLIED: 1,
    });
    const balance = await app.funds.getBalance(username);
    const moved = effectsOf(events);
    expect(moved.map(({ data }) => data.balanceSequence)).toEqual([1, 2, 3, 4, 5]);
    expect(moved.at(-1)?.data.balanceAfter).toEqual(balance.currentBalance);
    let sum = '0';
    for (const { data } of moved) sum = data.amount.plus(sum).toString();
    expect(sum).toBe(balance.currentBalance.toString());
  });

  it('tells the changes of each entity in their order', async (place) => {
    await story(place);
    const ofOrders = new Map<string, string[]>();
    for (const event of await everyEvent(place.store.feed, undefined, 1))
      if ('orderId' in event.data && event.type.startsWith('ORDER_'))
        ofOrders.set(event.data.orderId ?? '', [...(ofOrders.get(event.data.orderId ?? '') ?? []), event.type]);
    expect([...ofOrders.values()]).toEqual(
      expect.arrayContaining([
        ['ORDER_PLACED', 'ORDER_FILLED'],
        ['ORDER_PLACED', 'ORDER_FILLED'],
        ['ORDER_PLACED', 'ORDER_CANCELLED'],
      ]),
    );
  });

  it('tells the same however many are read at once, and whenever they are read again', async (place) => {
    await story(place);
    const { feed } = place.store;
    const all = await everyEvent(feed);
    expect(plain(await everyEvent(feed, undefined, 1))).toEqual(plain(all));
    expect(plain(await everyEvent(feed, undefined, 7))).toEqual(plain(all));
    for (const shard of await feed.shards())
      for (const event of await everyEvent(feed, undefined, 3, shard.id))
        expect(plain(all)).toContainEqual(plain(event));
  });

  it('goes on from a position in another connection, and in another process', async (place) => {
    const { store, elsewhere, reopen } = place;
    await openTrader(place);
    const { events, next } = await store.feed.read({ limit: 2 });
    const rest = await everyEvent((await elsewhere()).feed, next);
    expect(plain([...events, ...rest])).toEqual(plain(await everyEvent(store.feed)));
    if (!adapter.capabilities.durable) return;
    expect(plain(await everyEvent((await reopen()).feed, next))).toEqual(plain(rest));
  });

  it('is read from now on: what happened before is not told, and what happens then is, in any process', async (place) => {
    const { store, app, elsewhere } = place;
    const empty = await store.feed.latest();
    const { username } = await openTrader(place);
    const latest = await store.feed.latest();
    expect(await everyEvent(store.feed, latest)).toEqual([]);
    await app.funds.deposit({ username, amount: '7.00' });
    const told = await everyEvent(store.feed, latest, 1);
    expect(told).toMatchObject([{ type: 'CASH_MOVED', username, data: { balanceSequence: 3 } }]);
    // Another process may tell a little of what was before, but misses nothing.
    const inAnother = await everyEvent((await elsewhere()).feed, latest);
    expect(inAnother.map(({ id }) => id)).toContain(told[0]?.id);
    expect(plain(await everyEvent(store.feed, empty))).toEqual(plain(await everyEvent(store.feed)));
  });

  it('tells nothing of what was refused or rolled back', async (place) => {
    const { app, store, make, commit } = place;
    const { username } = await openTrader(place);
    const { next } = await toTheEnd(store.feed);
    await expectRefusal(app.funds.withdraw({ username, amount: '99999.00' }), 'INSUFFICIENT_BALANCE');
    const [user, stranger] = [await store.users.get(username), make.user()];
    if (user === undefined) throw new Error('there is no such user');
    const stale = save('user', { ...user, version: 7 }, { ...user, role: 'admin' });
    await expectRefusal(commit(insert('user', stranger), stale), 'CONCURRENCY_CONFLICT');
    expect(await everyEvent(store.feed, next)).toEqual([]);
  });

  it('tells all the states of what went through them in one commit', async (place) => {
    const { store, make, commit } = place;
    const { username } = await openTrader(place);
    const { next } = await toTheEnd(store.feed);
    const order = { ...make.order({ username, assetId: 'BTC' }), status: 'CANCELLED', version: 2 } as const;
    const row = { ...make.cashRow({ username, status: 'COMPLETED' }), version: 2 } as const;
    await commit(insert('order', order), insert('balanceTransaction', row));
    const types = (await everyEvent(store.feed, next)).map(({ type }) => type);
    expect(types.toSorted()).toEqual([
      ...['CASH_MOVED', 'CASH_PENDING', 'CASH_SETTLED'],
      ...['ORDER_CANCELLED', 'ORDER_PLACED'],
    ]);
  });

  it('misses nothing of two writers at once, whoever reads meanwhile', async (place) => {
    const { store, elsewhere, appOn } = place;
    const traders = [await openTrader(place), await openTrader(place)];
    const apps = [appOn(store), appOn(await elsewhere())];
    const { next } = await toTheEnd(store.feed);
    const read: FeedEvent[] = [];
    let after = next;
    const readOn = async (): Promise<void> => {
      const page = await store.feed.read({ after, limit: 3 });
      read.push(...page.events);
      after = page.next;
    };
    for (let round = 1; round <= 5; round++) {
      const deposits = apps.flatMap((app) =>
        traders.map(({ username }) => app.funds.deposit({ username, amount: `${round}.00` })),
      );
      await Promise.all([...deposits, readOn(), readOn().catch(() => undefined)]);
    }
    const all = await everyEvent(store.feed, next);
    const again = [...read, ...(await everyEvent(store.feed, after))];
    expect(all).toHaveLength(20);
    expect(new Set(again.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
    for (const { username } of traders) {
      const sequences = effectsOf(all.filter((event) => 'username' in event && event.username === username));
      expect(sequences.map(({ data }) => data.balanceSequence)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    }
  });

  it('has nobody in it but the username', async (place) => {
    const { app, store, addUser } = place;
    const { username } = await addUser({ firstName: 'Wilhelmina', email: 'wilhelmina@example.org' });
    await app.users.updateProfile(username, { phone: '+46701234567', lastName: 'Quartermaine' });
    const reference = { description: 'for Wilhelmina', referenceId: 'her invoice', metadata: { whose: 'hers' } };
    await app.funds.deposit({ username, amount: '10.00', ...reference });
    const text = JSON.stringify(await everyEvent(store.feed));
    expect(text).toContain(username);
    expect(text).not.toMatch(/wilhelmina|quartermaine|4670|invoice|hers/i);
  });

  it('is refused what is no position, and once the store is closed', async ({ store, elsewhere, addUser }) => {
    await addUser();
    const { next } = await store.feed.read();
    for (const after of ['', 'somewhere', `${next}0`, next.slice(1)])
      await expectRefusal(store.feed.read({ after }), 'VALIDATION_FAILED', { field: 'after' });
    await expectRefusal(store.feed.read({ shard: 'none' }), 'VALIDATION_FAILED', { field: 'shard' });
    const other = await elsewhere();
    await other[Symbol.asyncDispose]();
    await expectRefusal(other.feed.read(), 'STORE_CLOSED');
    await expectRefusal(other.feed.shards(), 'STORE_CLOSED');
    await expectRefusal(other.feed.latest(), 'STORE_CLOSED');
  });
};

/** Every event after the position. */
async function everyEvent(
  feed: ChangeFeed,
  after?: string,
  limit = 100,
  shard?: string,
): Promise<readonly FeedEvent[]> {
  return (await toTheEnd(feed, after, limit, shard)).events;
}

async function toTheEnd(feed: ChangeFeed, from?: string, limit = 100, shard?: string) {
  const events: FeedEvent[] = [];
  let after = from;
  for (;;) {
    const page = await feed.read({ after, limit, shard });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    events.push(...page.events);
    after = page.next;
    if (page.events.length === 0) return { events, next: page.next };
  }
}

/** The effects on the USD balance, in the order of their sequence. */
function effectsOf(events: readonly FeedEvent[]): readonly FeedEvent<'CASH_MOVED'>[] {
  const moved = events.filter((event) => event.type === 'CASH_MOVED');
  return moved.toSorted((one, other) => (one.data.balanceSequence ?? 0) - (other.data.balanceSequence ?? 0));
}

function countsOf(events: readonly FeedEvent[]): Partial<Record<FeedEventType, number>> {
  const counts: Partial<Record<FeedEventType, number>> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A trader who deposits, withdraws, places, waits and cancels. */
async function story(place: Place): Promise<{ readonly username: string }> {
  const { app } = place;
  const trader = await openTrader(place);
  const { username } = trader;
  const limitBuy = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
  const { order } = await app.orders.place(limitBuy);
  await app.orders.place({ ...limitBuy, limitPrice: '95' });
  await app.orders.cancel(username, order.orderId);
  await tick(app, '94');
  await app.funds.deposit({ username, amount: '5.00' });
  const [paid, dropped] = [
    await app.funds.withdraw({ username, amount: '7.00', status: 'PENDING' }),
    await app.funds.withdraw({ username, amount: '8.00', status: 'PENDING' }),
  ];
  await app.funds.complete(username, paid.transaction.transactionId);
  await app.funds.cancel(username, dropped.transaction.transactionId);
  await app.users.updateProfile(username, { firstName: 'Alice' });
  await app.assets.deactivate('BTC');
  return { username };
}
