import type { PlaceRestingOrder, ReplaceOrder } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, tick, wealthOf } from '../trader.ts';

/** `app.orders.replace`: another quantity, limit or stop, in one commit. */
export const replacements: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('the old order ends as CANCELLED, the new one rests, and the hold moves by the difference', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { order, balance: before } = await app.orders.place({ ...trader, ...BUY, clientOrderId: 'first' });
    clock.advance(1_000);
    const change = { username, orderId: order.orderId, quantity: '2', limitPrice: '95.5', clientOrderId: 'second' };
    const replaced = await app.orders.replace(change);
    expect(plain(replaced)).toMatchObject({
      replayed: false,
      replaced: { orderId: order.orderId, status: 'CANCELLED', heldAmount: '0', clientOrderId: 'first', version: 2 },
      order: { status: 'QUEUED', quantity: '2', limitPrice: '95.5', heldAmount: '191', clientOrderId: 'second' },
      balance: { available: '809', held: '191', version: before.version + 1 },
      transaction: { type: 'ORDER_HOLD', status: 'PENDING', amount: '-191', balanceAfter: '1000' },
    });
    expect(replaced.replaced.statusReason).toContain(replaced.order.orderId);
    expect(replaced.order).toMatchObject({ version: 1, createdAt: clock.now().toISOString(), timeInForce: 'GTC' });
    expect(await app.orders.get(username, order.orderId)).toEqual(replaced.replaced);
    expect(await app.orders.get(username, replaced.order.orderId)).toEqual(replaced.order);
    expect(await app.orders.getByClientOrderId(username, 'second')).toEqual(replaced.order);
    expect(await app.funds.getBalance(username)).toEqual(replaced.balance);
    expect(await app.funds.getTransaction(username, order.orderId)).toMatchObject({ status: 'CANCELLED' });
    expect(await app.funds.getTransaction(username, replaced.order.orderId)).toEqual(replaced.transaction);
    expect(idsOf((await app.orders.listOpenByUser(username)).items)).toEqual([replaced.order.orderId]);
    await expectReconciled(app, trader);
  });

  it('every kind of order takes what its type has, and keeps the rest of its terms', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const expiresAt = '2026-06-01T00:00:00.000Z';
    const cases: readonly (readonly [PlaceRestingOrder, Partial<ReplaceOrder>])[] = [
      [{ ...trader, ...BUY, expiresAt }, { limitPrice: '80' }],
      [{ ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '110', expiresAt }, { limitPrice: '111' }],
      [{ ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '90', expiresAt }, { stopPrice: '91' }],
      [{ ...trader, orderType: 'TAKE_PROFIT_SELL', quantity: '1', stopPrice: '110', expiresAt }, { stopPrice: '120' }],
      [{ ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '1', trailPercent: '5', expiresAt }, { quantity: '2' }],
    ];
    for (const [terms, change] of cases) {
      const { order } = await app.orders.place(terms);
      const replaced = await app.orders.replace({ username, orderId: order.orderId, ...change });
      expect(plain(replaced.order)).toMatchObject({ ...terms, ...change, status: 'QUEUED', timeInForce: 'GTD' });
      if (order.side === 'SELL') expect(await app.portfolio.holding(username, 'BTC')).toEqual(replaced.assetBalance);
    }
    expect(await wealthOf(app, trader)).toBe('920 + 80 USD, 5 + 5 BTC');
    await expectReconciled(app, trader);
  });

  it('needs the net difference and not the whole again; one cent more is refused', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const buy = await app.orders.place({ ...trader, ...BUY, quantity: '11' });
    const bigger = { username, orderId: buy.order.orderId };
    const sale = { orderType: 'TAKE_PROFIT_SELL', stopPrice: '110', quantity: '9.5' } as const;
    const sell = await app.orders.place({ ...trader, ...sale });
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.orders.replace({ ...bigger, quantity: '11.1112' }), 'INSUFFICIENT_BALANCE');
      const more = { username, orderId: sell.order.orderId, quantity: '10.00000001' };
      await expectRefusal(app.orders.replace(more), 'INSUFFICIENT_ASSET_BALANCE');
    });
    await app.orders.replace({ ...bigger, quantity: '11.1111' });
    await app.orders.replace({ username, orderId: sell.order.orderId, quantity: '10' });
    expect(await wealthOf(app, trader)).toBe('0 + 1000 USD, 0 + 10 BTC');
    await expectReconciled(app, trader);
  });

  it('a replacement that the price has reached fills at once', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const buy = await app.orders.place({ ...trader, ...BUY, quantity: '10' });
    const bought = await app.orders.replace({ username, orderId: buy.order.orderId, limitPrice: '120' });
    expect(plain(bought)).toMatchObject({
      order: { status: 'COMPLETED', executionPrice: '100', totalAmount: '1000' },
      replaced: { status: 'CANCELLED', heldAmount: '0' },
      transaction: { type: 'ORDER_PAYMENT', amount: '-1000' },
    });
    const sale = { ...trader, orderType: 'LIMIT_SELL', quantity: '20', limitPrice: '110' } as const;
    const sell = await app.orders.place(sale);
    const sold = await app.orders.replace({ username, orderId: sell.order.orderId, limitPrice: '99' });
    expect(plain(sold)).toMatchObject({
      order: { status: 'COMPLETED', totalAmount: '2000' },
      assetBalance: { quantity: '0', held: '0' },
    });
    expect(await app.funds.getBalance(username)).toEqual(sold.balance);
    expect(await app.portfolio.holding(username, 'BTC')).toEqual(sold.assetBalance);
    await expectReconciled(app, trader);
  });

  it('is refused for what has ended, is not there, or is not yours; and for what the type does not have', async (place) => {
    const { app, ids } = place;
    const [trader, other] = [await openTrader(place), await openTrader(place)];
    const { username } = trader;
    const ended = await app.orders.place({ ...trader, ...BUY });
    await app.orders.cancel(username, ended.order.orderId);
    const { order } = await app.orders.place({ ...trader, ...BUY });
    const stop = { ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '90' } as const;
    const { order: loss } = await app.orders.place(stop);
    const replace = (change: Partial<ReplaceOrder>) =>
      app.orders.replace({ username, orderId: order.orderId, ...change });
    await expectNothingWritten(place, async () => {
      const gone = replace({ orderId: ended.order.orderId, quantity: '2' });
      await expectRefusal(gone, 'INVALID_ORDER_TRANSITION', { orderId: ended.order.orderId, from: 'CANCELLED' });
      await expectRefusal(replace({ orderId: ids.next(), quantity: '2' }), 'ORDER_NOT_FOUND');
      await expectRefusal(replace({ username: other.username, quantity: '2' }), 'ORDER_NOT_FOUND');
      await expectRefusal(replace({ stopPrice: '80' }), 'VALIDATION_FAILED', { field: 'stopPrice' });
      const limit = replace({ orderId: loss.orderId, limitPrice: '80' });
      await expectRefusal(limit, 'VALIDATION_FAILED', { field: 'limitPrice' });
      const wrongSide = replace({ orderId: loss.orderId, stopPrice: '100' });
      await expectRefusal(wrongSide, 'VALIDATION_FAILED', { field: 'stopPrice' });
      await expectRefusal(replace({}), 'VALIDATION_FAILED', { field: 'quantity' });
    });
    await app.assets.deactivate('BTC');
    await expectNothingWritten(place, () => expectRefusal(replace({ quantity: '2' }), 'ASSET_INACTIVE'));
  });

  it('names the order where it is not what was given that is wrong', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
    const { order } = await app.orders.place({ ...trader, ...BUY, expiresAt });
    const { orderId } = order;
    clock.advance(1_000);
    await expectNothingWritten(place, () =>
      expectRefusal(app.orders.replace({ username, orderId, quantity: '2' }), 'VALIDATION_FAILED', {
        field: 'orderId',
        rule: expect.stringContaining('its expiresAt must be later than now'),
      }),
    );
  });

  it('repeats its first result under its key, which no other command may use', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { order } = await app.orders.place({ ...trader, ...BUY, clientOrderId: 'first' });
    const change = { username, orderId: order.orderId, quantity: '3', clientOrderId: 'second' };
    const first = await app.orders.replace(change);
    await tick(app, '80');
    await expectNothingWritten(place, async () => {
      expect(await app.orders.replace(change)).toEqual({ ...first, replayed: true });
      const conflict = ['IDEMPOTENCY_CONFLICT', { username, field: 'clientOrderId' }] as const;
      await expectRefusal(app.orders.replace({ ...change, quantity: '4' }), ...conflict);
      await expectRefusal(app.orders.replace({ ...change, clientOrderId: 'first' }), ...conflict);
      await expectRefusal(app.orders.place({ ...trader, ...BUY, clientOrderId: 'second' }), ...conflict);
    });
  });
};

const BUY = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
