import { Decimal, type Orderfolio, type PlaceOrder, type PlaceRestingOrder, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { tick } from '../trader.ts';

const LEFT_OVER = '0.00456789';

/** `quantity: 'ALL'`: a sale of all that is available. */
export const sellingAll: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('sells all that is available at the market, and not what an open sale holds', async (place) => {
    const { app } = place;
    const { username } = await holder(place, '2.5');
    await app.orders.place({ ...ALL, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '110' });
    const { order, assetBalance, transaction } = await app.orders.place({ ...ALL, orderType: 'MARKET_SELL' });
    expect(order).toMatchObject({ quantity: new Decimal('1.5'), status: 'COMPLETED' });
    expect(assetBalance).toMatchObject({ available: ZERO, held: new Decimal('1') });
    expect(transaction.amount.toString()).toBe('150');
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  it('sells what is below the minimum and has more decimals than the asset has by now', async (place) => {
    const { app } = place;
    const { username } = await holder(place, LEFT_OVER);
    await app.assets.update('BTC', { quantityScale: 2, minQuantity: '1' });
    await expectNothingWritten(place, () =>
      expectRefusal(app.orders.place({ ...ALL, orderType: 'MARKET_SELL', quantity: LEFT_OVER }), 'VALIDATION_FAILED', {
        field: 'quantity',
      }),
    );
    const { order, transaction } = await app.orders.place({ ...ALL, orderType: 'MARKET_SELL' });
    expect(order.quantity.toString()).toBe(LEFT_OVER);
    expect(transaction.amount.toString()).toBe('0.45');
    expect(await app.portfolio.holdings(username)).toEqual([]);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  for (const [order, price] of RESTING) {
    it(`${order.orderType}: holds all that is available, left-overs too, until a price ends it`, async (place) => {
      const { app } = place;
      const { username } = await holder(place, `3${LEFT_OVER.slice(1)}`);
      await app.assets.update('BTC', { quantityScale: 2, minQuantity: '100' });
      const placed = await app.orders.place(order);
      expect(placed.order).toMatchObject({ status: 'QUEUED', quantity: new Decimal('3.00456789') });
      expect(await app.portfolio.holding(username, 'BTC')).toMatchObject({ available: ZERO });
      const { filled } = await tick(app, price);
      expect(filled.map(({ orderId }) => orderId)).toEqual([placed.order.orderId]);
      expect(await app.portfolio.holdings(username)).toEqual([]);
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    });
  }

  it('is cancelled and replaced like any other order, in the quantity that it has', async (place) => {
    const { app } = place;
    const { username } = await holder(place, LEFT_OVER);
    await app.assets.update('BTC', { quantityScale: 2, minQuantity: '1' });
    const { order } = await app.orders.place({ ...ALL, orderType: 'LIMIT_SELL', limitPrice: '110' });
    const replaced = await app.orders.replace({ username, orderId: order.orderId, limitPrice: '120' });
    expect(replaced.order).toMatchObject({ quantity: order.quantity, limitPrice: new Decimal('120') });
    const another = { username, orderId: replaced.order.orderId, quantity: '0.005' };
    await expectRefusal(app.orders.replace(another), 'VALIDATION_FAILED', { field: 'quantity' });
    await app.orders.cancel(username, replaced.order.orderId);
    expect((await app.portfolio.holding(username, 'BTC')).available).toEqual(order.quantity);
  });

  it('is repeated under its clientOrderId, whatever has come since', async (place) => {
    const { app } = place;
    const { receive } = await holder(place, '2');
    const command = { ...ALL, orderType: 'MARKET_SELL', clientOrderId: 'all of it' } as const;
    const first = await app.orders.place(command);
    await receive('7');
    await expectNothingWritten(place, async () => {
      expect(await app.orders.place(command)).toEqual({ ...first, replayed: true });
      const counted = { ...command, quantity: '2' };
      await expectRefusal(app.orders.place(counted), 'IDEMPOTENCY_CONFLICT', { field: 'clientOrderId' });
    });
  });

  it('is refused of nothing, of a closed asset, of less than a cent, and to a buyer', async (place) => {
    const { app } = place;
    const { username, receive } = await holder(place);
    const all = { ...ALL, orderType: 'MARKET_SELL' } as const;
    const nothing = { available: ZERO, required: new Decimal('0.00000001') };
    await expectRefusal(app.orders.place(all), 'INSUFFICIENT_ASSET_BALANCE', nothing);
    await receive('0.00009999');
    await app.funds.deposit({ username, amount: '100.00' });
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.orders.place(all), 'VALIDATION_FAILED', { field: 'quantity' });
      await expectRefusal(
        app.orders.place({ ...all, limitPrice: '100.01', orderType: 'LIMIT_SELL' }),
        'VALIDATION_FAILED',
        {
          field: 'quantity',
        },
      );
      for (const buy of [{ orderType: 'MARKET_BUY' }, { orderType: 'LIMIT_BUY', limitPrice: '90' }] as const) {
        const command: PlaceOrder = { ...all, ...buy };
        await expectRefusal(app.orders.place(command), 'VALIDATION_FAILED', { field: 'quantity' });
      }
    });
    await receive('1');
    await app.orders.place({ ...ALL, orderType: 'LIMIT_SELL', limitPrice: '110' });
    await expectRefusal(app.orders.place(all), 'INSUFFICIENT_ASSET_BALANCE', nothing);
    await app.assets.deactivate('BTC');
    await expectRefusal(app.orders.place(all), 'ASSET_INACTIVE');
  });

  it('sells each unit once when many ask at once, from two processes', async (place) => {
    const { app, appOn, elsewhere } = place;
    const { username, receive } = await holder(place, '4');
    const other = appOn(await elsewhere());
    const sell = (way: Orderfolio) => way.orders.place({ ...ALL, orderType: 'MARKET_SELL' });
    const outcomes = await Promise.allSettled([sell(app), sell(other), receive('1'), sell(other), sell(app)]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE' });
    const { available } = await app.portfolio.holding(username, 'BTC');
    expect((await app.funds.getBalance(username)).available.plus(available.times('100')).toString()).toBe('500');
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });
};

const ALL = { username: 'holder_1', assetId: 'BTC', quantity: 'ALL' } as const;

/** Every sale that rests while the price is 100, with the price that ends it. */
const RESTING: readonly (readonly [order: PlaceRestingOrder, price: string])[] = [
  [{ ...ALL, orderType: 'LIMIT_SELL', limitPrice: '110' }, '110'],
  [{ ...ALL, orderType: 'STOP_LOSS_SELL', stopPrice: '90' }, '90'],
  [{ ...ALL, orderType: 'TAKE_PROFIT_SELL', stopPrice: '110' }, '110'],
  [{ ...ALL, orderType: 'TRAILING_STOP_SELL', trailAmount: '10' }, '90'],
];

/** A user who has received this much BTC, which costs 100 dollars, or has never held any. */
async function holder({ app, addUser, addAsset }: Place, quantity?: string) {
  const { username } = await addUser({ username: ALL.username });
  await addAsset({ assetId: 'BTC', priceUsd: new Decimal('100') });
  const receive = (received: string) => app.portfolio.transferIn({ username, assetId: 'BTC', quantity: received });
  if (quantity !== undefined) await receive(quantity);
  return { username, receive };
}
