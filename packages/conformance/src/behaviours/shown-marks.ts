import type { Order } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyPage } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, listAt, openTrader, type Trader, tick } from '../trader.ts';

/** Every way to an order shows the same order: a trailing stop with the high-water mark of its group. */
export const shownMarks: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('by its id, by its client order id and in every list, a trailing stop shows the mark of now', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { order } = await app.orders.place({ ...trader, ...TRAILING, trailAmount: '20', clientOrderId: 'mine' });
    for (const price of ['110', '112', '120']) {
      await tick(app, price);
      const views = await viewsOf(place, await app.orders.get(order.username, order.orderId));
      expect(views.map((view) => String(view.highWaterMark))).toEqual(Array(7).fill(price));
      expect(new Set(views.map((view) => JSON.stringify(view))).size, 'different orders').toBe(1);
    }
  });

  it('a list shows the marks of all its groups, and every other order as it is stored', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.orders.place({ ...trader, ...TRAILING, trailAmount: '20' });
    await app.orders.place({ ...trader, ...TRAILING, trailPercent: '20' });
    await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '50' });
    await tick(app, '130');
    clock.advance(61_000);
    await tick(app, '125');
    await app.assets.update('BTC', { priceUsd: '125' });
    await app.orders.place({ ...trader, ...TRAILING, trailAmount: '21' });
    await tick(app, '126');
    await listAt(place, '124');
    await app.orders.place({ ...trader, ...TRAILING, trailAmount: '22' });
    for (const limit of [1, 2, 100]) {
      const listed = await everyListed(place, trader, limit);
      const marks = listed.map(({ highWaterMark }) => highWaterMark?.toString());
      expect(marks, `limit ${limit}`).toEqual(['124', '126', undefined, '130', '130', undefined]);
      for (const order of listed) {
        expect(order).toEqual(await app.orders.get(username, order.orderId));
        expect({ ...order, highWaterMark: undefined }).toEqual({
          ...(await store.orders.get(username, order.orderId)),
          highWaterMark: undefined,
        });
      }
    }
  });

  it('what ends shows the mark that it ended with, in the result and ever after', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const [anHour, twoHours] = ['2026-01-01T01:00:00.000Z', '2026-01-01T02:00:00.000Z'];
    const wide = { ...trader, ...TRAILING, trailAmount: '60' };
    const narrow = { ...trader, ...TRAILING, trailAmount: '40' };
    const { order: cancelled } = await app.orders.place(wide);
    const { order: replaced } = await app.orders.place(wide);
    const { order: expired } = await app.orders.place({ ...wide, expiresAt: anHour });
    const { order: late } = await app.orders.place({ ...wide, expiresAt: twoHours });
    const { order: worthless } = await app.orders.place({ ...narrow, quantity: '0.0002' });
    const { order: filled } = await app.orders.place(narrow);
    await tick(app, '110');
    await tick(app, '120');
    const ended = [(await app.orders.cancel(username, cancelled.orderId)).order];
    const replacement = await app.orders.replace({ username, orderId: replaced.orderId, quantity: '0.5' });
    ended.push(replacement.replaced);
    clock.set(anHour);
    ended.push(...(await app.orders.expireDue()).expired);
    clock.set(twoHours);
    const outcome = await tick(app, '49');
    ended.push(...outcome.expired, ...outcome.failed, ...outcome.filled);
    expect(idsOf(ended)).toEqual(idsOf([cancelled, replaced, expired, late, worthless, filled, replacement.order]));
    for (const order of ended) {
      expect(String(order.highWaterMark), order.status).toBe('120');
      for (const view of await viewsOf(place, order)) expect(view, order.status).toEqual(order);
    }
    await expectReconciled(app, trader);
  });
};

const TRAILING = { orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;

/** The order as each way that leads to it shows it. */
async function viewsOf({ app }: Place, { username, orderId, clientOrderId, status }: Order): Promise<Order[]> {
  const { orders } = app;
  const lists = [
    orders.listByUser(username),
    orders.listByUserAndAsset(username, 'BTC'),
    orders.listByUserAndStatus(username, status),
    orders.listOpenByUser(username),
    orders.listOpenByAsset('BTC'),
  ];
  const listed = (await Promise.all(lists)).flatMap(({ items }) => items);
  return [
    await orders.get(username, orderId),
    ...(clientOrderId === undefined ? [] : [await orders.getByClientOrderId(username, clientOrderId)]),
    ...listed.filter((order) => order.orderId === orderId),
  ];
}

/** The user's orders of BTC, page by page. */
async function everyListed({ app }: Place, { username }: Trader, limit: number): Promise<Order[]> {
  return (await everyPage((page) => app.orders.listByUserAndAsset(username, 'BTC', page), limit)).flat();
}
