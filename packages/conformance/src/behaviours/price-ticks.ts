import type { Order } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, idsOf, oneOfEachType, openTrader, tick, wealthOf } from '../trader.ts';

/** `app.orders.onPrice`: what a price fills. */
export const priceTicks: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a limit buy fills at the price, and what is left of its hold returns', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const limit = { ...trader, orderType: 'LIMIT_BUY', quantity: '2', limitPrice: '90' } as const;
    const { order } = await app.orders.place(limit);
    clock.advance(1_000);
    const at = '2026-01-01T00:00:00.750Z';
    const outcome = await tick(app, '88.555', at);
    expect(outcome).toMatchObject({ applied: true, failed: [], expired: [] });
    const filled = {
      status: 'COMPLETED',
      executionPrice: '88.555',
      totalAmount: '177.11',
      heldAmount: '0',
      version: 2,
    };
    expect(plain(outcome.filled)).toMatchObject([
      { ...filled, orderId: order.orderId, triggeredAt: at, limitPrice: '90' },
    ]);
    expect([await app.orders.get(username, order.orderId)]).toEqual(outcome.filled);
    expect(await wealthOf(app, trader)).toBe('822.89 + 0 USD, 12 + 0 BTC');

    const [payment, hold] = (await app.funds.listTransactions(username)).items;
    expect(plain(payment)).toMatchObject({
      ...{ type: 'ORDER_PAYMENT', status: 'COMPLETED', amount: '-177.11', balanceAfter: '822.89' },
      referenceId: order.orderId,
    });
    expect(plain(hold)).toMatchObject({ type: 'ORDER_HOLD', status: 'CANCELLED', amount: '-180', version: 2 });
    expect(plain(await store.assetTransactions.listByUser(username, { limit: 1 }))).toMatchObject({
      items: [{ type: 'BUY', quantity: '2', price: '88.555', totalAmount: '177.11', orderId: order.orderId }],
    });
    await expectReconciled(app, trader);
  });

  it('each kind of order fills at the price that reaches it, with its ledger rows once', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const [buy, sale, loss, profit] = await Promise.all(oneOfEachType(trader).map((order) => app.orders.place(order)));
    expect(idsOf((await tick(app, '90.01')).filled)).toEqual([]);
    expect(idsOf((await tick(app, '109.99')).filled)).toEqual([]);
    const up = await tick(app, '111');
    expect(new Set(idsOf(up.filled))).toEqual(new Set([sale?.order.orderId, profit?.order.orderId]));
    const down = await tick(app, '89.5');
    expect(idsOf(down.filled)).toContain(buy?.order.orderId);
    expect(idsOf(down.filled)).toContain(loss?.order.orderId);
    expect(up.filled.concat(down.filled).map(({ executionPrice }) => String(executionPrice))).toEqual([
      ...['111', '111'],
      ...Array(4).fill('89.5'),
    ]);
    // 1000 + 2 × 111 − 89.5 + 3 × 89.5; 10 + 1 − 5.
    expect(await wealthOf(app, trader)).toBe('1401 + 0 USD, 6 + 0 BTC');
    expect(await everyItem((page) => app.portfolio.listTransactions(trader.username, page))).toHaveLength(7);
    await expectReconciled(app, trader);
  });

  it('fills exactly what the price reaches, the best price first, then the oldest', async (place) => {
    const { app, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const placed: Order[] = [];
    for (const [index, limitPrice] of ['90', '95', '89.99', '90', '93'].entries()) {
      const trader = index % 2 === 0 ? one : two;
      const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice });
      placed.push(order);
      clock.advance(1);
    }
    const [oldest, best, missed, newest, second] = idsOf(placed);
    const { filled } = await tick(app, '90');
    expect(idsOf(filled)).toEqual([best, second, oldest, newest]);
    const open = await app.orders.listOpenByAsset('BTC');
    expect(idsOf(open.items)).toEqual([missed]);
    await expectReconciled(app, one, two);
  });

  it('a sale fills the lowest limit first, and a limit never at a worse price', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const placed: Order[] = [];
    for (const limitPrice of ['120', '110', '115', '125'])
      placed.push((await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice })).order);
    const [third, first, second, missed] = idsOf(placed);
    const { filled } = await tick(app, '124.99');
    expect(idsOf(filled)).toEqual([first, second, third]);
    for (const { executionPrice } of filled) expect(String(executionPrice)).toBe('124.99');
    expect(idsOf((await app.orders.listOpenByUser(trader.username)).items)).toEqual([missed]);
  });

  it('the same price again changes nothing more, and an older one nothing at all', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const buy = { ...trader, orderType: 'LIMIT_BUY', quantity: '1' } as const;
    await app.orders.place({ ...buy, limitPrice: '95' });
    clock.advance(1_000);
    const at = clock.now().toISOString();
    expect((await tick(app, '94', at)).filled).toHaveLength(1);
    await app.orders.place({ ...buy, limitPrice: '80' });
    await expectNothingWritten(place, async () => {
      expect(await tick(app, '94', at)).toEqual(UNCHANGED);
      const older = await tick(app, '70', '2026-01-01T00:00:00.999Z');
      expect(older).toEqual(UNCHANGED);
    });
    expect((await tick(app, '70', at)).filled).toHaveLength(1);
  });

  it('the price comes with the call: the catalogue keeps its own', async (place) => {
    const { app } = place;
    await openTrader(place);
    const before = await app.assets.get('BTC');
    await app.orders.onPrice({ assetId: 'btc', price: '77' });
    expect(await app.assets.get('BTC')).toEqual(before);
    await expectRefusal(app.orders.onPrice({ assetId: 'GONE', price: '77' }), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
  });

  it('leaves what rests on a closed asset as it is, until it is open again', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const placed = await Promise.all(oneOfEachType(trader).map((order) => app.orders.place(order)));
    await app.assets.deactivate('BTC');
    await expectNothingWritten(place, async () => {
      for (const price of ['50', '150']) expect(await tick(app, price)).toEqual(UNCHANGED);
    });
    await app.assets.activate('BTC');
    const ended = [...(await tick(app, '110')).filled, ...(await tick(app, '90')).filled];
    expect(idsOf(ended).sort()).toEqual(idsOf(placed.map(({ order }) => order)).sort());
    await expectReconciled(app, trader);
  });

  it('an order that cannot be filled fails with the reason, and what it held is available again', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const loss = { ...trader, orderType: 'STOP_LOSS_SELL', stopPrice: '50' } as const;
    const { order } = await app.orders.place({ ...loss, quantity: '0.001' });
    const good = await app.orders.place({ ...loss, quantity: '1' });
    const outcome = await tick(app, '9.99');
    expect(idsOf(outcome.filled)).toEqual([good.order.orderId]);
    expect(plain(outcome.failed)).toMatchObject([{ orderId: order.orderId, status: 'FAILED', heldAmount: '0' }]);
    expect(outcome.failed[0]?.statusReason).toContain('worth less than the smallest amount');
    expect(outcome.failed).toEqual([await app.orders.get(trader.username, order.orderId)]);
    expect(await wealthOf(app, trader)).toBe('1009.99 + 0 USD, 9 + 0 BTC');
    await expectReconciled(app, trader);
  });

  it('an order that is reached after its time expires, and does not fill', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const expiresAt = '2026-01-01T01:00:00.000Z';
    const limit = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
    const { order } = await app.orders.place({ ...limit, expiresAt });
    const longer = await app.orders.place({ ...limit, expiresAt: '2026-01-01T01:00:00.001Z' });
    clock.set(expiresAt);
    const outcome = await tick(app, '85', '2026-01-01T00:30:00.000Z');
    expect(idsOf(outcome.filled)).toEqual([longer.order.orderId]);
    expect(plain(outcome.expired)).toMatchObject([{ orderId: order.orderId, status: 'EXPIRED', heldAmount: '0' }]);
    const row = await app.funds.getTransaction(trader.username, order.orderId);
    expect(row.status).toBe('CANCELLED');
    expect(await wealthOf(app, trader)).toBe('915 + 0 USD, 11 + 0 BTC');
    await expectReconciled(app, trader);
  });
};

const UNCHANGED = { applied: false, filled: [], failed: [], expired: [], skipped: [] };
