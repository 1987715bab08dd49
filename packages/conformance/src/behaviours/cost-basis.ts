import { Decimal, percentageFee, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { AVERAGE_COST_CASES } from '../average-cost-cases.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, listAt, openTrader, type Trader, tick } from '../trader.ts';
import { withFees } from './fees.ts';

/** The cost of holdings by average cost, and the profit of selling them. */
export const costBasis: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const { name, steps, marketPrice, quantity, costBasis: cost, averagePrice, profit } of AVERAGE_COST_CASES) {
    it(`comes to what a published test of another tool says: ${name}`, async (place) => {
      const { app } = place;
      const { username, assetId } = await openBuyer(place);
      for (const step of steps) {
        if ('split' in step) {
          await app.portfolio.adjust({ username, assetId, ratio: step.split });
          continue;
        }
        await listAt(place, step.price);
        if ('buy' in step) await app.orders.place({ username, assetId, orderType: 'MARKET_BUY', quantity: step.buy });
        else await app.orders.place({ username, assetId, orderType: 'MARKET_SELL', quantity: step.sell });
      }
      await listAt(place, marketPrice);
      const holding = await app.portfolio.holding(username, assetId);
      expect([`${holding.quantity}`, `${holding.costBasis}`]).toEqual([quantity, cost]);
      const { assetBalances } = await app.portfolio.value(username);
      const [valued] = assetBalances;
      expect(valued?.averagePrice?.toString()).toBe(averagePrice);
      const realised = await realisedProfitOf(place, username);
      const gross = realised.plus(valued?.unrealisedProfit ?? ZERO);
      if (profit !== undefined) expect(gross.toString()).toBe(profit);
      await expectReconciled(app, { username, assetId });
    });
  }

  it('stands in the holding, and in each row with what it moved and what it left', async (place) => {
    const { app } = place;
    const trader = await openBuyer(place);
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '3' });
    expect(bought.assetBalance.costBasis?.toString()).toBe('300');
    expect(costsOf(bought.assetTransaction)).toEqual(['300', '300', undefined]);
    await listAt(place, '130');
    const sold = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '2' });
    expect(sold.assetBalance.costBasis?.toString()).toBe('100');
    expect(costsOf(sold.assetTransaction)).toEqual(['200', '100', '60']);
    expect(await app.portfolio.holding(trader.username, 'BTC')).toEqual(sold.assetBalance);
    expect((await app.portfolio.listTransactions(trader.username)).items).toEqual([
      sold.assetTransaction,
      bought.assetTransaction,
    ]);
  });

  it('is without fees, and so is the profit', async (place) => {
    const trader = await openBuyer(place);
    const app = withFees(place, percentageFee('0.01'));
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '1' });
    expect([`${bought.transaction.amount}`, `${bought.assetBalance.costBasis}`]).toEqual(['-101', '100']);
    await listAt(place, '110');
    const sold = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '1' });
    expect([`${sold.transaction.amount}`, `${sold.assetTransaction.realisedProfit}`]).toEqual(['108.9', '10']);
    await expectReconciled(app, trader);
  });

  it('goes with what is sold to the nearest cent, and with the last of it to the last cent', async (place) => {
    const { app } = place;
    const trader = await openBuyer(place, '0.30');
    await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '3.3333' });
    const taken: (string | undefined)[] = [];
    for (const quantity of ['1.1111', '1.1111', 'ALL']) {
      const sold = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity });
      taken.push(sold.assetTransaction.costBasis?.toString());
    }
    // A third of 1.00 is 0.33, and half of the remaining 0.67 is 0.34.
    expect(taken).toEqual(['0.33', '0.34', '0.33']);
    expect(await app.portfolio.holding(trader.username, 'BTC')).toMatchObject({ quantity: ZERO, costBasis: ZERO });
    await expectReconciled(app, trader);
  });

  it('goes with what a price fills, whatever else was bought while it rested', async (place) => {
    const { app, clock } = place;
    const trader = await openBuyer(place);
    await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '2' });
    await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '150' });
    await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '2', limitPrice: '90' });
    clock.advance(1);
    await tick(app, '90');
    clock.advance(1);
    await tick(app, '160');
    const [sold, bought] = (await app.portfolio.listTransactions(trader.username)).items;
    expect(bought && costsOf(bought)).toEqual(['180', '380', undefined]);
    expect(sold && costsOf(sold)).toEqual(['95', '285', '65']);
    await expectReconciled(app, trader);
  });

  it('comes with a transfer that says it, and leaves by its share with what leaves', async (place) => {
    const { app } = place;
    const trader = await openBuyer(place);
    const costs: (readonly (string | undefined)[])[] = [];
    const note = (moved: { readonly assetTransaction: Parameters<typeof costsOf>[0] }): void => {
      costs.push(costsOf(moved.assetTransaction));
    };
    note(await app.portfolio.transferIn({ ...trader, quantity: '2', costBasis: '50.00' }));
    note(await app.portfolio.transferIn({ ...trader, quantity: '2' }));
    note(await app.portfolio.transferOut({ ...trader, quantity: '1' }));
    note(await app.portfolio.adjust({ ...trader, quantity: '1' }));
    note(await app.portfolio.adjust({ ...trader, quantity: '-2' }));
    note(await app.portfolio.transferOut({ ...trader, quantity: '2' }));
    expect(costs).toEqual([
      ['50', '50', undefined],
      ['0', '50', undefined],
      ['12.5', '37.5', undefined],
      ['0', '37.5', undefined],
      ['18.75', '18.75', undefined],
      ['18.75', '0', undefined],
    ]);
    await expectReconciled(app, trader);
  });

  it('stays in a split, of the whole holding, which is added to what is available', async (place) => {
    const { app, store } = place;
    const trader = await openBuyer(place);
    await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '3' });
    await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '2', limitPrice: '300' });
    const split = await app.portfolio.adjust({ ...trader, ratio: '2', idempotencyKey: 'split' });
    expect(split.assetTransaction).toMatchObject({
      type: 'ADJUSTMENT',
      quantity: new Decimal('3'),
      ratio: new Decimal('2'),
      costBasis: ZERO,
      costBasisAfter: new Decimal('300'),
    });
    expect(split.assetBalance).toMatchObject({ available: new Decimal('4'), held: new Decimal('2') });
    const { transactionId } = split.assetTransaction;
    expect(await store.assetTransactions.get(trader.username, transactionId)).toEqual(split.assetTransaction);
    await expectNothingWritten(place, () =>
      expectRefusal(app.portfolio.adjust({ ...trader, ratio: '0.25' }), 'INSUFFICIENT_ASSET_BALANCE'),
    );
    const merged = await app.portfolio.adjust({ ...trader, ratio: '0.5' });
    expect(merged.assetBalance).toMatchObject({ quantity: new Decimal('3'), costBasis: new Decimal('300') });
    const again = await app.portfolio.adjust({ ...trader, ratio: '2', idempotencyKey: 'split' });
    expect(again).toEqual({ ...split, replayed: true });
    await expectReconciled(app, trader);
  });

  it('is repeated with the command that it came of, whatever came after', async (place) => {
    const { app } = place;
    const trader = await openBuyer(place);
    const buy = { ...trader, orderType: 'MARKET_BUY', quantity: '1', clientOrderId: 'one' } as const;
    const bought = await app.orders.place(buy);
    const arrival = { ...trader, quantity: '1', costBasis: '7.00', idempotencyKey: 'two' };
    const arrived = await app.portfolio.transferIn(arrival);
    await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: 'ALL' });
    expect(await app.orders.place(buy)).toEqual({ ...bought, replayed: true });
    expect(await app.portfolio.transferIn(arrival)).toEqual({ ...arrived, replayed: true });
    const other = { ...arrival, costBasis: '8.00' };
    await expectRefusal(app.portfolio.transferIn(other), 'IDEMPOTENCY_CONFLICT');
  });

  it('is shown with the average price and the profit of now, in dollars whatever the value is in', async (place) => {
    const { app } = place;
    const trader = await openBuyer(place);
    await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '3' });
    await app.portfolio.transferIn({ ...trader, quantity: '0.5', costBasis: '0.00' });
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '2' });
    await listAt(place, '80');
    const shown = async (currency: 'USD' | 'EUR') => {
      const [holding] = (await app.portfolio.value(trader.username, { currency })).assetBalances;
      return [holding?.value, holding?.costBasis, holding?.averagePrice, holding?.unrealisedProfit].map(String);
    };
    expect(await shown('USD')).toEqual(['280', '300', '85.714285714285714286', '-20']);
    expect(await shown('EUR')).toEqual(['140', '300', '85.714285714285714286', '-20']);
    await listAt(place, '0');
    expect(await shown('USD')).toEqual(['undefined', '300', '85.714285714285714286', 'undefined']);
  });

  it('is not what breaks a rule, nor is a ratio, and nothing is written then', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.assets.update('BTC', { quantityScale: 2 });
    const { username } = trader;
    const arrive = (cost: string) => app.portfolio.transferIn({ ...trader, quantity: '1', costBasis: cost });
    await expectNothingWritten(place, async () => {
      for (const cost of ['0.001', '-1', 'free', `1${'0'.repeat(38)}`])
        await expectRefusal(arrive(cost), 'VALIDATION_FAILED', { field: 'costBasis' }, cost);
      const leaving = { ...trader, quantity: '1', costBasis: '1.00' };
      await expectRefusal(app.portfolio.transferOut(leaving), 'VALIDATION_FAILED', { field: 'costBasis' });
      for (const ratio of ['0', '-2', '1', '1.0', 'two', '1.00001', `1${'0'.repeat(37)}`])
        await expectRefusal(app.portfolio.adjust({ ...trader, ratio }), 'VALIDATION_FAILED', { field: 'ratio' }, ratio);
      const both = { ...trader, quantity: '1', ratio: '2' };
      await expectRefusal(app.portfolio.adjust(both), 'VALIDATION_FAILED', { field: 'ratio' });
      await expectRefusal(app.portfolio.adjust(trader), 'VALIDATION_FAILED', { field: 'quantity' });
    });
    await place.addAsset({ assetId: 'ETH' });
    const never = { username, assetId: 'ETH', ratio: '2' };
    await expectRefusal(app.portfolio.adjust(never), 'ASSET_BALANCE_NOT_FOUND', { assetId: 'ETH' });
    await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: 'ALL' });
    await expectRefusal(app.portfolio.adjust({ ...trader, ratio: '2' }), 'VALIDATION_FAILED', { field: 'ratio' });
  });
};

/** The cost that moved, the cost that is left, and the profit, as text. */
function costsOf(row: {
  readonly costBasis?: Decimal | undefined;
  readonly costBasisAfter?: Decimal | undefined;
  readonly realisedProfit?: Decimal | undefined;
}): readonly (string | undefined)[] {
  return [row.costBasis, row.costBasisAfter, row.realisedProfit].map((amount) => amount?.toString());
}

async function realisedProfitOf({ app }: Place, username: string): Promise<Decimal> {
  const rows = await everyItem((page) => app.portfolio.listTransactions(username, page));
  return rows.reduce((sum, { realisedProfit }) => sum.plus(realisedProfit ?? ZERO), ZERO);
}

/** A new user who has cash and has never held BTC, and BTC at this price. */
async function openBuyer({ app, addUser, addAsset }: Place, priceUsd = '100'): Promise<Trader> {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC', priceUsd: new Decimal(priceUsd) });
  await app.funds.deposit({ username, amount: '10000.00' });
  return { username, assetId: 'BTC' };
}
