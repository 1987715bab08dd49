import { createOrderfolio, Decimal, type Order, type PriceTick } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { storeOver } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, type Trader, tick } from '../trader.ts';

/** `app.orders.onPrice`: prices that come again, out of order, at one time, or from a clock of their own. */
export const pricesAgain: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('of two prices of one time, the first that comes again changes nothing, and sells no trailing stop', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openAtNoon(place);
    const { order } = await app.orders.place({ ...trader, ...TRAILING, trailAmount: '10' });
    await tick(app, '105', NOON);
    await tick(app, '120', NOON);
    const slower = appOn(await elsewhere());
    await expectNothingWritten(place, async () => {
      expect(await tick(slower, '105', NOON)).toMatchObject(UNCHANGED);
    });
    expect(await app.orders.get(trader.username, order.orderId)).toMatchObject({ status: 'QUEUED' });
    expect((await lastTick(place))?.price.toString()).toBe('120');
  });

  it('several prices of one time are each applied once, whatever their order', async (place) => {
    const { app } = place;
    const trader = await openAtNoon(place);
    const prices = ['90', '110', '95', '105', '100'];
    const [first] = await placeLimits(place, trader, 'LIMIT_BUY', ['90']);
    const [second] = await placeLimits(place, trader, 'LIMIT_SELL', ['110']);
    const filled: string[] = [];
    for (const price of prices) {
      const outcome = await tick(app, price, NOON);
      expect(outcome.applied, price).toBe(true);
      filled.push(...idsOf(outcome.filled));
    }
    expect(filled).toEqual([first, second]);
    for (const price of prices.toReversed()) expect(await tick(app, price, NOON), price).toMatchObject(UNCHANGED);
    expect((await tick(app, '90', '2026-01-01T12:00:01.000Z')).applied, 'at another time').toBe(true);
  });

  it('without a sequence, one time has room for a hundred prices', async (place) => {
    const { app } = place;
    await openAtNoon(place);
    for (let price = 1; price <= 100; price++) expect((await tick(app, `${price}`, NOON)).applied).toBe(true);
    await expectRefusal(tick(app, '101', NOON), 'VALIDATION_FAILED', { field: 'sequence' });
    expect(await tick(app, '1', NOON)).toMatchObject(UNCHANGED);
    expect((await onPrice(place, { price: '101', at: NOON, sequence: 0 })).applied).toBe(true);
    expect((await tick(app, '101', '2026-01-01T12:00:00.001Z')).applied).toBe(true);
  });

  it('prices of one time are ordered by their sequence: an older or an equal one changes nothing', async (place) => {
    await openAtNoon(place);
    const at = NOON;
    expect((await onPrice(place, { price: '100', at, sequence: 7 })).applied).toBe(true);
    for (const sequence of [0, 6, 7])
      expect(await onPrice(place, { price: '99', at, sequence }), `${sequence}`).toMatchObject(UNCHANGED);
    expect(await onPrice(place, { price: '100', at, sequence: 7 })).toMatchObject(UNCHANGED);
    const greatest = Number.MAX_SAFE_INTEGER;
    for (const sequence of [8, greatest - 1, greatest])
      expect((await onPrice(place, { price: '100', at, sequence })).applied, `${sequence}`).toBe(true);
    expect(await onPrice(place, { price: '98', at, sequence: greatest - 1 })).toMatchObject(UNCHANGED);
    const later = '2026-01-01T12:00:00.001Z';
    expect((await onPrice(place, { price: '100', at: later, sequence: 0 })).applied, 'the time comes first').toBe(true);
    expect(await onPrice(place, { price: '97', at, sequence: greatest })).toMatchObject(UNCHANGED);
  });

  it('prices with and without a sequence are each held against their own kind', async (place) => {
    await openAtNoon(place);
    const at = NOON;
    expect((await onPrice(place, { price: '101', at })).applied).toBe(true);
    expect((await onPrice(place, { price: '102', at, sequence: 5 })).applied).toBe(true);
    expect((await onPrice(place, { price: '103', at })).applied).toBe(true);
    expect((await onPrice(place, { price: '104', at, sequence: 6 })).applied).toBe(true);
    for (const price of ['101', '103']) expect(await onPrice(place, { price, at })).toMatchObject(UNCHANGED);
    for (const sequence of [5, 6])
      expect(await onPrice(place, { price: '105', at, sequence })).toMatchObject(UNCHANGED);
  });

  it('refuses a sequence that is none, and one without a time', async (place) => {
    await openAtNoon(place);
    for (const sequence of [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN])
      await expectRefusal(onPrice(place, { price: '100', at: NOON, sequence }), 'VALIDATION_FAILED', {
        field: 'sequence',
      });
    await expectRefusal(onPrice(place, { price: '100', sequence: 1 }), 'VALIDATION_FAILED', { field: 'at' });
  });

  it('the last price that comes again later fills nothing that was placed meanwhile', async (place) => {
    const { app, clock } = place;
    const trader = await openAtNoon(place);
    expect((await tick(app, '80', NOON)).applied).toBe(true);
    clock.advance(1_800_000);
    const buys = await placeLimits(at100(place), trader, 'LIMIT_BUY', ['90']);
    await expectNothingWritten(place, async () => {
      expect(await tick(app, '80', NOON)).toMatchObject(UNCHANGED);
    });
    expect(idsOf((await tick(app, '80')).filled), 'the price of now').toEqual(buys);
    await expectReconciled(app, trader);
  });

  it('a price that was cut short passes by what was placed since, by whomever it is sent again', async (place) => {
    const { app, appOn, elsewhere, commit, make } = place;
    const trader = await openAtNoon(place);
    const before = await placeLimits(place, trader, 'LIMIT_BUY', ['90']);
    await commit(insert('lastTick', make.lastTick({ ...UNFINISHED, price: new Decimal('80'), at: NOON })));
    const desk = at100(place);
    const meanwhile = await placeLimits(desk, trader, 'LIMIT_BUY', ['91', '85']);
    const { order: trailing } = await desk.app.orders.place({ ...trader, ...TRAILING, trailAmount: '15' });
    for (const worker of [app, appOn(await elsewhere())]) {
      const { filled } = await tick(worker, '80', NOON);
      expect(idsOf(filled)).toEqual(worker === app ? before : []);
    }
    const open = await app.orders.listOpenByAsset('BTC');
    expect(idsOf(open.items).toSorted()).toEqual([...meanwhile, trailing.orderId].toSorted());
  });

  it('a price passes by what was placed since it was recorded, though the clock of the orders is behind', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openAtNoon(place);
    clock.set('2026-01-01T11:59:58.000Z');
    const before = await placeLimits(place, trader, 'LIMIT_SELL', ['110']);
    clock.set(NOON);
    await commit(insert('lastTick', make.lastTick({ ...UNFINISHED, price: new Decimal('120'), at: NOON })));
    clock.set('2026-01-01T11:59:58.000Z');
    const after = await placeLimits(at100(place), trader, 'LIMIT_SELL', ['111']);
    clock.set(NOON);
    expect(idsOf((await tick(app, '120', NOON)).filled)).toEqual(before);
    expect(idsOf((await app.orders.listOpenByAsset('BTC')).items)).toEqual(after);
  });

  it('a series of the past fills the orders of today, also where it is finished late', async (place) => {
    const { app, commit, make, clock } = place;
    const trader = await openAtNoon(place);
    const buys = await placeLimits(place, trader, 'LIMIT_BUY', ['90', '80']);
    clock.set('2014-09-17T00:00:00.000Z');
    const at = clock.now().toISOString();
    await commit(insert('lastTick', make.lastTick({ ...UNFINISHED, price: new Decimal('85'), at })));
    expect(idsOf((await tick(app, '85', at)).filled)).toEqual([buys[0]]);
    clock.set('2014-09-18T00:00:00.000Z');
    expect(idsOf((await tick(app, '75', clock.now().toISOString())).filled)).toEqual([buys[1]]);
  });

  it('without a time a price is newer than the last, also by a clock that is behind and in the same millisecond', async (place) => {
    const { app, clock } = place;
    const trader = await openAtNoon(place);
    const ahead = '2026-01-01T12:00:02.000Z';
    expect((await tick(app, '100', ahead)).applied).toBe(true);
    const filled: Order[] = [];
    for (const price of ['101', '100', '101', '101']) {
      const [limit] = await placeLimits(at100(place), trader, 'LIMIT_SELL', ['100.5']);
      const outcome = await tick(app, price);
      expect(outcome.applied, price).toBe(true);
      expect(idsOf(outcome.filled)).toEqual(price === '101' ? [limit] : []);
      filled.push(...outcome.filled);
      if (price === '100') await app.orders.cancel(trader.username, limit ?? '');
    }
    expect(new Set(filled.map(({ triggeredAt }) => triggeredAt))).toEqual(new Set([ahead]));
    clock.set('2026-01-01T12:00:03.000Z');
    await tick(app, '99');
    expect((await lastTick(place))?.at).toBe('2026-01-01T12:00:03.000Z');
  });

  it('a price may be a minute ahead of the clock, and no more', async (place) => {
    const { app } = place;
    await openAtNoon(place);
    await expectNothingWritten(place, async () => {
      for (const at of ['2026-01-01T12:01:00.001Z', '2026-12-31T12:00:00.000Z', '9999-12-31T23:59:59.999Z'])
        await expectRefusal(tick(app, '90', at), 'VALIDATION_FAILED', { field: 'at' });
    });
    expect((await tick(app, '90', '2026-01-01T12:01:00.000Z')).applied).toBe(true);
    expect((await tick(app, '90', NOON)).applied, 'older').toBe(false);
  });

  it('a price whose asset is closed on the way and opened again is finished, not dropped', async (place) => {
    const { app, store, clock, timer, ids } = place;
    const [trader, other] = [await openAtNoon(place), await openTrader(place)];
    const [first] = await placeLimits(place, trader, 'LIMIT_BUY', ['95']);
    const [second] = await placeLimits(place, other, 'LIMIT_BUY', ['90']);
    const [sale] = await placeLimits(place, trader, 'LIMIT_SELL', ['130']);
    const closing = createOrderfolio({
      clock,
      timer,
      ids,
      sweepConcurrency: 1,
      store: storeOver(store, {
        unitOfWork: {
          read: (keys) => store.unitOfWork.read(keys),
          async commit(changeSet) {
            await store.unitOfWork.commit(changeSet);
            const fills = changeSet.changes.some((change) => change.action === 'save' && change.entity === 'order');
            if (fills) await app.assets.deactivate('BTC');
          },
        },
      }),
    });
    expect(idsOf((await tick(closing, '85', NOON)).filled)).toEqual([first]);
    expect(await tick(app, '140', '2026-01-01T12:00:01.000Z')).toMatchObject(UNCHANGED);
    await app.assets.activate('BTC');
    const outcome = await tick(app, '140', '2026-01-01T12:00:02.000Z');
    expect(outcome.filled.map(({ orderId, executionPrice }) => [orderId, String(executionPrice)])).toEqual([
      [second, '85'],
      [sale, '140'],
    ]);
    await expectReconciled(app, trader, other);
  });

  it('two workers with different prices of one time apply both, each once', async (place) => {
    const { app, appOn, elsewhere } = place;
    const trader = await openAtNoon(place);
    const low = await placeLimits(place, trader, 'LIMIT_BUY', ['91', '90']);
    const high = await placeLimits(place, trader, 'LIMIT_SELL', ['109', '110']);
    const other = appOn(await elsewhere());
    const outcomes = await Promise.all([tick(app, '90', NOON), tick(other, '110', NOON)]);
    expect(idsOf(outcomes.flatMap(({ filled }) => filled)).toSorted()).toEqual([...low, ...high].toSorted());
    for (const worker of [app, other])
      for (const price of ['90', '110']) expect(await tick(worker, price, NOON)).toMatchObject(UNCHANGED);
    await expectReconciled(app, trader);
  });
};

const NOON = '2026-01-01T12:00:00.000Z';
const UNCHANGED = { applied: false, filled: [], failed: [], expired: [], skipped: [] } as const;
const UNFINISHED = { assetId: 'BTC', isFinished: false } as const;
const TRAILING = { orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;

/** Opens a trader, and moves the clock to noon. */
async function openAtNoon(place: Place): Promise<Trader> {
  const trader = await openTrader(place);
  place.clock.set(NOON);
  return trader;
}

/** An app whose orders are placed at 100 dollars, whatever the last price is. */
function at100({ store, clock, timer, ids }: Place): Pick<Place, 'app'> {
  const prices = { quote: () => ({ price: new Decimal('100'), at: clock.now().toISOString() }) };
  return { app: createOrderfolio({ store, clock, timer, ids, prices }) };
}

function onPrice({ app }: Place, given: Omit<PriceTick, 'assetId'>) {
  return app.orders.onPrice({ assetId: 'BTC', ...given });
}

async function lastTick({ store }: Place) {
  const [last] = await store.unitOfWork.read([{ entity: 'lastTick', assetId: 'BTC', currency: 'USD' }]);
  return last;
}

/** Places an order of a hundredth BTC at each limit, and returns their ids. */
async function placeLimits(
  { app }: Pick<Place, 'app'>,
  trader: Trader,
  orderType: 'LIMIT_BUY' | 'LIMIT_SELL',
  limits: readonly string[],
): Promise<string[]> {
  const orders: Order[] = [];
  for (const limitPrice of limits)
    orders.push((await app.orders.place({ ...trader, orderType, quantity: '0.01', limitPrice })).order);
  return idsOf(orders);
}
