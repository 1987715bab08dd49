import { Decimal, type Order } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, listAt, openTrader, placeAtOnce, type Trader, tick, wealthOf } from '../trader.ts';

/** `app.orders.onPrice`: many orders, several workers, and workers that die. */
export const tickRaces: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('fills more orders than a page of the index has, in their order', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const sales = await placeMany(place, trader, 61, 'LIMIT_SELL', '110');
    const buys = await placeMany(place, trader, 103, 'LIMIT_BUY', '90');
    expect(idsOf((await tick(app, '110')).filled)).toEqual(sales);
    expect(idsOf((await tick(app, '90')).filled)).toEqual(buys);
    expect((await app.orders.listOpenByAsset('BTC')).items).toEqual([]);
    await expectReconciled(app, trader);
  });

  it('a price that was cut short is finished by the next, at the price that it was', async (place) => {
    const { app, store, commit, make, clock } = place;
    const trader = await openTrader(place);
    const [low] = await placeMany(place, trader, 1, 'LIMIT_BUY', '80');
    const [high] = await placeMany(place, trader, 1, 'LIMIT_SELL', '110');
    clock.advance(1_000);
    const at = '2026-01-01T00:00:01.000Z';
    await commit(
      insert('lastTick', make.lastTick({ assetId: 'BTC', price: new Decimal('75'), at, isFinished: false })),
    );
    const { applied, filled } = await tick(app, '120', '2026-01-01T00:00:02.000Z');
    expect(applied).toBe(true);
    expect(
      filled.map(({ orderId, executionPrice, triggeredAt }) => [orderId, String(executionPrice), triggeredAt]),
    ).toEqual([
      [low, '75', at],
      [high, '120', '2026-01-01T00:00:02.000Z'],
    ]);
    const [last] = await store.unitOfWork.read([{ entity: 'lastTick', assetId: 'BTC', currency: 'USD' }]);
    expect(last).toMatchObject({ at: '2026-01-01T00:00:02.000Z', isFinished: true });
    await expectReconciled(app, trader);
  });

  it('a price that is finished late passes by what was placed after it', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openTrader(place);
    const [before] = await placeMany(place, trader, 1, 'LIMIT_SELL', '110');
    clock.advance(1_000);
    const at = clock.now().toISOString();
    await commit(
      insert('lastTick', make.lastTick({ assetId: 'BTC', price: new Decimal('120'), at, isFinished: false })),
    );
    clock.advance(3_600_000);
    await listAt(place, '100');
    // They were placed at the price of 100. So neither may sell at 120, and no mark may rise to it.
    const sale = { ...trader, quantity: '0.01' };
    await app.orders.place({ ...sale, orderType: 'TAKE_PROFIT_SELL', stopPrice: '115' });
    const trailing = await app.orders.place({ ...sale, orderType: 'TRAILING_STOP_SELL', trailAmount: '10' });
    expect(idsOf((await tick(app, '101')).filled)).toEqual([before]);
    const { highWaterMark } = await app.orders.get(trader.username, trailing.order.orderId);
    expect(String(highWaterMark)).toBe('101');
    expect((await tick(app, '92')).filled).toEqual([]);
    expect((await app.orders.listOpenByAsset('BTC')).items).toHaveLength(2);
  });

  it('a price that was cut short is finished by the same price again', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openTrader(place);
    const buys = await placeMany(place, trader, 2, 'LIMIT_BUY', '80');
    clock.advance(1_000);
    const at = clock.now().toISOString();
    await commit(
      insert('lastTick', make.lastTick({ assetId: 'BTC', price: new Decimal('75'), at, isFinished: false })),
    );
    expect(idsOf((await tick(app, '75', at)).filled)).toEqual(buys);
    expect((await tick(app, '75', at)).filled).toEqual([]);
  });

  it('an older price changes nothing, even while a newer one is not finished', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openTrader(place);
    await placeMany(place, trader, 1, 'LIMIT_BUY', '80');
    clock.advance(1_000);
    const unfinished = { assetId: 'BTC', price: new Decimal('90'), isFinished: false };
    await commit(insert('lastTick', make.lastTick(unfinished)));
    const older = await tick(app, '75', '2026-01-01T00:00:00.999Z');
    expect(older).toMatchObject({ applied: false, filled: [] });
    expect((await app.orders.listOpenByAsset('BTC')).items).toHaveLength(1);
  });

  it('two workers that apply the same prices at once fill each order once', async (place) => {
    const { app, appOn, elsewhere } = place;
    const traders = [await openTrader(place), await openTrader(place)];
    const placed: string[] = [];
    for (const trader of traders) {
      placed.push(...(await placeMany(place, trader, 5, 'LIMIT_BUY', '95')));
      placed.push(...(await placeMany(place, trader, 5, 'LIMIT_BUY', '90')));
      placed.push(...(await placeMany(place, trader, 5, 'LIMIT_SELL', '105')));
      const trailing = { ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '0.01', trailAmount: '4' } as const;
      for (let count = 0; count < 5; count++) placed.push((await app.orders.place(trailing)).order.orderId);
    }
    const workers = [app, appOn(await elsewhere())];
    const filled: Order[] = [];
    for (const [index, price] of ['101', '95', '106', '89'].entries()) {
      const at = `2026-01-01T00:00:0${index}.000Z`;
      const outcomes = await Promise.all(workers.map((worker) => tick(worker, price, at)));
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ failed: [], expired: [] });
        filled.push(...outcome.filled);
      }
    }
    expect(idsOf(filled).sort()).toEqual(placed.sort());
    for (const trader of traders) {
      const rows = await everyItem((page) => app.portfolio.listTransactions(trader.username, page));
      expect(new Set(rows.map(({ orderId }) => orderId)).size).toBe(rows.length);
      expect(rows).toHaveLength(21);
      // 1000 − 0.01 × (5 × 95 + 5 × 89) + 0.01 × (5 × 106 + 5 × 95)
      expect(await wealthOf(app, trader)).toBe('1000.85 + 0 USD, 10 + 0 BTC');
    }
    await expectReconciled(app, ...traders);
  });

  it('two workers with different prices at once leave nothing half done', async (place) => {
    const { app, appOn, elsewhere, store } = place;
    const trader = await openTrader(place);
    const buys = await placeMany(place, trader, 8, 'LIMIT_BUY', '95');
    const other = appOn(await elsewhere());
    const outcomes = await Promise.all([
      tick(app, '94', '2026-01-01T00:00:01.000Z'),
      tick(other, '93', '2026-01-01T00:00:02.000Z'),
    ]);
    expect(idsOf(outcomes.flatMap(({ filled }) => filled)).sort()).toEqual(buys);
    const [last] = await store.unitOfWork.read([{ entity: 'lastTick', assetId: 'BTC', currency: 'USD' }]);
    expect(last).toMatchObject({ at: '2026-01-01T00:00:02.000Z', isFinished: true });
    await expectReconciled(app, trader);
  });
};

/** Places so many orders of a hundredth BTC at this limit, and returns their ids. */
async function placeMany(
  { app }: Place,
  trader: Trader,
  count: number,
  orderType: 'LIMIT_BUY' | 'LIMIT_SELL',
  limitPrice: string,
): Promise<string[]> {
  const order = { ...trader, orderType, quantity: '0.01', limitPrice };
  return idsOf(
    await placeAtOnce(
      app,
      Array.from({ length: count }, () => order),
    ),
  );
}
