import type { PlaceOrder } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, oneOfEachType, openTrader, wealthOf } from '../trader.ts';

/** `app.orders.place`: orders that rest. */
export const restingOrders: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a limit buy holds what it could cost: order, cash and the ORDER_HOLD row, in one commit', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const placed = await app.orders.place({
      ...trader,
      orderType: 'LIMIT_BUY',
      quantity: '0.333',
      limitPrice: '90.01',
      clientOrderId: 'mine',
    });
    const { order, balance, transaction, assetBalance, assetTransaction, replayed } = placed;
    expect(plain(order)).toMatchObject({
      ...{ status: 'QUEUED', side: 'BUY', timeInForce: 'GTC', limitPrice: '90.01', quantity: '0.333', version: 1 },
      heldAmount: '29.98',
      clientOrderId: 'mine',
    });
    expect(order).not.toHaveProperty('executionPrice');
    expect(plain(balance)).toMatchObject({ available: '970.02', held: '29.98', currentBalance: '1000' });
    expect(plain(transaction)).toMatchObject({
      ...{ type: 'ORDER_HOLD', status: 'PENDING', amount: '-29.98', balanceAfter: '1000', currency: 'USD' },
      transactionId: order.orderId,
      referenceId: order.orderId,
    });
    expect([assetBalance, assetTransaction, replayed]).toEqual([undefined, undefined, false]);

    expect(await app.orders.get(username, order.orderId)).toEqual(order);
    expect(await app.orders.getByClientOrderId(username, 'mine')).toEqual(order);
    expect(await app.funds.getBalance(username)).toEqual(balance);
    expect(await app.funds.getTransaction(username, order.orderId)).toEqual(transaction);
    expect(await wealthOf(app, trader)).toBe('970.02 + 29.98 USD, 10 + 0 BTC');
    await expectReconciled(app, trader);
  });

  it('every sale that rests holds its quantity, and moves no cash', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const cash = await app.funds.getBalance(trader.username);
    const sales = oneOfEachType(trader).filter(({ orderType }) => orderType.endsWith('SELL'));
    for (const [index, sale] of sales.entries()) {
      const { order, balance, assetBalance, transaction } = await app.orders.place(sale);
      expect(plain(order)).toMatchObject({ ...sale, side: 'SELL', status: 'QUEUED', heldAmount: '1' });
      const held = { available: String(9 - index), held: String(index + 1), quantity: '10' };
      expect(plain(assetBalance)).toMatchObject(held);
      expect(await app.portfolio.holding(trader.username, 'BTC')).toEqual(assetBalance);
      expect([balance, transaction]).toEqual([cash, undefined]);
      expect(await app.orders.get(trader.username, order.orderId)).toEqual(order);
    }
    expect((await app.funds.listTransactions(trader.username)).items).toHaveLength(2);
    await expectReconciled(app, trader);
  });

  it('holds the last cent and the last unit, and not one more', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const buy = { ...trader, orderType: 'LIMIT_BUY', limitPrice: '50' } as const;
    const sell = { ...trader, orderType: 'STOP_LOSS_SELL', stopPrice: '50' } as const;
    await expectNothingWritten(place, async () => {
      const tooMuch = app.orders.place({ ...buy, quantity: '20.00000001', clientOrderId: 'free' });
      await expectRefusal(tooMuch, 'INSUFFICIENT_BALANCE');
      await expectRefusal(app.orders.place({ ...sell, quantity: '10.00000001' }), 'INSUFFICIENT_ASSET_BALANCE');
    });
    await app.orders.place({ ...buy, quantity: '20', clientOrderId: 'free' });
    await app.orders.place({ ...sell, quantity: '10' });
    expect(await wealthOf(app, trader)).toBe('0 + 1000 USD, 0 + 10 BTC');
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.funds.withdraw({ username: trader.username, amount: '0.01' }), 'INSUFFICIENT_BALANCE');
      const sale = { ...trader, orderType: 'MARKET_SELL', quantity: '1' } as const;
      await expectRefusal(app.orders.place(sale), 'INSUFFICIENT_ASSET_BALANCE');
    });
    await expectReconciled(app, trader);
  });

  it('a sale of what was never held is refused', async (place) => {
    const { app } = place;
    await openTrader(place);
    const { username } = await place.addUser();
    await expectNothingWritten(place, async () => {
      for (const order of oneOfEachType({ username, assetId: 'BTC' })) {
        const code = order.orderType === 'LIMIT_BUY' ? 'INSUFFICIENT_BALANCE' : 'INSUFFICIENT_ASSET_BALANCE';
        await expectRefusal(app.orders.place(order), code, { username }, order.orderType);
      }
    });
  });

  it('a limit that the price has reached fills at once, at the price and never worse', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const limits = [
      [{ orderType: 'LIMIT_BUY', limitPrice: '100' }, '900 + 0 USD, 11 + 0 BTC'],
      [{ orderType: 'LIMIT_BUY', limitPrice: '250.55' }, '800 + 0 USD, 12 + 0 BTC'],
      [{ orderType: 'LIMIT_SELL', limitPrice: '100' }, '900 + 0 USD, 11 + 0 BTC'],
      [{ orderType: 'LIMIT_SELL', limitPrice: '0.01' }, '1000 + 0 USD, 10 + 0 BTC'],
    ] as const;
    for (const [limit, after] of limits) {
      const placed = await app.orders.place({ ...trader, quantity: '1', ...limit });
      const filled = { status: 'COMPLETED', executionPrice: '100', totalAmount: '100', limitPrice: limit.limitPrice };
      expect(plain(placed.order)).toMatchObject({ ...filled, version: 1 });
      const type = limit.orderType === 'LIMIT_BUY' ? 'ORDER_PAYMENT' : 'ORDER_SALE';
      expect(placed.transaction).toMatchObject({ type, status: 'COMPLETED', referenceId: placed.order.orderId });
      expect(placed.assetTransaction).toMatchObject({ orderId: placed.order.orderId });
      expect(await wealthOf(app, trader)).toBe(after);
    }
    expect((await app.orders.listOpenByUser(trader.username)).items).toEqual([]);
    await expectReconciled(app, trader);
  });

  it('a limit that costs more than there is fills at once where the price is within reach', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const placed = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '10', limitPrice: '5000' });
    expect(placed.order.status).toBe('COMPLETED');
    expect(await wealthOf(app, trader)).toBe('0 + 0 USD, 20 + 0 BTC');
  });

  it('a hold ends with its order, and not as a transaction of its own', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const buy = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
    const { order } = await app.orders.place(buy);
    await expectNothingWritten(place, async () => {
      for (const end of [app.funds.complete, app.funds.fail, app.funds.cancel])
        await expectRefusal(end(trader.username, order.orderId), 'VALIDATION_FAILED', { field: 'transactionId' });
    });
  });

  it('trades no asset that is closed, and no quantity that the asset forbids', async (place) => {
    const { app, addAsset } = place;
    const trader = await openTrader(place);
    await addAsset({ assetId: 'LOT', quantityScale: 0 });
    const lots: PlaceOrder = { ...trader, assetId: 'LOT', orderType: 'LIMIT_BUY', quantity: '0.5', limitPrice: '1' };
    await expectNothingWritten(place, () =>
      expectRefusal(app.orders.place(lots), 'VALIDATION_FAILED', { field: 'quantity' }),
    );
    await app.assets.deactivate('BTC');
    await expectNothingWritten(place, async () => {
      for (const order of oneOfEachType(trader))
        await expectRefusal(app.orders.place(order), 'ASSET_INACTIVE', { assetId: 'BTC' }, order.orderType);
    });
  });
};
