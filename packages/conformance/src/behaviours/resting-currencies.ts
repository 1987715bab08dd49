import {
  type Currency,
  createOrderfolio,
  Decimal,
  type PlaceRestingOrder,
  percentageFee,
  ZERO,
} from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { ManualPrices } from '@orderfolio/domain/testing';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, type Trader, tick, wealthOf } from '../trader.ts';
import { withFees } from './fees.ts';
import { openEuropean } from './order-currencies.ts';

/** Orders that wait for prices in a currency other than the US dollar: each asset has a book for every currency. */
export const restingCurrencies: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('holds, fills and pays a limit order in its currency, at prices in that currency', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    const inDollars = await wealthOf(app, trader);
    const { order, balance, transaction } = await app.orders.place({ ...BUY, ...trader, limitPrice: '70.005' });
    expect(order).toMatchObject({ status: 'QUEUED', currency: 'EUR', heldAmount: new Decimal('70.01'), seenTick: 0 });
    expect(balance).toMatchObject({ currency: 'EUR', available: new Decimal('429.99'), held: new Decimal('70.01') });
    expect(transaction).toMatchObject({ type: 'ORDER_HOLD', currency: 'EUR', amount: new Decimal('-70.01') });
    const { filled } = await euroTick(app, '69.99');
    expect(filled).toMatchObject([
      {
        orderId: order.orderId,
        currency: 'EUR',
        executionPrice: new Decimal('69.99'),
        totalAmount: new Decimal('69.99'),
      },
    ]);
    expect(await app.funds.getBalance(trader.username, 'EUR')).toMatchObject({
      ...{ available: new Decimal('430.01'), held: ZERO },
    });
    const [row] = (await app.portfolio.listTransactions(trader.username)).items;
    // 69.99 euros are 87.4875 dollars.
    expect(row).toMatchObject({ currency: 'EUR', rate: new Decimal('1.25'), costBasis: new Decimal('87.49') });
    expect(await wealthOf(app, trader)).toBe(inDollars.replace('10 + 0 BTC', '11 + 0 BTC'));
    await expectReconciled(app, trader);
  });

  it('a price of one currency ends no order of another, and raises no mark of another', async (place) => {
    const { app, store } = place;
    const trader = await openEuropean(place);
    // In dollars the price is 100, in euros 80.
    const dollars = await placeEach(place, trader, 'USD');
    const euros = await placeEach(place, trader, 'EUR');
    for (const price of ['1', '5000', '1']) expect((await yenTick(app, price)).filled).toEqual([]);
    const markOf = async (orderId: string) => String((await app.orders.get(trader.username, orderId)).highWaterMark);
    await euroTick(app, '85');
    expect(await Promise.all([...dollars.trailing, ...euros.trailing].map(markOf))).toEqual(['100', '100', '85', '85']);
    expect(idsOf((await euroTick(app, '60')).filled).sort()).toEqual(euros.onFall);
    expect(idsOf((await euroTick(app, '500')).filled).sort()).toEqual(euros.onRise);
    expect(idsOf((await app.orders.listOpenByAsset('BTC')).items).toSorted()).toEqual(dollars.all);
    expect(idsOf((await tick(app, '60')).filled).sort()).toEqual(dollars.onFall);
    expect(idsOf((await tick(app, '500')).filled).sort()).toEqual(dollars.onRise);
    const [inDollars, inEuros, inYen] = await store.unitOfWork.read([
      { entity: 'lastTick', assetId: 'BTC', currency: 'USD' },
      { entity: 'lastTick', assetId: 'BTC', currency: 'EUR' },
      { entity: 'lastTick', assetId: 'BTC', currency: 'JPY' },
    ]);
    expect([inDollars, inEuros, inYen].map((last) => `${last?.currency} ${last?.price}`)).toEqual([
      'USD 500',
      'EUR 500',
      'JPY 1',
    ]);
    await expectReconciled(app, trader);
  });

  it('a sale opens the balance of its currency when it is placed, and its fill finds it', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.rates.set({ base: 'USD', quote: 'JPY', rate: '150' });
    const sale = { ...trader, orderType: 'LIMIT_SELL', currency: 'JPY', quantity: '1', limitPrice: '16000' } as const;
    const once = { ...sale, clientOrderId: 'yen' };
    const placed = await app.orders.place(once);
    expect(placed).toMatchObject({
      order: { status: 'QUEUED', currency: 'JPY', heldAmount: new Decimal('1') },
      balance: { currency: 'JPY', available: ZERO, version: 1 },
    });
    expect(await app.funds.getBalance(trader.username, 'JPY')).toEqual(placed.balance);
    expect(await app.orders.place(once)).toEqual({ ...placed, replayed: true });
    await expectReconciled(app, trader);
    await yenTick(app, '16000.9');
    expect(await app.funds.getBalance(trader.username, 'JPY')).toMatchObject({ available: new Decimal('16000') });
    await expectReconciled(app, trader);
  });

  it('a limit order that is turned away opens the balance, too', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.25' });
    for (const [orderType, limitPrice] of [
      ['LIMIT_SELL', '90'],
      ['LIMIT_BUY', '70'],
    ] as const) {
      const now = { ...trader, orderType, currency: 'EUR', quantity: '1', limitPrice, timeInForce: 'IOC' } as const;
      const { order, balance } = await app.orders.place(now);
      expect(order).toMatchObject({ status: 'CANCELLED', currency: 'EUR' });
      expect(await app.funds.getBalance(trader.username, 'EUR')).toEqual(balance);
    }
    await expectReconciled(app, trader);
  });

  it('fills at once at the price of now in its currency, where that reaches its limit', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    const bought = await app.orders.place({ ...BUY, ...trader, limitPrice: '80' });
    expect(bought.order).toMatchObject({ status: 'COMPLETED', executionPrice: new Decimal('80') });
    const sold = await app.orders.place({ ...BUY, ...trader, orderType: 'LIMIT_SELL', limitPrice: '80' });
    expect(sold.order).toMatchObject({ status: 'COMPLETED', executionPrice: new Decimal('80') });
    expect(sold.assetTransaction?.realisedProfit?.toString()).toBe('0');
    await expectReconciled(app, trader);
  });

  it('replaces, cancels and expires in its currency, and gives the hold back', async (place) => {
    const { app, clock } = place;
    const trader = await openEuropean(place);
    const { username } = trader;
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const placed = await app.orders.place({ ...BUY, ...trader, limitPrice: '50', expiresAt });
    const replaced = await app.orders.replace({ username, orderId: placed.order.orderId, limitPrice: '60' });
    expect(replaced).toMatchObject({
      order: { currency: 'EUR', heldAmount: new Decimal('60'), expiresAt },
      balance: { currency: 'EUR', available: new Decimal('440'), held: new Decimal('60') },
      replaced: { status: 'CANCELLED' },
    });
    const trailing = await app.orders.place({
      ...trader,
      ...{ orderType: 'TRAILING_STOP_SELL', currency: 'EUR', quantity: '1', trailPercent: '10' },
    });
    await euroTick(app, '90');
    const half = { username, orderId: trailing.order.orderId, quantity: '0.5' };
    expect((await app.orders.replace(half)).order).toMatchObject({ currency: 'EUR', highWaterMark: new Decimal('90') });
    const sale = await app.orders.place({ ...BUY, ...trader, orderType: 'LIMIT_SELL', limitPrice: '200' });
    const cancelled = await app.orders.cancel(username, sale.order.orderId);
    expect(cancelled).toMatchObject({ order: { status: 'CANCELLED' }, balance: { currency: 'EUR' } });
    const other = await app.orders.place({ ...BUY, ...trader, limitPrice: '40' });
    expect(await app.orders.cancel(username, other.order.orderId)).toMatchObject({
      ...{
        balance: { currency: 'EUR', held: new Decimal('60') },
        transaction: { status: 'CANCELLED', currency: 'EUR' },
      },
    });
    clock.advance(60_000);
    expect((await app.orders.expireDue()).expired.map(({ orderId }) => orderId)).toEqual([replaced.order.orderId]);
    expect(await app.funds.getBalance(username, 'EUR')).toMatchObject({ available: new Decimal('500'), held: ZERO });
    await expectReconciled(app, trader);
  });

  it('is charged in its currency, and values what it has cost at the rate of its fill', async (place) => {
    const trader = await openEuropean(place);
    const app = withFees(place, percentageFee('0.01'));
    const { order } = await app.orders.place({ ...BUY, ...trader, limitPrice: '70' });
    expect(order.heldAmount?.toString()).toBe('70.7');
    await place.app.rates.set({ base: 'EUR', quote: 'USD', rate: '2' });
    const { filled } = await place.app.orders.onPrice({ ...EURO_BTC, price: '60' });
    expect(filled).toMatchObject([{ totalAmount: new Decimal('60'), fee: new Decimal('0.6') }]);
    const [row] = (await app.portfolio.listTransactions(trader.username)).items;
    expect(row).toMatchObject({ fee: new Decimal('0.6'), rate: new Decimal('2'), costBasis: new Decimal('120') });
    expect((await app.funds.getBalance(trader.username, 'EUR')).available.toString()).toBe('439.4');
    await expectReconciled(app, trader);
  });

  it('fills without a rate, and then nobody knows what it has cost', async (place) => {
    const { store, clock, timer } = place;
    const trader = await openEuropean(place);
    const asked: unknown[] = [];
    const rates = {
      rate(pair: unknown) {
        asked.push(pair);
        return undefined;
      },
    };
    const app = createOrderfolio({ store, clock, timer, rates });
    for (const limitPrice of ['70', '71', '72']) await app.orders.place({ ...BUY, ...trader, limitPrice });
    asked.length = 0;
    expect((await euroTick(app, '65')).filled).toHaveLength(3);
    expect(asked, 'the source is asked once for all that a price ends').toEqual([{ base: 'EUR', quote: 'USD' }]);
    for (const row of (await app.portfolio.listTransactions(trader.username, { limit: 3 })).items)
      expect([row.currency, row.rate, row.costBasis]).toEqual(['EUR', undefined, undefined]);
    await expectReconciled(app, trader);
  });

  it('the last price of a currency counts for orders in it, unless dollars and a rate are newer', async (place) => {
    const { app, clock } = place;
    const trader = await openEuropean(place);
    const priceOf = async () => {
      const { order } = await app.orders.place({
        ...trader,
        orderType: 'MARKET_BUY',
        currency: 'EUR',
        quantity: '0.01',
      });
      return order.executionPrice?.toString();
    };
    expect(await priceOf()).toBe('80');
    clock.advance(1_000);
    await euroTick(app, '79');
    expect(await priceOf()).toBe('79');
    clock.advance(1_000);
    await tick(app, '110');
    // The rate is older than the price in euros, and the converted price is as old as the rate.
    expect(await priceOf()).toBe('79');
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.25' });
    expect(await priceOf()).toBe('88');
    clock.advance(1_000);
    await euroTick(app, '87');
    expect(await priceOf()).toBe('87');
    await expectReconciled(app, trader);
  });

  it('the last price of a currency needs no rate, and counts no longer than any other', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    await app.funds.deposit({ ...(await openBalance(place, trader, 'GBP')), amount: '500.00' });
    const buy = { ...trader, orderType: 'MARKET_BUY', currency: 'GBP', quantity: '1' } as const;
    await expectRefusal(app.orders.place(buy), 'RATE_UNAVAILABLE', { base: 'GBP', quote: 'USD' });
    await app.orders.onPrice({ assetId: 'BTC', currency: 'GBP', price: '75' });
    expect((await app.orders.place(buy)).order.executionPrice?.toString()).toBe('75');
    const strict = createOrderfolio({ store, clock, maxQuoteAgeMs: 1_000 });
    clock.advance(1_000);
    expect((await strict.orders.place(buy)).order.executionPrice?.toString()).toBe('75');
    clock.advance(1);
    await expectRefusal(strict.orders.place(buy), 'PRICE_UNAVAILABLE', { assetId: 'BTC' });
    await expectReconciled(app, trader);
  });

  it('needs a price in its currency for a stop, and none for a limit that may wait', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const order = { ...trader, currency: 'CHF', quantity: '1' } as const;
    await expectNothingWritten(place, async () => {
      const stop = { ...order, orderType: 'STOP_LOSS_SELL', stopPrice: '50' } as const;
      await expectRefusal(app.orders.place(stop), 'RATE_UNAVAILABLE', { base: 'USD', quote: 'CHF' });
      const trailing = { ...order, orderType: 'TRAILING_STOP_SELL', trailAmount: '5' } as const;
      await expectRefusal(app.orders.place(trailing), 'RATE_UNAVAILABLE', { base: 'USD', quote: 'CHF' });
      const buy = { ...order, orderType: 'LIMIT_BUY', limitPrice: '50' } as const;
      await expectRefusal(app.orders.place(buy), 'INSUFFICIENT_BALANCE', { currency: 'CHF', available: ZERO });
    });
    const sale = await app.orders.place({ ...order, orderType: 'LIMIT_SELL', limitPrice: '50' });
    expect(sale.order).toMatchObject({ status: 'QUEUED', currency: 'CHF' });
    await expectReconciled(app, trader);
  });

  it('asks a price source for its currency when it is placed and when it is replaced', async (place) => {
    const { store, clock } = place;
    const trader = await openEuropean(place);
    const prices = new ManualPrices(clock);
    const app = createOrderfolio({ store, clock, prices });
    prices.set('BTC', '79', 'EUR');
    const stop = { ...trader, orderType: 'STOP_LOSS_SELL', currency: 'EUR', quantity: '1' } as const;
    await expectRefusal(app.orders.place({ ...stop, stopPrice: '79' }), 'VALIDATION_FAILED', { field: 'stopPrice' });
    const { order } = await app.orders.place({ ...stop, stopPrice: '78.99' });
    const { username } = trader;
    const higher = { username, orderId: order.orderId, stopPrice: '79' };
    await expectRefusal(app.orders.replace(higher), 'VALIDATION_FAILED', { field: 'stopPrice' });
    prices.set('BTC', '79.5', 'EUR');
    expect((await app.orders.replace(higher)).order).toMatchObject({ currency: 'EUR', stopPrice: new Decimal('79') });
    await expectReconciled(place.app, trader);
  });

  it('a price that comes again changes nothing in its currency, and is new in another', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    const at = '2026-01-01T00:00:00.000Z';
    await app.orders.place({ ...BUY, ...trader, limitPrice: '70' });
    expect(await tick(app, '65', at)).toMatchObject({ applied: true, filled: [] });
    expect((await euroTick(app, '65', at)).filled).toHaveLength(1);
    await app.orders.place({ ...BUY, ...trader, limitPrice: '60' });
    for (const apply of [tick, euroTick]) expect((await apply(app, '65', at)).applied).toBe(false);
    // An order that was placed after a price in its currency is passed by when that price comes again.
    expect(await app.orders.onPrice({ ...EURO_BTC, price: '55', at })).toMatchObject({ applied: true });
    const { order } = await app.orders.place({ ...BUY, ...trader, limitPrice: '50' });
    expect(order.seenTick).toBe(4);
    await expectReconciled(app, trader);
  });

  it('an unfinished price is finished by the next in its currency, and by none in another', async (place) => {
    const { app, commit, make } = place;
    const trader = await openEuropean(place);
    const { order } = await app.orders.place({ ...BUY, ...trader, limitPrice: '70' });
    const unfinished = { ...EURO_BTC, price: new Decimal('65'), isFinished: false };
    await commit(insert('lastTick', make.lastTick(unfinished)));
    const later = '2026-01-01T00:00:01.000Z';
    expect((await tick(app, '120', later)).filled).toEqual([]);
    const { filled } = await euroTick(app, '90', later);
    expect(filled.map(({ orderId, executionPrice }) => [orderId, String(executionPrice)])).toEqual([
      [order.orderId, '65'],
    ]);
    await expectReconciled(app, trader);
  });

  it('one asset is swept in two currencies at once, and each order is filled once', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openEuropean(place);
    const dollars = await placeEach(place, trader, 'USD');
    const euros = await placeEach(place, trader, 'EUR');
    const other = appOn(await elsewhere());
    const filled: string[] = [];
    for (const prices of [
      ['105', '84'],
      ['60', '48'],
      ['500', '400'],
    ] as const) {
      const outcomes = await Promise.all([
        tick(app, prices[0]),
        euroTick(other, prices[1]),
        tick(other, prices[0]),
        euroTick(app, prices[1]),
      ]);
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ failed: [], expired: [] });
        filled.push(...idsOf(outcome.filled));
      }
    }
    expect(filled.sort()).toEqual([...dollars.all, ...euros.all].sort());
    const { items } = await app.portfolio.listTransactions(trader.username, { limit: 100 });
    expect(items).toHaveLength(1 + filled.length);
    await expectReconciled(app, trader);
  });

  it('a suspension and a resting sale that opens a balance leave no balance without the flag', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openTrader(place);
    const other = appOn(await elsewhere());
    const sale = { ...trader, orderType: 'LIMIT_SELL', currency: 'EUR', quantity: '1', limitPrice: '500' } as const;
    const [placed] = await Promise.allSettled([
      app.orders.place(sale),
      other.users.suspend(trader.username, { by: 'operator_1' }),
    ]);
    if (placed.status === 'rejected') expect(placed.reason).toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
    for (const balance of await app.funds.listBalances(trader.username)) expect(balance.suspended).toBe(true);
    await expectRefusal(app.orders.place(sale), 'ACCOUNT_SUSPENDED');
    expect(await euroTick(app, '500')).toMatchObject({ filled: [], failed: [] });
    await app.users.reinstate(trader.username, { by: 'operator_1' });
    expect((await euroTick(app, '501')).filled).toHaveLength(placed.status === 'rejected' ? 0 : 1);
    await expectReconciled(app, trader);
  });

  it('two sales at once open one balance', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openTrader(place);
    const sale = { ...trader, orderType: 'LIMIT_SELL', currency: 'EUR', quantity: '1', limitPrice: '500' } as const;
    const other = appOn(await elsewhere());
    const placed = await Promise.all([app.orders.place(sale), other.orders.place(sale), app.orders.place(sale)]);
    expect(new Set(placed.map(({ balance }) => balance.currency))).toEqual(new Set(['EUR']));
    expect((await app.funds.listBalances(trader.username)).map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect((await euroTick(app, '500')).filled).toHaveLength(3);
    expect((await app.funds.getBalance(trader.username, 'EUR')).available.toString()).toBe('1500');
    await expectReconciled(app, trader);
  });

  it('is refused, and nothing is written, where there is no such currency, and keeps the one that it has', async (place) => {
    const { app } = place;
    const trader = await openEuropean(place);
    const { username } = trader;
    const { order } = await app.orders.place({ ...BUY, ...trader, limitPrice: '70' });
    await expectNothingWritten(place, async () => {
      // @ts-expect-error: no currency of ISO 4217.
      const noCurrency = app.orders.place({ ...BUY, ...trader, limitPrice: '70', currency: 'XXX' });
      await expectRefusal(noCurrency, 'VALIDATION_FAILED', { field: 'currency' });
      // @ts-expect-error: no currency of ISO 4217.
      const noPrice = app.orders.onPrice({ assetId: 'BTC', price: '1', currency: 'eur' });
      await expectRefusal(noPrice, 'VALIDATION_FAILED', { field: 'currency' });
      const other = { username, orderId: order.orderId, limitPrice: '60', currency: 'USD' };
      await expectRefusal(app.orders.replace(other), 'VALIDATION_FAILED', { field: 'currency' });
      // A whole yen is the least.
      const least = { ...trader, orderType: 'LIMIT_SELL', currency: 'JPY', quantity: '1', limitPrice: '0.99' } as const;
      await expectRefusal(app.orders.place(least), 'VALIDATION_FAILED', { field: 'quantity' });
    });
  });

  it('reconciling finds a resting sale whose balance is gone, and a group of another currency', async (place) => {
    const { app, store, raw } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.25' });
    const trailing = { ...trader, orderType: 'TRAILING_STOP_SELL', currency: 'EUR', quantity: '1' } as const;
    const { order } = await app.orders.place({ ...trailing, trailPercent: '10' });
    await euroTick(app, '90');
    const [joined] = await store.unitOfWork.read([{ entity: 'order', username, orderId: order.orderId }]);
    const groupId = joined?.trailingGroupId ?? '';
    const differences = async () => (await app.portfolio.reconcile(username)).differences;
    const back = await raw.overwrite({ entity: 'trailingGroup', assetId: 'BTC', groupId }, 'currency', 'GBP');
    expect(await differences()).toMatchObject([
      { rule: 'PRICES', entity: 'trailingGroup', id: groupId, field: 'currency', expected: 'EUR', stored: 'GBP' },
    ]);
    await back();
    await raw.remove({ entity: 'balance', username, currency: 'EUR' });
    expect(await differences()).toMatchObject([{ rule: 'TOTALS', kind: 'MISSING', entity: 'balance', id: 'EUR' }]);
    expect(await euroTick(app, '50')).toMatchObject({ filled: [], skipped: [{ username, orderId: order.orderId }] });
  });
};

const EURO_BTC = { assetId: 'BTC', currency: 'EUR' } as const;
const BUY = { ...EURO_BTC, orderType: 'LIMIT_BUY', quantity: '1' } as const;

/** The price of BTC in euros, now or at another time. */
function euroTick({ orders }: Place['app'], price: string, at?: string) {
  return orders.onPrice({ ...EURO_BTC, price, at });
}

function yenTick({ orders }: Place['app'], price: string) {
  return orders.onPrice({ assetId: 'BTC', currency: 'JPY', price });
}

async function openBalance({ app }: Place, { username }: Trader, currency: Currency) {
  await app.funds.openBalance(username, currency);
  return { username, currency };
}

const LEVELS = {
  USD: { low: '90', high: '110', trail: '10' },
  EUR: { low: '72', high: '88', trail: '8' },
} as const;

/** The ids of one order of each type, sorted, and which of them a fall and a rise end. */
async function placeEach({ app }: Place, trader: Trader, currency: keyof typeof LEVELS) {
  const { low, high, trail } = LEVELS[currency];
  const order = { ...trader, currency, quantity: '0.5' } as const;
  const idOf = async (command: PlaceRestingOrder) => (await app.orders.place(command)).order.orderId;
  const buy = await idOf({ ...order, orderType: 'LIMIT_BUY', limitPrice: low });
  const sale = await idOf({ ...order, orderType: 'LIMIT_SELL', limitPrice: high });
  const loss = await idOf({ ...order, orderType: 'STOP_LOSS_SELL', stopPrice: low });
  const profit = await idOf({ ...order, orderType: 'TAKE_PROFIT_SELL', stopPrice: high });
  const byAmount = await idOf({ ...order, orderType: 'TRAILING_STOP_SELL', trailAmount: trail });
  const byPercent = await idOf({ ...order, orderType: 'TRAILING_STOP_SELL', trailPercent: '10' });
  return {
    all: [buy, sale, loss, profit, byAmount, byPercent].sort(),
    trailing: [byAmount, byPercent],
    onFall: [buy, loss, byAmount, byPercent].sort(),
    onRise: [sale, profit].sort(),
  };
}
