import { type AccountEvent, type AccountFollower, type FeedEvent, followAccount } from '@orderfolio/domain';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal, plain } from '../assertions.ts';
import { storeOver } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader, type Trader, tick } from '../trader.ts';

const MINUTE_MS = 60_000;

/** `followAccount`: what happens in an account, from its ledgers and orders, as the feed tells it. */
export const accountEvents: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  testsOn(withFeed(adapter), register)('tells of an account what the feed tells, whatever happens', async (place) => {
    const trader = await openTrader(place);
    const follower = followAccount({ store: place.handedOut, username: trader.username });
    expect(await follower.read()).toMatchObject({ events: [], isSuspended: false, hasMissed: false });
    const from = adapter.capabilities.changeFeed ? (await everyEvent(place)).length : 0;
    const events: AccountEvent[] = [];
    for (const [index, happen] of happenings(place, trader).entries()) {
      place.clock.advance(1_000);
      await happen();
      const page = await follower.read();
      expect(page.events.length, `happening ${index}`).toBeGreaterThan(0);
      expect((await follower.read()).events, `again after happening ${index}`).toEqual([]);
      events.push(...page.events);
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
    if (!adapter.capabilities.changeFeed) return;
    const fed = (await everyEvent(place)).slice(from).filter((event) => isOf(event, trader.username));
    expect(told(events)).toEqual(told(fed));
  });

  it('goes on after a position: each event once, but for the last minute, which comes again', async (place) => {
    const { app, clock, handedOut: store, elsewhere } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
    const pending = await app.funds.deposit({ username, amount: '5.00', status: 'PENDING' });
    clock.advance(2 * MINUTE_MS);
    await app.funds.deposit({ username, amount: '1.00' });
    const { next } = await followAccount({ store, username }).read();
    clock.advance(2 * MINUTE_MS);
    await app.orders.cancel(username, order.orderId);
    await app.funds.fail(username, pending.transaction.transactionId);
    await app.funds.deposit({ username, amount: '1.00' });
    const later = await followAccount({ store: await elsewhere(), username, after: next }).read();
    expect(typesOf(later.events)).toEqual([
      ...['CASH_MOVED', 'CASH_MOVED', 'CASH_SETTLED', 'CASH_SETTLED', 'ORDER_CANCELLED'],
    ]);
    expect(later.hasMissed).toBe(false);
    clock.advance(2 * MINUTE_MS);
    await app.funds.deposit({ username, amount: '2.00' });
    const last = await followAccount({ store, username, after: later.next }).read();
    expect(last.events.at(-1)).toMatchObject({ type: 'CASH_MOVED', data: { balanceSequence: 5 } });
  });

  it('finds what a row and an order that were open for long have come to, wherever they stand', async (place) => {
    const { app, clock, handedOut: store } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const pending = await app.funds.deposit({ username, amount: '7.00', status: 'PENDING' });
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
    for (let deposit = 0; deposit < 110; deposit++) await app.funds.deposit({ username, amount: '1.00' });
    clock.advance(2 * MINUTE_MS);
    const follower = followAccount({ store, username });
    await follower.read();
    await app.funds.complete(username, pending.transaction.transactionId);
    expect(typesOf((await follower.read()).events)).toEqual(['CASH_MOVED', 'CASH_SETTLED']);
    await app.orders.cancel(username, order.orderId);
    expect(typesOf((await follower.read()).events)).toEqual(['CASH_SETTLED', 'ORDER_CANCELLED']);
  });

  it('tells what is stored late, with an earlier time, and tells nothing of others', async (place) => {
    const { app, clock, handedOut: store } = place;
    const [one, other] = [await openTrader(place), await openTrader(place)];
    const follower = followAccount({ store, username: one.username });
    await follower.read();
    await app.funds.deposit({ username: one.username, amount: '1.00' });
    await follower.read();
    // Another process, whose clock is behind, changes what the account has not changed yet.
    clock.advance(-MINUTE_MS / 2);
    await place.addAsset({ assetId: 'ETH' });
    await app.portfolio.transferIn({ username: one.username, assetId: 'ETH', quantity: '1' });
    await app.funds.deposit({ username: other.username, amount: '9.00' });
    expect(typesOf((await follower.read()).events)).toEqual(['ASSET_MOVED']);
  });

  it('says that the account is suspended, and that some of a long time was missed', async (place) => {
    const { app, handedOut: store } = place;
    const { username } = await openTrader(place);
    const { next } = await followAccount({ store, username }).read();
    await app.users.suspend(username, { by: 'admin_01' });
    const follower = followAccount({ store, username, after: next });
    expect(await follower.read()).toMatchObject({ isSuspended: true });
    await app.users.reinstate(username, { by: 'admin_01' });
    expect(await follower.read()).toMatchObject({ isSuspended: false, hasMissed: false });
  });

  it('takes two reads while nothing happens', async (place) => {
    const { username } = await openTrader(place);
    let reads = 0;
    const counted = <Arguments extends readonly unknown[], Result>(read: (...given: Arguments) => Result) => {
      return (...given: Arguments): Result => {
        reads += 1;
        return read(...given);
      };
    };
    const { balances, assetBalances, orders, unitOfWork } = place.store;
    const store = storeOver(place.handedOut, {
      balances: { ...balances, listTransactions: counted(balances.listTransactions) },
      assetBalances: { ...assetBalances, getAccount: counted(assetBalances.getAccount) },
      orders: { ...orders, listByUser: counted(orders.listByUser) },
      unitOfWork: { read: counted((keys) => unitOfWork.read(keys)), commit: (changes) => unitOfWork.commit(changes) },
    });
    const follower = followAccount({ store, username });
    await follower.read();
    reads = 0;
    for (let page = 0; page < 3; page++) expect((await follower.read()).events).toEqual([]);
    expect(reads).toBe(6);
  });

  it('refuses what is no position of this user, and a user whom nobody knows', async (place) => {
    const { handedOut: store } = place;
    const [one, other] = [await openTrader(place), await openTrader(place)];
    const { next } = await followAccount({ store, username: one.username }).read();
    for (const [username, after] of [
      [other.username, next],
      [one.username, `${next}0`],
      [one.username, ''],
    ] as const)
      await expectRefusal(follow(place, username, after), 'VALIDATION_FAILED', { field: 'after' });
    await expectRefusal(follow(place, 'nobody_01'), 'USER_NOT_FOUND');
    await expectRefusal(follow(place, 'no'), 'VALIDATION_FAILED', { field: 'username' });
  });
};

async function follow({ handedOut: store }: Place, username: string, after?: string): Promise<unknown> {
  const follower: AccountFollower = followAccount({ store, username, after });
  return follower.read();
}

/** One of each kind of command that changes an account. */
function happenings(place: Place, trader: Trader): readonly (() => Promise<unknown>)[] {
  const { app } = place;
  const { username } = trader;
  const limitSale = { ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '200' } as const;
  const limitBuy = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
  const open = async (): Promise<string> =>
    (await app.orders.listOpenByUser(username)).items[0]?.orderId ?? 'there is no open order';
  const pending = async (): Promise<string> =>
    (await app.funds.listTransactions(username)).items.find(({ status }) => status === 'PENDING')?.transactionId ??
    'there is no pending row';
  return [
    () => app.funds.deposit({ username, amount: '10.00' }),
    () => app.funds.withdraw({ username, amount: '1.00' }),
    () => app.funds.deposit({ username, amount: '5.00', status: 'PENDING' }),
    async () => app.funds.complete(username, await pending()),
    () => app.funds.deposit({ username, amount: '6.00', status: 'PENDING' }),
    async () => app.funds.fail(username, await pending()),
    () => app.funds.withdraw({ username, amount: '2.00', status: 'PENDING' }),
    async () => app.funds.cancel(username, await pending()),
    () => app.funds.adjust({ username, amount: '-1.00' }),
    () => app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '1' }),
    () => app.orders.place(limitSale),
    async () => app.orders.replace({ username, orderId: await open(), limitPrice: '210' }),
    async () => app.orders.cancel(username, await open()),
    () => app.orders.place(limitBuy),
    async () => app.orders.replace({ username, orderId: await open(), limitPrice: '91' }),
    () => tick(app, '80'),
    () => app.orders.place({ ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '70' }),
    async () => app.orders.cancel(username, await open()),
    () => app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '1' }),
    () => app.portfolio.adjust({ username, assetId: 'BTC', ratio: '2' }),
    () => Promise.all(['1.00', '2.00', '3.00'].map((amount) => app.funds.deposit({ username, amount }))),
  ];
}

async function everyEvent({ store }: Place): Promise<readonly FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (let after: string | undefined; ; ) {
    const { events: more, next } = await store.feed.read({ after, limit: 1_000 });
    if (more.length === 0) return events;
    events.push(...more);
    after = next;
  }
}

function isOf(event: FeedEvent, username: string): boolean {
  if (event.type === 'USER_CREATED' || event.type === 'USER_CHANGED') return false;
  return 'username' in event && event.username === username;
}

/** What was told, without the ids, in an order that both have. */
function told(events: readonly FeedEvent[]): unknown {
  return plain(events.map(({ type, at, data }) => JSON.stringify([type, at, data])).toSorted());
}

function typesOf(events: readonly AccountEvent[]): readonly string[] {
  return events.map(({ type }) => type).toSorted();
}
