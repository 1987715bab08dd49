import { Decimal, type Order } from '@orderfolio/domain';
import { insert, type TrailingGroup } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, placeAtOnce, type Trader, tick } from '../trader.ts';

/** Trailing stops share their mark in groups: what a rise writes, and what must not be lost on the way. */
export const trailingGroups: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('orders join a group at the first rise; the next one rewrites the group and none of them', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    const placed = await placeEach(place, trader, [{ trailAmount: '5' }, { trailAmount: '7' }, { trailPercent: '5' }]);
    const stored = () => Promise.all(placed.map(({ username, orderId }) => store.orders.get(username, orderId)));
    await tick(app, '101');
    const joined = await stored();
    expect(joined.map((order) => order?.version)).toEqual([2, 2, 2]);
    expect(new Set(joined.map((order) => order?.trailingGroupId)).size).toBe(2);
    clock.advance(1_000);
    await tick(app, '140');
    expect(await stored()).toEqual(joined);
    const groups = await groupsUnder(place, '1000');
    expect(groups.map(({ mark, narrowestTrail }) => `${narrowestTrail} below ${mark}`).sort()).toEqual([
      ...['5 below 140', '5 below 140'],
    ]);
    expect(await store.triggers.reachedByRise('BTC', new Decimal('140'), { limit: 10 })).toEqual({ entries: [] });
  });

  it('shows the mark of now on an order that rests, and the real one on an order that has filled', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const [placed] = await placeEach(place, trader, [{ trailAmount: '5' }]);
    for (const price of ['101', '140', '139']) await tick(app, price);
    const resting = await app.orders.get(trader.username, placed?.orderId ?? '');
    expect(String(resting.highWaterMark)).toBe('140');
    const { filled } = await tick(app, '130');
    expect(filled.map(({ highWaterMark }) => String(highWaterMark))).toEqual(['140']);
    expect(await app.orders.get(trader.username, placed?.orderId ?? '')).toEqual(filled[0]);
  });

  it('groups that one price is above become one, once a minute has passed', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    const older = await placeEach(place, trader, [{ trailAmount: '30' }, { trailAmount: '31' }]);
    await tick(app, '150');
    clock.advance(61_000);
    await tick(app, '125');
    await app.assets.update('BTC', { priceUsd: '125' });
    const newer = await placeEach(place, trader, [{ trailAmount: '3' }]);
    await tick(app, '130');
    expect(await groupsUnder(place, '1000')).toHaveLength(2);
    await tick(app, '160');
    expect(await groupsUnder(place, '1000'), 'too soon to be one').toHaveLength(2);
    clock.advance(61_000);
    await tick(app, '170');
    const [merged, ...others] = await groupsUnder(place, '1000');
    expect([String(merged?.mark), String(merged?.narrowestTrail), others]).toEqual(['170', '3', []]);
    const members = await store.triggers.reachedByRise(merged?.groupId ?? '', new Decimal('99'), { limit: 9 });
    expect(members.entries.map((member) => member.kind === 'order' && member.order.orderId)).toEqual(
      idsOf([...newer, ...older]),
    );
    const { filled } = await tick(app, '140');
    expect(idsOf(filled)).toEqual(idsOf([...newer, ...older].slice(0, 2)));
    expect((await tick(app, '139')).filled.map(({ highWaterMark }) => String(highWaterMark))).toEqual(['170']);
    await expectReconciled(app, trader);
  });

  it('a group stands at the narrowest trail of those that are left, once a minute has passed', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const [narrow] = await placeEach(place, trader, [{ trailAmount: '5' }, { trailAmount: '50' }]);
    await tick(app, '120');
    expect(idsOf((await tick(app, '110')).filled)).toEqual([narrow?.orderId]);
    expect((await groupsUnder(place, '1000')).map(({ narrowestTrail }) => String(narrowestTrail))).toEqual(['5']);
    clock.advance(60_000);
    expect((await tick(app, '109')).filled).toEqual([]);
    expect((await groupsUnder(place, '1000')).map(({ narrowestTrail }) => String(narrowestTrail))).toEqual(['50']);
    expect((await tick(app, '70')).filled).toHaveLength(1);
    expect(await groupsUnder(place, '1000'), 'a group without orders is in no index').toEqual([]);
    await expectReconciled(app, trader);
  });

  it('many orders of many trails join, and each sells at its own stop', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const trails = Array.from({ length: 120 }, (_nothing, index) => ({ trailAmount: `${1 + (index % 60) / 2}` }));
    const placed = await placeEach(place, trader, trails, '0.01');
    await tick(app, '110');
    clock.advance(61_000);
    await tick(app, '200');
    const sold: Order[] = [];
    for (const price of ['195', '180', '169.5']) sold.push(...(await tick(app, price)).filled);
    const byStop = placed.toSorted(
      (one, other) => (one.trailAmount?.cmp(other.trailAmount ?? '0') ?? 0) || (one.orderId < other.orderId ? -1 : 1),
    );
    expect(idsOf(sold)).toEqual(idsOf(byStop));
    for (const { executionPrice, trailAmount } of sold)
      expect(executionPrice?.lte(new Decimal('200').minus(trailAmount ?? '0'))).toBe(true);
    expect(await app.orders.listOpenByAsset('BTC')).toEqual({ items: [], skipped: [] });
    await expectReconciled(app, trader);
  });

  it('an unfinished price that rises the marks is finished by the next', async (place) => {
    const { app, commit, make } = place;
    const trader = await openTrader(place);
    const [placed] = await placeEach(place, trader, [{ trailAmount: '10' }]);
    const unfinished = make.lastTick({ assetId: 'BTC', price: new Decimal('150'), isFinished: false });
    await commit(insert('lastTick', unfinished));
    const { filled } = await tick(app, '140', '2026-01-01T00:00:01.000Z');
    expect(idsOf(filled)).toEqual([placed?.orderId]);
    expect(String(filled[0]?.highWaterMark)).toBe('150');
  });
};

/** Places a trailing stop for each trail, one after another. */
function placeEach(
  { app }: Place,
  trader: Trader,
  trails: readonly ({ readonly trailAmount: string } | { readonly trailPercent: string })[],
  quantity = '1',
): Promise<Order[]> {
  const order = { ...trader, orderType: 'TRAILING_STOP_SELL', quantity } as const;
  return placeAtOnce(
    app,
    trails.map((trail) => ({ ...order, ...trail })),
  );
}

/** The groups with orders whose mark is below the price. */
async function groupsUnder({ store }: Place, price: string): Promise<TrailingGroup[]> {
  const found = await store.triggers.reachedByRise('BTC', new Decimal(price), { limit: 100 });
  return found.entries.flatMap((trigger) => (trigger.kind === 'group' ? [trigger.group] : []));
}
