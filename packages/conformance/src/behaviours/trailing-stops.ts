import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, type Trader, tick, wealthOf } from '../trader.ts';

/** Trailing stops: the mark only rises, and the stop follows it. */
export const trailingStops: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const [trail, stops] of [
    [{ trailAmount: '10' }, ['90', '110', '140.5']],
    [{ trailPercent: '10' }, ['90', '108', '135.45']],
    [{ trailPercent: '33.3333' }, ['66.6667', '80.00004', '100.3333835']],
  ] as const) {
    it(`${JSON.stringify(trail)}: sells at the stop below the highest price since it was placed`, async (place) => {
      const { app } = place;
      const trader = await openTrader(place);
      const marks = ['100', '120', '150.5'];
      for (const [index, stop] of stops.entries()) {
        const { order } = await app.orders.place({ ...trader, ...TRAILING, ...trail });
        for (const mark of marks.slice(0, index + 1)) expect((await tick(app, mark)).filled).toEqual([]);
        const missed = `${stop}${stop.includes('.') ? '' : '.'}000001`;
        expect((await tick(app, missed)).filled, `a mark of ${marks[index]} and a price of ${missed}`).toEqual([]);
        const { filled } = await tick(app, stop);
        expect(plain(filled), `a mark of ${marks[index]} and a price of ${stop}`).toMatchObject([
          { orderId: order.orderId, status: 'COMPLETED', executionPrice: stop, highWaterMark: marks[index], ...trail },
        ]);
        await tick(app, '100');
      }
      await expectReconciled(app, trader);
    });
  }

  it('the mark begins at the price at which the order is placed, and never falls', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { order } = await app.orders.place({ ...trader, ...TRAILING, trailAmount: '10' });
    expect(plain(order)).toMatchObject({ highWaterMark: '100', heldAmount: '1', status: 'QUEUED' });
    for (const price of ['99', '91', '104', '95', '94.01']) expect((await tick(app, price)).filled).toEqual([]);
    const { filled } = await tick(app, '94');
    expect(plain(filled)).toMatchObject([{ orderId: order.orderId, highWaterMark: '104', executionPrice: '94' }]);
    expect(await wealthOf(app, trader)).toBe('1094 + 0 USD, 9 + 0 BTC');
  });

  it('orders that were placed at different marks sell at their own stops, the highest first', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const placed = new Map<string, string>();
    for (const [price, trailAmount] of [
      ['100', '30'],
      ['120', '40'],
      ['110', '5'],
      ['115', '25'],
    ] as const) {
      placed.set(await placeAt(place, trader, price, { trailAmount }), `${trailAmount} below`);
      await tick(app, price);
      clock.advance(61_000);
    }
    const sold = async (price: string) => (await tick(app, price)).filled.map(({ orderId }) => placed.get(orderId));
    expect(await sold('110.01')).toEqual([]);
    expect(await sold('110')).toEqual(['5 below']);
    expect(await sold('90')).toEqual(['30 below', '25 below']);
    expect(await sold('80.01')).toEqual([]);
    expect(await sold('80')).toEqual(['40 below']);
    await expectReconciled(app, trader);
  });

  it('many ticks up, and one down: every order sells where its own trail ends', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const trails = ['1', '2.5', '10', '0.5', '99', '40'];
    const byTrail = new Map<string, string>();
    for (const trailAmount of trails) {
      const { order } = await app.orders.place({ ...trader, ...TRAILING, trailAmount });
      byTrail.set(order.orderId, trailAmount);
    }
    for (let price = 101; price <= 130; price++) {
      clock.advance(30_000);
      expect((await tick(app, `${price}`)).filled).toEqual([]);
    }
    const { filled } = await tick(app, '90');
    expect(filled.map(({ orderId }) => byTrail.get(orderId))).toEqual(['0.5', '1', '2.5', '10', '40']);
    for (const { highWaterMark } of filled) expect(String(highWaterMark)).toBe('130');
    expect((await tick(app, '31.01')).filled).toEqual([]);
    expect((await tick(app, '31')).filled.map(({ orderId }) => byTrail.get(orderId))).toEqual(['99']);
    await expectReconciled(app, trader);
  });

  it('stands among the other orders: the highest trigger first, then the oldest', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const loss = { ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1' } as const;
    const place1 = async (stopPrice: string) => (await app.orders.place({ ...loss, stopPrice })).order.orderId;
    const trailing = (await app.orders.place({ ...trader, ...TRAILING, trailAmount: '20' })).order.orderId;
    clock.advance(1);
    const [low, high] = [await place1('89.5'), await place1('98')];
    clock.advance(1);
    const alone = (await app.orders.place({ ...trader, ...TRAILING, trailAmount: '4' })).order.orderId;
    await tick(app, '110');
    const { filled } = await tick(app, '50');
    expect(idsOf(filled)).toEqual([alone, high, trailing, low]);
    await expectReconciled(app, trader);
  });

  it('comes before what waits for the same price where it is older, in a group too', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const placed: string[] = [];
    for (const order of [
      { ...TRAILING, trailAmount: '20' },
      { ...TRAILING, orderType: 'STOP_LOSS_SELL', stopPrice: '90' },
      { ...TRAILING, trailAmount: '20' },
      { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' },
    ] as const) {
      placed.push((await app.orders.place({ ...trader, ...order })).order.orderId);
      clock.advance(1);
    }
    await tick(app, '110');
    expect(idsOf((await tick(app, '89')).filled)).toEqual(placed);
  });

  it('can be cancelled and replaced once its mark has risen, and keeps the mark', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const [first, second] = [
      (await app.orders.place({ ...trader, ...TRAILING, trailAmount: '10' })).order,
      (await app.orders.place({ ...trader, ...TRAILING, trailAmount: '10' })).order,
    ];
    for (const price of ['120', '130', '125']) await tick(app, price);
    const { order: cancelled } = await app.orders.cancel(username, first.orderId);
    expect(cancelled.status).toBe('CANCELLED');
    const { order: replacement } = await app.orders.replace({ username, orderId: second.orderId, quantity: '2' });
    expect(plain(replacement)).toMatchObject({
      highWaterMark: '130',
      quantity: '2',
      heldAmount: '2',
      trailAmount: '10',
    });
    const { orderId } = replacement;
    await expectNothingWritten(place, () =>
      expectRefusal(app.orders.replace({ username, orderId, stopPrice: '1' }), 'VALIDATION_FAILED', {
        field: 'stopPrice',
      }),
    );
    expect((await tick(app, '120.01')).filled).toEqual([]);
    expect(idsOf((await tick(app, '120')).filled)).toEqual([replacement.orderId]);
    expect(await wealthOf(app, trader)).toBe('1240 + 0 USD, 8 + 0 BTC');
    await expectReconciled(app, trader);
  });

  it('a replacement begins at the price of now where that is higher than the mark', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { order } = await app.orders.place({ ...trader, ...TRAILING, trailPercent: '10' });
    await app.assets.update('BTC', { priceUsd: '140' });
    const { order: replacement } = await app.orders.replace({ username, orderId: order.orderId, quantity: '0.5' });
    expect(plain(replacement)).toMatchObject({ highWaterMark: '140', trailPercent: '10' });
    expect((await tick(app, '126.01')).filled).toEqual([]);
    expect(idsOf((await tick(app, '126')).filled)).toEqual([replacement.orderId]);
  });
};

const TRAILING = { orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;

/** Places a trailing stop while BTC costs this much. */
async function placeAt({ app }: Place, trader: Trader, priceUsd: string, trail: { readonly trailAmount: string }) {
  await app.assets.update('BTC', { priceUsd });
  const { order } = await app.orders.place({ ...trader, ...TRAILING, ...trail });
  return order.orderId;
}
