import { type Currency, Decimal, ORDER_STATUSES, type Order } from '@orderfolio/domain';
import { bookOf, type IndexPage, idOf, insert, save, type Trigger } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `TriggerIndex`: what a price reaches, and nothing else. */
export const triggers: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a fall reaches what waits at its price or above: the highest first, then the oldest', async (place) => {
    const { add, fall } = await openBook(place);
    const low = await add({ orderType: 'LIMIT_BUY', limitPrice: '99.99' });
    const exact = await add({ orderType: 'STOP_LOSS_SELL', stopPrice: '100' });
    const highest = await add({ orderType: 'LIMIT_BUY', limitPrice: '110' });
    const trailing = await add({ orderType: 'TRAILING_STOP_SELL', highWaterMark: '125', trailPercent: '16' });
    const older = await add({ orderType: 'STOP_LOSS_SELL', stopPrice: '104.5' });
    const newer = await add({ orderType: 'LIMIT_BUY', limitPrice: '104.50' });
    expect(await fall('100')).toEqual([highest, trailing, older, newer, exact]);
    expect(await fall('100.000000000000000001')).toEqual([highest, trailing, older, newer]);
    expect(await fall('110')).toEqual([highest]);
    expect(await fall('110.01')).toEqual([]);
    expect(await fall('0.01')).toEqual([highest, trailing, older, newer, exact, low]);
  });

  it('a rise reaches what waits at its price or below: the lowest first, then the oldest', async (place) => {
    const { add, rise } = await openBook(place);
    const high = await add({ orderType: 'LIMIT_SELL', limitPrice: '100.01' });
    const exact = await add({ orderType: 'TAKE_PROFIT_SELL', stopPrice: '100' });
    const lowest = await add({ orderType: 'LIMIT_SELL', limitPrice: '9' });
    const older = await add({ orderType: 'TAKE_PROFIT_SELL', stopPrice: '95.5' });
    const newer = await add({ orderType: 'LIMIT_SELL', limitPrice: '95.50' });
    expect(await rise('100')).toEqual([lowest, older, newer, exact]);
    expect(await rise('99.999999999999999999')).toEqual([lowest, older, newer]);
    expect(await rise('9')).toEqual([lowest]);
    expect(await rise('8.99')).toEqual([]);
    expect(await rise('1000')).toEqual([lowest, older, newer, exact, high]);
  });

  it('a mark is reached by the least price above it, and by no other from below', async (place) => {
    const { add, rise } = await openBook(place);
    const trailing = await add({ orderType: 'TRAILING_STOP_SELL', highWaterMark: '100', trailAmount: '10' });
    expect(await rise('100')).toEqual([]);
    expect(await rise('100.000000000000000001')).toEqual([trailing]);
    expect(await rise('200')).toEqual([trailing]);
  });

  it('reaches no order that has ended or is at the market, and none of another asset', async (place) => {
    const { add, fall, rise } = await openBook(place);
    const [buy, sale] = [{ orderType: 'LIMIT_BUY' as const }, { orderType: 'LIMIT_SELL' as const }];
    for (const status of ORDER_STATUSES.filter((each) => each !== 'QUEUED')) {
      await add({ ...buy, limitPrice: '100', status });
      await add({ ...sale, limitPrice: '100', status });
    }
    for (const assetId of ['BTC-PERP', 'ETH']) {
      await add({ ...buy, limitPrice: '100', assetId });
      await add({ ...sale, limitPrice: '100', assetId });
    }
    for (const orderType of ['MARKET_BUY', 'MARKET_SELL'] as const) await add({ orderType, limitPrice: '100' });
    await add(buy);
    await add(sale);
    expect(await fall('1')).toEqual([]);
    expect(await rise('1000')).toEqual([]);
    const mine = await add({ ...buy, limitPrice: '100' });
    expect(await fall('1')).toEqual([mine]);
  });

  it('keeps a book for each currency that orders are paid in', async (place) => {
    const { add, fall, rise } = await openBook(place);
    const inDollars = [
      await add({ orderType: 'LIMIT_BUY', limitPrice: '100' }),
      await add({ orderType: 'TAKE_PROFIT_SELL', stopPrice: '100' }),
    ];
    const inEuros = [
      await add({ orderType: 'LIMIT_BUY', limitPrice: '100', currency: 'EUR' }),
      await add({ orderType: 'TAKE_PROFIT_SELL', stopPrice: '100', currency: 'EUR' }),
    ];
    const trailing = { orderType: 'TRAILING_STOP_SELL', highWaterMark: '105', trailAmount: '5' } as const;
    const follower = await add({ ...trailing, currency: 'EUR' });
    expect([await fall('100'), await rise('110')]).toEqual([[inDollars[0]], [inDollars[1]]]);
    expect(await fall('100', 'EUR')).toEqual([inEuros[0], follower]);
    expect(await rise('110', 'EUR')).toEqual([inEuros[1], follower]);
    expect([await fall('100', 'JPY'), await rise('110', 'JPY')]).toEqual([[], []]);
  });

  it('finds the orders of every user', async (place) => {
    const { add, fall } = await openBook(place);
    const { username } = await place.addUser();
    const mine = await add({ orderType: 'LIMIT_BUY', limitPrice: '100' });
    const theirs = await add({ orderType: 'LIMIT_BUY', limitPrice: '101', username });
    expect(await fall('100')).toEqual([theirs, mine]);
  });

  it('an order comes when it is queued, moves with its price, and leaves when it ends', async (place) => {
    const { make, commit } = place;
    const { add, order, fall, rise } = await openBook(place);
    const orderId = await add({ orderType: 'LIMIT_BUY', limitPrice: '100', status: 'PENDING' });
    expect(await fall('50')).toEqual([]);
    const pending = await order(orderId);
    const queued = make.next(pending, { status: 'QUEUED' });
    await commit(save('order', pending, queued));
    expect(await fall('100')).toEqual([orderId]);
    const moved = make.next(queued, { limitPrice: new Decimal('60') });
    await commit(save('order', queued, moved));
    expect(await fall('60.01')).toEqual([]);
    expect(await fall('60')).toEqual([orderId]);
    await commit(save('order', moved, make.next(moved, { status: 'EXPIRED' })));
    const sale = await add({ orderType: 'LIMIT_SELL', limitPrice: '100' });
    expect(await rise('100')).toEqual([sale]);
    const resting = await order(sale);
    await commit(save('order', resting, make.next(resting, { status: 'CANCELLED' })));
    expect([await fall('1'), await rise('1000')]).toEqual([[], []]);
  });

  it('returns whole orders, as they are stored now', async (place) => {
    const { store, make, commit } = place;
    const { asked } = await openBook(place);
    const limitPrice = new Decimal('100.000000000000000001');
    const order = make.order({
      username: OWNER,
      assetId: 'BTC',
      limitPrice,
      clientOrderId: 'mine',
      timeInForce: 'GTC',
    });
    await commit(insert('order', order));
    const changed = { ...order, version: 2, statusReason: 'seen' };
    await commit(save('order', order, changed));
    const { entries } = await store.triggers.reachedByFall('BTC', asked('1'), { limit: 1 });
    expect(entries).toEqual([{ kind: 'order', order: changed }]);
  });
};

const OWNER = 'alice_01';

interface Waiting extends Pick<Partial<Order>, 'orderType' | 'assetId' | 'currency' | 'status' | 'username'> {
  readonly limitPrice?: string;
  readonly stopPrice?: string;
  readonly highWaterMark?: string;
  readonly trailAmount?: string;
  readonly trailPercent?: string;
}

/** Three assets, and ways to put orders on them and to ask for what a price of BTC reaches. */
async function openBook({ store, make, commit, addUser, addAsset, clock }: Place) {
  await addUser({ username: OWNER });
  for (const assetId of ['BTC', 'BTC-PERP', 'ETH']) await addAsset({ assetId });
  const range = { limit: 100 };
  const asked = (price: string) => new Decimal(price);
  const idsOf = async (found: Promise<IndexPage<Trigger>>) => (await found).entries.map(idOf);
  return {
    asked,
    /** The id of the new order. */
    async add({ limitPrice, stopPrice, highWaterMark, trailAmount, trailPercent, ...given }: Waiting): Promise<string> {
      const amounts = Object.entries({ limitPrice, stopPrice, highWaterMark, trailAmount, trailPercent }).flatMap(
        ([field, text]) => (text === undefined ? [] : [[field, new Decimal(text)]]),
      );
      const order = make.order({ username: OWNER, assetId: 'BTC', ...given, ...Object.fromEntries(amounts) });
      await commit(insert('order', order));
      clock.advance(1);
      return order.orderId;
    },
    async order(orderId: string): Promise<Order> {
      const order = await store.orders.get(OWNER, orderId);
      if (order === undefined) throw new Error(`there is no order ${orderId}`);
      return order;
    },
    fall: (price: string, currency: Currency = 'USD') =>
      idsOf(store.triggers.reachedByFall(bookOf({ assetId: 'BTC', currency }), asked(price), range)),
    rise: (price: string, currency: Currency = 'USD') =>
      idsOf(store.triggers.reachedByRise(bookOf({ assetId: 'BTC', currency }), asked(price), range)),
  };
}
