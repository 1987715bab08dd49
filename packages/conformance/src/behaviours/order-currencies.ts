import { createOrderfolio, Decimal, percentageFee, ZERO } from '@orderfolio/domain';
import { ManualPrices } from '@orderfolio/domain/testing';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, openTrader } from '../trader.ts';
import { withFees } from './fees.ts';

/** Market orders that are paid in a currency other than the US dollar. */
export const orderCurrencies: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('pays a purchase from the balance of its currency, at the price in dollars and the rate of now', async (place) => {
    const { app, store } = place;
    const trader = await openEuropean(place);
    const before = await store.balances.get(trader.username, 'USD');
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', currency: 'EUR', quantity: '0.5' });
    // At 100 dollars, or 80 euros, half a unit costs 40 euros, which are 50 dollars.
    expect(bought).toMatchObject({
      order: { currency: 'EUR', executionPrice: new Decimal('80'), totalAmount: new Decimal('40') },
      transaction: { currency: 'EUR', amount: new Decimal('-40') },
      balance: { currency: 'EUR', available: new Decimal('460') },
      assetTransaction: {
        ...{ currency: 'EUR', price: new Decimal('80'), totalAmount: new Decimal('40'), rate: new Decimal('1.25') },
        ...{ costBasis: new Decimal('50'), costBasisAfter: new Decimal('1050') },
      },
    });
    expect(await store.balances.get(trader.username, 'USD')).toEqual(before);
    expect(await app.orders.get(trader.username, bought.order.orderId)).toEqual(bought.order);
    expect((await app.portfolio.listTransactions(trader.username)).items[0]).toEqual(bought.assetTransaction);
    await expectReconciled(app, trader);
  });

  it('pays a sale into the balance of its currency, which is opened where it is not there', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.rates.set({ base: 'USD', quote: 'JPY', rate: '150' });
    place.clock.advance(1_000);
    const sale = {
      ...trader,
      orderType: 'MARKET_SELL',
      currency: 'JPY',
      quantity: '0.0101',
      clientOrderId: 'yen',
    } as const;
    const sold = await app.orders.place(sale);
    // 15,000 × 0.0101 is 151.5, which is rounded down. 151 yen are 1.01 dollars, to the nearest cent. The sold quantity cost 1.01
    // dollars.
    expect(sold).toMatchObject({
      transaction: { currency: 'JPY', amount: new Decimal('151') },
      balance: { currency: 'JPY', available: new Decimal('151'), version: 1, createdAt: sold.order.createdAt },
      assetTransaction: { costBasis: new Decimal('1.01'), realisedProfit: ZERO },
    });
    expect((await app.funds.listBalances(trader.username)).map(({ currency }) => currency)).toEqual(['JPY', 'USD']);
    expect(await app.orders.place(sale)).toEqual({ ...sold, replayed: true });
    await expectReconciled(app, trader);
  });

  it('is repeated as it was, and in another currency is another order', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    const buy = { ...trader, orderType: 'MARKET_BUY', quantity: '1', clientOrderId: 'one' } as const;
    const inDollars = await app.orders.place(buy);
    expect(await app.orders.place({ ...buy, currency: 'USD' })).toEqual({ ...inDollars, replayed: true });
    await expectRefusal(app.orders.place({ ...buy, currency: 'EUR' }), 'IDEMPOTENCY_CONFLICT');
  });

  it('asks a price source for its currency, and goes by dollars and a rate where that has none', async (place) => {
    const { store, clock, app: cataloguePriced } = place;
    const trader = await openEuropean(place);
    const prices = new ManualPrices(clock);
    const app = createOrderfolio({ store, clock, prices });
    const buy = { ...trader, orderType: 'MARKET_BUY', currency: 'EUR', quantity: '1' } as const;
    const priceOf = async () => (await app.orders.place(buy)).order.executionPrice?.toString();
    await expectRefusal(app.orders.place(buy), 'PRICE_UNAVAILABLE', { assetId: 'BTC' });
    prices.set('BTC', '50');
    expect(await priceOf()).toBe('40');
    prices.set('BTC', '39.5', 'EUR');
    expect(await priceOf()).toBe('39.5');
    await expectReconciled(cataloguePriced, trader);
  });

  it('rounds a converted price against the user, at the 18th decimal', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '3' });
    const priceOf = async (orderType: 'MARKET_BUY' | 'MARKET_SELL') => {
      const { order } = await app.orders.place({ ...trader, orderType, currency: 'EUR', quantity: '1' });
      return order.executionPrice?.toString();
    };
    expect(await priceOf('MARKET_BUY')).toBe('33.333333333333333334');
    expect(await priceOf('MARKET_SELL')).toBe('33.333333333333333333');
    await expectReconciled(app, trader);
  });

  it('fills without a rate where its price needs none, and then nobody knows what it has cost', async (place) => {
    const { store, clock } = place;
    const trader = await openEuropean(place);
    const prices = new ManualPrices(clock);
    prices.set('BTC', '80', 'EUR');
    prices.set('BTC', '100');
    const rates = { rate: () => undefined };
    const app = createOrderfolio({ store, clock, prices, rates });
    const order = { ...trader, quantity: '1' } as const;
    const bought = await app.orders.place({ ...order, orderType: 'MARKET_BUY', currency: 'EUR' });
    expect(bought.assetTransaction).toMatchObject({ rate: undefined, costBasis: undefined, costBasisAfter: undefined });
    expect(bought.assetBalance.costBasis).toBeUndefined();
    const sold = await app.orders.place({ ...order, orderType: 'MARKET_SELL' });
    expect(sold.assetTransaction.realisedProfit).toBeUndefined();
    expect((await app.portfolio.value(trader.username)).assetBalances).toMatchObject([
      { costBasis: undefined, averagePrice: undefined, unrealisedProfit: undefined, value: new Decimal('1000') },
    ]);
    await expectReconciled(app, trader);
    const all = await app.orders.place({ ...order, orderType: 'MARKET_SELL', quantity: 'ALL' });
    expect(all.assetBalance.costBasis).toEqual(ZERO);
    await app.orders.place({ ...order, orderType: 'MARKET_BUY' });
    expect((await app.portfolio.holding(trader.username, 'BTC')).costBasis?.toString()).toBe('100');
    await expectReconciled(app, trader);
  });

  it('is charged in its currency, and an amount of it buys what it affords', async (place) => {
    const trader = await openEuropean(place);
    const app = withFees(place, percentageFee('0.01'));
    const order = { ...trader, currency: 'EUR' } as const;
    const bought = await app.orders.place({ ...order, orderType: 'MARKET_BUY', amount: '80.80' });
    expect(bought).toMatchObject({
      order: { quantity: new Decimal('1'), fee: new Decimal('0.8') },
      transaction: { currency: 'EUR', amount: new Decimal('-80.8'), fee: new Decimal('0.8') },
    });
    const sold = await app.orders.place({ ...order, orderType: 'MARKET_SELL', quantity: '1' });
    expect(sold.transaction).toMatchObject({ currency: 'EUR', amount: new Decimal('79.2') });
    await expectReconciled(app, trader);
  });

  it('is refused, and nothing is written, where there is no such currency, no rate, or no such cash', async (place) => {
    const { app, store, clock } = place;
    const trader = await openEuropean(place);
    const strict = createOrderfolio({ store, clock, maxRateAgeMs: 1_000 });
    clock.advance(1_001);
    const buy = { ...trader, orderType: 'MARKET_BUY', quantity: '1' } as const;
    await app.rates.set({ base: 'GBP', quote: 'USD', rate: '1' });
    await expectNothingWritten(place, async () => {
      // @ts-expect-error: no currency of ISO 4217.
      await expectRefusal(app.orders.place({ ...buy, currency: 'XXX' }), 'VALIDATION_FAILED', { field: 'currency' });
      const inFrancs = { ...buy, currency: 'CHF' } as const;
      await expectRefusal(app.orders.place(inFrancs), 'RATE_UNAVAILABLE', { base: 'CHF', quote: 'USD' });
      const inPounds = { ...buy, currency: 'GBP' } as const;
      await expectRefusal(app.orders.place(inPounds), 'INSUFFICIENT_BALANCE', { currency: 'GBP', available: ZERO });
      const inEuros = { ...buy, currency: 'EUR' } as const;
      await expectRefusal(strict.orders.place(inEuros), 'RATE_UNAVAILABLE', { base: 'EUR', quote: 'USD' });
      const tooMuch = { ...buy, currency: 'EUR', quantity: '6.2501' } as const;
      await expectRefusal(app.orders.place(tooMuch), 'INSUFFICIENT_BALANCE', { currency: 'EUR' });
      const finer = { ...trader, orderType: 'MARKET_BUY', currency: 'EUR', amount: '1.001' } as const;
      await expectRefusal(app.orders.place(finer), 'VALIDATION_FAILED', { field: 'amount' });
      const nobody = { ...buy, username: 'nobody_1', currency: 'EUR' } as const;
      await expectRefusal(app.orders.place(nobody), 'USER_NOT_FOUND', { username: 'nobody_1' });
    });
  });

  it('opens no balance for a user who is suspended, however the two race', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openTrader(place);
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.25' });
    const other = appOn(await elsewhere());
    const sale = { ...trader, orderType: 'MARKET_SELL', currency: 'EUR', quantity: '1' } as const;
    const [sold] = await Promise.allSettled([
      app.orders.place(sale),
      other.users.suspend(trader.username, { by: 'operator_1' }),
    ]);
    if (sold.status === 'rejected') expect(sold.reason).toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
    for (const balance of await app.funds.listBalances(trader.username)) expect(balance.suspended).toBe(true);
    await expectRefusal(app.orders.place(sale), 'ACCOUNT_SUSPENDED');
    await expectReconciled(app, trader);
  });
};

/** A trader who also has 500 euros. One euro is worth 1.25 dollars. */
export async function openEuropean(place: Place) {
  const { app } = place;
  const trader = await openTrader(place);
  await app.funds.openBalance(trader.username, 'EUR');
  await app.funds.deposit({ username: trader.username, currency: 'EUR', amount: '500.00' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.25' });
  return trader;
}
