import type { PlaceOrder } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, oneOfEachType, openTrader, tick, wealthOf } from '../trader.ts';

/** The time in force of an order, and the allowed stops. */
export const orderTerms: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('an IOC or FOK order fills at once, or is stored as CANCELLED and holds nothing', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    for (const timeInForce of ['IOC', 'FOK'] as const) {
      const order = { ...trader, quantity: '1', timeInForce } as const;
      for (const limit of [MISSED_BUY, MISSED_SALE]) {
        const placed = await app.orders.place({ ...order, ...limit, clientOrderId: timeInForce + limit.orderType });
        expect(plain(placed.order)).toMatchObject({ status: 'CANCELLED', timeInForce, version: 1 });
        expect(placed.order.statusReason).toContain(timeInForce);
        expect(placed.order).not.toHaveProperty('heldAmount');
        expect([placed.transaction, placed.assetTransaction, placed.replayed]).toEqual([undefined, undefined, false]);
        expect(await app.orders.get(trader.username, placed.order.orderId)).toEqual(placed.order);
        const repeated = await app.orders.place({ ...order, ...limit, clientOrderId: timeInForce + limit.orderType });
        expect(repeated).toEqual({ ...placed, replayed: true });
      }
      expect(await wealthOf(app, trader)).toBe('1000 + 0 USD, 10 + 0 BTC');
      const bought = await app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '100' });
      const sold = await app.orders.place({ ...order, orderType: 'LIMIT_SELL', limitPrice: '99.5' });
      for (const { order: filled } of [bought, sold])
        expect(plain(filled)).toMatchObject({ status: 'COMPLETED', timeInForce, executionPrice: '100' });
    }
    expect((await app.orders.listOpenByUser(trader.username)).items).toEqual([]);
    expect(await tick(app, '90')).toMatchObject({ filled: [], failed: [], expired: [] });
    await expectReconciled(app, trader);
  });

  it('an order is GTD with an expiry and GTC without, and may say so', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    for (const order of oneOfEachType(trader)) {
      const placed = [
        await app.orders.place({ ...order, expiresAt: IN_A_YEAR }),
        await app.orders.place({ ...order, timeInForce: 'GTD', expiresAt: SOON }),
      ].map((each) => each.order);
      expect(plain(placed)).toMatchObject([
        { timeInForce: 'GTD', expiresAt: IN_A_YEAR, status: 'QUEUED' },
        { timeInForce: 'GTD', expiresAt: SOON, status: 'QUEUED' },
      ]);
      for (const { username, orderId } of placed) await app.orders.cancel(username, orderId);
      const { order: gtc } = await app.orders.place({ ...order, timeInForce: 'GTC' });
      expect(gtc.timeInForce).toBe('GTC');
      await app.orders.cancel(gtc.username, gtc.orderId);
    }
  });

  it('an expiry is in the future, within a year, and of a GTD order', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const now = place.clock.now().toISOString();
    const terms = [
      { expiresAt: now },
      { expiresAt: '2025-12-31T23:59:59.999Z' },
      { expiresAt: '2027-01-01T00:00:00.001Z' },
      { timeInForce: 'GTD' },
      { timeInForce: 'GTC', expiresAt: SOON },
    ] as const;
    await expectNothingWritten(place, async () => {
      for (const order of oneOfEachType(trader)) {
        for (const given of terms) {
          const about = `${order.orderType} ${JSON.stringify(given)}`;
          await expectRefusal(
            app.orders.place({ ...order, ...given }),
            'VALIDATION_FAILED',
            { field: 'expiresAt' },
            about,
          );
        }
      }
      for (const timeInForce of ['IOC', 'FOK'] as const) {
        const order = { ...trader, ...MISSED_BUY, quantity: '1', timeInForce } as const;
        const refused = app.orders.place({ ...order, expiresAt: SOON });
        await expectRefusal(refused, 'VALIDATION_FAILED', { field: 'expiresAt' });
      }
    });
  });

  it('a stop stands on its own side of the price: below for a loss, above for a profit', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const order = { ...trader, quantity: '1' } as const;
    await expectNothingWritten(place, async () => {
      for (const stopPrice of ['100', '100.01', '5000']) {
        const loss = app.orders.place({ ...order, orderType: 'STOP_LOSS_SELL', stopPrice });
        await expectRefusal(loss, 'VALIDATION_FAILED', { field: 'stopPrice' }, `a stop-loss at ${stopPrice}`);
      }
      for (const stopPrice of ['100', '99.99', '0.01']) {
        const profit = app.orders.place({ ...order, orderType: 'TAKE_PROFIT_SELL', stopPrice });
        await expectRefusal(profit, 'VALIDATION_FAILED', { field: 'stopPrice' }, `a take-profit at ${stopPrice}`);
      }
    });
    await app.orders.place({ ...order, orderType: 'STOP_LOSS_SELL', stopPrice: '99.99' });
    await app.orders.place({ ...order, orderType: 'TAKE_PROFIT_SELL', stopPrice: '100.01' });
  });

  it('a trail is an amount below the price or less than 100 percent, and one of the two', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const order = { ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;
    await expectNothingWritten(place, async () => {
      for (const trail of [
        { trailAmount: '100' },
        { trailAmount: '100.01' },
        {},
        { trailAmount: '5', trailPercent: '5' },
      ])
        await expectRefusal(app.orders.place({ ...order, ...trail }), 'VALIDATION_FAILED', { field: 'trailAmount' });
      for (const trailPercent of ['100', '100.5', '250'])
        await expectRefusal(app.orders.place({ ...order, trailPercent }), 'VALIDATION_FAILED', {
          field: 'trailPercent',
        });
    });
    for (const trail of [{ trailAmount: '99.5' }, { trailPercent: '99.9' }, { trailPercent: '0.0001' }]) {
      const { order: placed } = await app.orders.place({ ...order, ...trail });
      expect(plain(placed)).toMatchObject({ ...trail, status: 'QUEUED', highWaterMark: '100' });
    }
  });

  it('a trail that leaves nothing of the price is refused by the name that it was given by', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.assets.update('BTC', { priceUsd: '0.000000000000000001' });
    const order = { ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;
    await expectNothingWritten(place, async () => {
      const percent = app.orders.place({ ...order, trailPercent: '99.9999' });
      await expectRefusal(percent, 'VALIDATION_FAILED', { field: 'trailPercent' });
      const amount = app.orders.place({ ...order, trailAmount: '0.000000000000000001' });
      await expectRefusal(amount, 'VALIDATION_FAILED', { field: 'trailAmount' });
    });
  });

  it('a price that no trailing stop can follow is told of the asset', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const order = { ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '1', trailPercent: '5' } as const;
    for (const priceUsd of ['100000000000000000000', '1.0000000000000000001']) {
      await app.assets.update('BTC', { priceUsd });
      await expectNothingWritten(place, () =>
        expectRefusal(app.orders.place(order), 'VALIDATION_FAILED', { field: 'assetId' }, priceUsd),
      );
    }
  });

  it('a sale that would bring less than a cent is refused', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const sale = { ...trader, quantity: '0.0001' } as const;
    await expectNothingWritten(place, async () => {
      const sales: readonly PlaceOrder[] = [
        { ...sale, orderType: 'STOP_LOSS_SELL', stopPrice: '99.99' },
        { ...sale, orderType: 'TRAILING_STOP_SELL', trailPercent: '1' },
        { ...sale, orderType: 'LIMIT_SELL', limitPrice: '101', quantity: '0.00009' },
        { ...sale, orderType: 'TAKE_PROFIT_SELL', stopPrice: '101', quantity: '0.00009' },
      ];
      for (const order of sales)
        await expectRefusal(app.orders.place(order), 'VALIDATION_FAILED', { field: 'quantity' }, order.orderType);
    });
  });

  it('without a price a limit order rests, and nothing else', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.assets.update('BTC', { priceUsd: '0' });
    await expectNothingWritten(place, async () => {
      for (const order of oneOfEachType(trader).filter(({ orderType }) => !orderType.startsWith('LIMIT')))
        await expectRefusal(app.orders.place(order), 'PRICE_UNAVAILABLE', { assetId: 'BTC' }, order.orderType);
      for (const timeInForce of ['IOC', 'FOK'] as const) {
        for (const limit of [MISSED_BUY, MISSED_SALE]) {
          const order = { ...trader, ...limit, quantity: '1', timeInForce };
          await expectRefusal(app.orders.place(order), 'PRICE_UNAVAILABLE', { assetId: 'BTC' });
        }
      }
    });
    await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '900' });
    await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '1' });
    expect(await wealthOf(app, trader)).toBe('100 + 900 USD, 9 + 1 BTC');
  });
};

const IN_A_YEAR = '2027-01-01T00:00:00.000Z';
const SOON = '2026-01-01T00:00:00.001Z';
const MISSED_BUY = { orderType: 'LIMIT_BUY', limitPrice: '99.99' } as const;
const MISSED_SALE = { orderType: 'LIMIT_SELL', limitPrice: '100.01' } as const;
