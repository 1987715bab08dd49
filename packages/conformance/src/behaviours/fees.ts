import { createOrderfolio, Decimal, type FeeRequest, type FeeSchedule, percentageFee } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, openTrader } from '../trader.ts';

/** The fees of orders. */
export const fees: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('is paid beside a purchase and taken from a sale, and stands in the order and in both rows', async (place) => {
    const trader = await openTrader(place);
    const app = withFees(place, percentageFee('0.001'));
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '0.123' });
    // 12.30, and 0.0123 rounded up.
    expect(bought).toMatchObject({
      order: { totalAmount: new Decimal('12.3'), fee: new Decimal('0.02'), feeTerms: { rate: new Decimal('0.001') } },
      transaction: { amount: new Decimal('-12.32'), fee: new Decimal('0.02') },
      assetTransaction: { totalAmount: new Decimal('12.3'), fee: new Decimal('0.02') },
      balance: { available: new Decimal('987.68') },
    });
    const sold = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: 'ALL' });
    // 1,012.30, and 1.0123 rounded up.
    expect(sold).toMatchObject({
      order: { totalAmount: new Decimal('1012.3'), fee: new Decimal('1.02') },
      transaction: { amount: new Decimal('1011.28'), fee: new Decimal('1.02') },
      assetTransaction: { totalAmount: new Decimal('1012.3'), fee: new Decimal('1.02') },
      balance: { available: new Decimal('1998.96') },
    });
    expect(await app.orders.get(trader.username, sold.order.orderId)).toEqual(sold.order);
    expect((await app.funds.listTransactions(trader.username)).items[0]).toEqual(sold.transaction);
    expect((await app.portfolio.listTransactions(trader.username)).items[0]).toEqual(sold.assetTransaction);
    await expectReconciled(app, trader);
  });

  it('is no less than its minimum, no more than its maximum, and never more than a sale brings', async (place) => {
    const trader = await openTrader(place);
    const app = withFees(place, percentageFee('0.01', { minimum: '1.00', maximum: '5.00' }));
    const feeOf = async (orderType: 'MARKET_BUY' | 'MARKET_SELL', quantity: string) =>
      (await app.orders.place({ ...trader, orderType, quantity })).order.fee?.toString();
    expect(await feeOf('MARKET_BUY', '0.5')).toBe('1');
    expect(await feeOf('MARKET_BUY', '2')).toBe('2');
    expect(await feeOf('MARKET_SELL', '9')).toBe('5');
    expect(await feeOf('MARKET_SELL', '0.0101')).toBe('1');
    await expectNothingWritten(place, () =>
      expectRefusal(feeOf('MARKET_SELL', '0.01'), 'VALIDATION_FAILED', { field: 'quantity' }),
    );
    await expectReconciled(app, trader);
  });

  it('is within the amount of an order by amount, and beside what a sale is to bring', async (place) => {
    const trader = await openTrader(place);
    const app = withFees(place, percentageFee('0.01'));
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', amount: '101.00' });
    expect(bought.order).toMatchObject({ quantity: new Decimal('1'), fee: new Decimal('1') });
    expect(bought.transaction.amount.toString()).toBe('-101');
    const sold = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', amount: '99.00' });
    expect(sold.order).toMatchObject({ quantity: new Decimal('1'), fee: new Decimal('1') });
    expect(sold.transaction.amount.toString()).toBe('99');
    const dear = withFees(place, percentageFee('0', { minimum: '5.00' }));
    const tooLittle = { ...trader, orderType: 'MARKET_BUY', amount: '5.00' } as const;
    await expectRefusal(dear.orders.place(tooLittle), 'VALIDATION_FAILED', { field: 'amount' });
    await expectReconciled(app, trader);
  });

  it('is part of what a resting buy holds, by the terms of its placing, whoever fills it', async (place) => {
    const trader = await openTrader(place);
    const charging = withFees(place, percentageFee('0.01'));
    const { order, balance } = await charging.orders.place({
      ...trader,
      orderType: 'LIMIT_BUY',
      quantity: '1',
      limitPrice: '90',
    });
    expect(order).toMatchObject({ heldAmount: new Decimal('90.9'), feeTerms: { rate: new Decimal('0.01') } });
    expect(order.fee).toBeUndefined();
    expect(balance).toMatchObject({ held: new Decimal('90.9'), available: new Decimal('909.1') });
    await charging.orders.place({ ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '95' });
    await expectReconciled(charging, trader);
    // An app without fees fills what was placed with them.
    place.clock.advance(1_000);
    const { filled, failed } = await place.app.orders.onPrice({ assetId: 'BTC', price: '80' });
    expect(failed).toEqual([]);
    expect(filled.map(({ side, totalAmount, fee }) => `${side} ${totalAmount} ${fee}`).sort()).toEqual([
      'BUY 80 0.8',
      'SELL 80 0.8',
    ]);
    expect((await place.app.funds.getBalance(trader.username)).available.toString()).toBe('998.4');
    await expectReconciled(charging, trader);
  });

  it('keeps its terms when its order is replaced, and returns its hold when it is cancelled', async (place) => {
    const trader = await openTrader(place);
    const charging = withFees(place, percentageFee('0.01'));
    const limit = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;
    const { order } = await charging.orders.place({ ...limit, clientOrderId: 'first' });
    const { username } = trader;
    const replaced = await place.app.orders.replace({ username, orderId: order.orderId, limitPrice: '80' });
    expect(replaced.order).toMatchObject({ heldAmount: new Decimal('80.8'), feeTerms: order.feeTerms });
    const repeated = await charging.orders.place({ ...limit, clientOrderId: 'first' });
    expect(repeated).toMatchObject({ replayed: true, order });
    await place.app.orders.cancel(username, replaced.order.orderId);
    expect(await place.app.funds.getBalance(username)).toMatchObject({
      held: new Decimal('0'),
      available: new Decimal('1000'),
    });
    await expectReconciled(charging, trader);
  });

  it('counts in what an order needs', async (place) => {
    const trader = await openTrader(place);
    const app = withFees(place, percentageFee('0.01'));
    const all = { ...trader, orderType: 'MARKET_BUY', quantity: '10' } as const;
    const required = new Decimal('1010');
    await expectRefusal(app.orders.place(all), 'INSUFFICIENT_BALANCE', { required });
    const limit = { ...trader, orderType: 'LIMIT_BUY', quantity: '20', limitPrice: '50' } as const;
    await expectRefusal(app.orders.place(limit), 'INSUFFICIENT_BALANCE', { required });
  });

  it('is asked for by the order that is placed, and is none where the schedule says so', async (place) => {
    const trader = await openTrader(place);
    const asked: FeeRequest[] = [];
    const app = withFees(place, {
      async termsOf(order) {
        asked.push(order);
        return order.side === 'SELL' ? undefined : { rate: '0', minimum: '0' };
      },
    });
    const { order } = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '1' });
    await app.orders.place({ ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '90' });
    expect(order.fee).toBeUndefined();
    expect(order.feeTerms).toBeUndefined();
    expect(asked).toEqual([
      { ...trader, orderType: 'MARKET_BUY', side: 'BUY', currency: 'USD' },
      { ...trader, orderType: 'STOP_LOSS_SELL', side: 'SELL', currency: 'USD' },
    ]);
    await expectReconciled(app, trader);
  });

  it('refuses the order, and changes nothing, where the schedule fails, is late, or talks nonsense', async (place) => {
    const trader = await openTrader(place);
    const answers: readonly (() => unknown)[] = [
      () => {
        throw new Error('no line');
      },
      () => Promise.reject(new Error('no line')),
      () => new Promise(() => undefined),
      () => '0.001',
      () => null,
      () => 0.001,
      () => ({}),
      () => ({ rate: 0.001 }),
      () => ({ rate: '-0.001' }),
      () => ({ rate: '1' }),
      () => ({ rate: '0.0000000000000000001' }),
      () => ({ rate: '0.001', minimum: '-1' }),
      () => ({ rate: '0.001', minimum: '0.001' }),
      () => ({ rate: '0.001', maximum: '0.001' }),
      () => ({ rate: '0.001', minimum: '2', maximum: '1' }),
    ];
    await expectNothingWritten(place, async () => {
      for (const answer of answers) {
        const app = withFees(place, { termsOf: () => answer() as ReturnType<FeeSchedule['termsOf']> });
        const order = app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '1', clientOrderId: 'first' });
        await expectRefusal(order, 'CONFIGURATION_INVALID', { field: 'fees' }, String(answer));
      }
    });
  });
};

/** An app of the same store whose orders cost something. */
export function withFees({ store, clock, timer }: Place, schedule: FeeSchedule) {
  return createOrderfolio({ store, clock, timer, fees: schedule, quoteTimeoutMs: 50 });
}
