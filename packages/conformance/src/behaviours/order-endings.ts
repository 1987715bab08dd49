import type { Order } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, idsOf, oneOfEachType, openTrader, type Trader, tick, wealthOf } from '../trader.ts';

/** How a resting order ends without a fill: the user cancels it, or its time is over. */
export const orderEndings: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('cancelling a buy makes its cash available again, and ends its row', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { order } = await app.orders.place({ ...trader, ...BUY });
    clock.advance(1_000);
    const cancelled = await app.orders.cancel(username.toUpperCase(), order.orderId);
    expect(plain(cancelled)).toMatchObject({
      order: { status: 'CANCELLED', heldAmount: '0', version: 2, updatedAt: clock.now().toISOString() },
      balance: { available: '1000', held: '0' },
      transaction: { type: 'ORDER_HOLD', status: 'CANCELLED', amount: '-90', transactionId: order.orderId },
    });
    expect(await app.orders.get(username, order.orderId)).toEqual(cancelled.order);
    expect(await app.funds.getBalance(username)).toEqual(cancelled.balance);
    expect(await app.funds.getTransaction(username, order.orderId)).toEqual(cancelled.transaction);
    expect(await tick(app, '50')).toMatchObject({ filled: [], failed: [], expired: [] });
    await expectReconciled(app, trader);
  });

  it('cancelling a sale of any kind makes its quantity available again', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    for (const sale of oneOfEachType(trader).filter(({ orderType }) => orderType !== 'LIMIT_BUY')) {
      const { order } = await app.orders.place(sale);
      const cancelled = await app.orders.cancel(trader.username, order.orderId);
      expect(plain(cancelled)).toMatchObject({ order: { status: 'CANCELLED' }, assetBalance: { available: '10' } });
      expect(await app.portfolio.holding(trader.username, 'BTC')).toEqual(cancelled.assetBalance);
    }
    expect(await wealthOf(app, trader)).toBe('1000 + 0 USD, 10 + 0 BTC');
    for (const price of ['150', '50']) expect((await tick(app, price)).filled).toEqual([]);
    await expectReconciled(app, trader);
  });

  it('nobody cancels the order of another, or one that is not there', async (place) => {
    const { app, ids } = place;
    const [trader, other] = [await openTrader(place), await openTrader(place)];
    const { order } = await app.orders.place({ ...trader, ...BUY });
    await expectNothingWritten(place, async () => {
      for (const [username, orderId] of [
        [other.username, order.orderId],
        [trader.username, ids.next()],
        ['nobody_1', order.orderId],
      ] as const)
        await expectRefusal(app.orders.cancel(username, orderId), 'ORDER_NOT_FOUND', { username, orderId });
    });
  });

  it('an order ends once: whatever has ended is neither cancelled nor expired', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const filled = await app.orders.place({ ...trader, ...BUY, limitPrice: '100' });
    const cancelled = await app.orders.place({ ...trader, ...BUY, expiresAt: SOON });
    await app.orders.cancel(username, cancelled.order.orderId);
    const others = (['FAILED', 'EXPIRED'] as const).map((status) => make.order({ ...trader, status, expiresAt: SOON }));
    await commit(...others.map((order) => insert('order', order)));
    clock.advance(2_000);
    await expectNothingWritten(place, async () => {
      for (const { orderId } of [filled.order, cancelled.order, ...others])
        await expectRefusal(app.orders.cancel(username, orderId), 'INVALID_ORDER_TRANSITION', { orderId });
      expect(await app.orders.expireDue()).toEqual({ expired: [], skipped: [] });
    });
  });

  it('expires what is due by now, the earliest first, and nothing else', async (place) => {
    const { app, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const placed: Order[] = [];
    for (const [trader, expiresAt] of [
      [one, '2026-01-01T00:00:03.000Z'],
      [two, '2026-01-01T00:00:01.000Z'],
      [one, '2026-01-01T00:00:02.000Z'],
      [two, '2026-01-01T00:00:02.001Z'],
    ] as const)
      placed.push((await app.orders.place({ ...trader, ...BUY, expiresAt })).order);
    await app.orders.place({ ...one, ...BUY });
    const [last, first, second, third] = idsOf(placed);
    expect(await app.orders.expireDue()).toEqual({ expired: [], skipped: [] });
    clock.advance(2_000);
    const { expired } = await app.orders.expireDue();
    expect(idsOf(expired)).toEqual([first, second]);
    expect(plain(expired)).toMatchObject(Array(2).fill({ status: 'EXPIRED', heldAmount: '0', version: 2 }));
    expect(await app.orders.get(two.username, first ?? '')).toEqual(expired[0]);
    expect(await app.orders.expireDue()).toEqual({ expired: [], skipped: [] });
    expect(idsOf((await app.orders.expireDue('2026-01-01T00:00:03.000Z')).expired)).toEqual([third, last]);
    expect(await wealthOf(app, one)).toBe('910 + 90 USD, 10 + 0 BTC');
    expect(await wealthOf(app, two)).toBe('1000 + 0 USD, 10 + 0 BTC');
    expect(await app.funds.getTransaction(two.username, first ?? '')).toMatchObject({ status: 'CANCELLED' });
    await expectReconciled(app, one, two);
  });

  it('what every kind of order held is available again when it expires', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    for (const order of oneOfEachType(trader)) await app.orders.place({ ...order, expiresAt: SOON });
    expect(await wealthOf(app, trader)).toBe('910 + 90 USD, 5 + 5 BTC');
    await tick(app, '105');
    clock.advance(1_000);
    expect((await app.orders.expireDue()).expired).toHaveLength(6);
    expect(await wealthOf(app, trader)).toBe('1000 + 0 USD, 10 + 0 BTC');
    for (const price of ['150', '50'])
      expect(await tick(app, price)).toMatchObject({ filled: [], failed: [], expired: [] });
    await expectReconciled(app, trader);
  });

  it('expires more orders than a page has, each once, from two processes at once', async (place) => {
    const { app, appOn, elsewhere, clock } = place;
    const traders = [await openTrader(place), await openTrader(place)];
    const placed: string[] = [];
    for (let count = 0; count < 61; count++) placed.push(await placeSmall(traders[count % 2]));
    clock.advance(1_000);
    const other = appOn(await elsewhere());
    const outcomes = await Promise.all([app.orders.expireDue(), other.orders.expireDue(), app.orders.expireDue()]);
    expect(idsOf(outcomes.flatMap(({ expired }) => expired)).sort()).toEqual(placed.sort());
    for (const trader of traders) expect(await wealthOf(app, trader)).toBe('1000 + 0 USD, 10 + 0 BTC');
    await expectReconciled(app, ...traders);

    async function placeSmall(trader: Trader | undefined): Promise<string> {
      const order = { ...BUY, quantity: '0.01', expiresAt: SOON, ...(trader ?? (await openTrader(place))) };
      return (await app.orders.place(order)).order.orderId;
    }
  });
};

const BUY = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
const SOON = '2026-01-01T00:00:01.000Z';
