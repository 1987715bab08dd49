import type { Depth, PlaceRestingOrder } from '@orderfolio/domain';
import { Decimal } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { oneOfEachType, openTrader, placeAtOnce, tick } from '../trader.ts';

/** The depth of a book: its limit orders, added up by price. */
export const depths: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('adds up the limit orders of all users by price, the best price first, and no stop', async (place) => {
    const { app } = place;
    const [one, other] = [await openTrader(place), await openTrader(place)];
    await tick(app, '100');
    for (const trader of [one, other]) await placeAtOnce(app, [...oneOfEachType(trader), buyAt(trader, '95.50', '2')]);
    const [cheap] = await placeAtOnce(app, [buyAt(one, '0.000000000000000001', '1000'), sellAt(other, '109', '0.5')]);

    expect(inWords(await app.orders.depth('btc'))).toEqual({
      bids: ['4 at 95.5 (2)', '2 at 90 (2)', '1000 at 0.000000000000000001 (1)'],
      asks: ['0.5 at 109 (1)', '2 at 110 (2)'],
    });
    expect(await app.orders.depth('BTC')).toMatchObject({ lastPrice: new Decimal('100'), isComplete: true });
    expect(inWords(await app.orders.depth('BTC', { levels: 1 }))).toEqual({
      bids: ['4 at 95.5 (2)'],
      asks: ['0.5 at 109 (1)'],
    });

    await app.orders.cancel(one.username, cheap?.orderId ?? '');
    await tick(app, '110');
    expect(inWords(await app.orders.depth('BTC'))).toEqual({ bids: ['4 at 95.5 (2)', '2 at 90 (2)'], asks: [] });
  });

  it('is of one currency, and says what asset is not there', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.funds.openBalance(trader.username, 'EUR');
    await placeAtOnce(app, [{ ...sellAt(trader, '1000', '1'), currency: 'EUR' }]);
    expect(await app.orders.depth('BTC')).toEqual({
      ...{ assetId: 'BTC', currency: 'USD', lastPrice: undefined },
      ...{ bids: [], asks: [], isComplete: true },
    });
    expect(inWords(await app.orders.depth('BTC', { currency: 'EUR' }))).toEqual({
      bids: [],
      asks: ['1 at 1000 (1)'],
    });
    await expectRefusal(app.orders.depth('NONE'), 'ASSET_NOT_FOUND', { assetId: 'NONE' });
    await expectRefusal(app.orders.depth('BTC', { levels: 101 }), 'VALIDATION_FAILED', { field: 'levels' });
  });
};

interface Trader {
  readonly username: string;
  readonly assetId: string;
}

function buyAt(trader: Trader, limitPrice: string, quantity: string): PlaceRestingOrder {
  return { ...trader, orderType: 'LIMIT_BUY', limitPrice, quantity };
}

function sellAt(trader: Trader, limitPrice: string, quantity: string): PlaceRestingOrder {
  return { ...trader, orderType: 'LIMIT_SELL', limitPrice, quantity };
}

function inWords({ bids, asks }: Depth) {
  const lines = (levels: Depth['bids']): string[] =>
    levels.map(({ price, quantity, orders }) => `${quantity} at ${price} (${orders})`);
  return { bids: lines(bids), asks: lines(asks) };
}
