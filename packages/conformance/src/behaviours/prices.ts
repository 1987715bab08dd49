import { createOrderfolio, Decimal, type Orderfolio, type OrderfolioOptions, type Quote } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { listAt, openTrader, type Trader, tick } from '../trader.ts';

/** The price that an order is placed at, and that a portfolio is valued at: a stored one, or that of the service's own source. */
export const prices: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('the price of now is the newer of the catalogue’s and the last one applied', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    expect(await pricesShown(app, trader)).toEqual(['100', '100']);
    await tick(app, '120');
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
    await listAt(place, '110');
    expect(await pricesShown(app, trader)).toEqual(['110', '110']);
    await tick(app, '130', '2025-12-31T23:00:00.000Z');
    expect(await pricesShown(app, trader)).toEqual(['110', '110']);
    place.clock.advance(1);
    await tick(app, '105');
    expect(await pricesShown(app, trader)).toEqual(['105', '105']);
    expect(await app.assets.getPriced('BTC')).toMatchObject({
      priceAt: place.clock.now().toISOString(),
      isActive: true,
    });
    await expectRefusal(app.assets.getPriced('NONE'), 'ASSET_NOT_FOUND', { assetId: 'NONE' });
  });

  it('a limit buy does not fill at a price of the catalogue that has been overtaken', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await tick(app, '120');
    const { order } = await app.orders.place({ ...trader, ...LIMIT, limitPrice: '110' });
    expect(order.status).toBe('QUEUED');
    const { order: raised } = await app.orders.replace({ ...orderOf(trader, order), limitPrice: '115' });
    expect(raised.status).toBe('QUEUED');
    const { order: filled } = await app.orders.replace({ ...orderOf(trader, raised), limitPrice: '120' });
    expect([filled.status, String(filled.executionPrice)]).toEqual(['COMPLETED', '120']);
  });

  it('an asset that gets another name, or is closed and opened, keeps the age of its price', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    await tick(app, '120');
    clock.advance(1_000);
    await app.assets.update('BTC', { name: 'Bitcoin, renamed' });
    await app.assets.deactivate('BTC');
    await app.assets.activate('BTC');
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
    // Setting the same price again makes it newer.
    await app.assets.update('BTC', { priceUsd: '100' });
    expect(await pricesShown(app, trader)).toEqual(['100', '100']);
  });

  it('the price of an asset from an older release is as old as its last change', async (place) => {
    const { app, commit, make, clock } = place;
    const older = make.asset({ assetId: 'BTC', priceUsd: new Decimal('100') });
    await commit(insert('asset', older));
    expect(older).not.toHaveProperty('priceAt');
    const trader = await openTrader(place);
    clock.advance(1_000);
    await tick(app, '120');
    clock.advance(1_000);
    await app.assets.update('BTC', { name: 'Bitcoin, renamed' });
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
  });

  it('without a price in the catalogue, the last one applied is the price', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await tick(app, '120');
    await listAt(place, '0');
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
  });

  it('a price that is older than maxQuoteAgeMs is none', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const strict = appWith(place, { maxQuoteAgeMs: 60_000 });
    await tick(app, '120');
    clock.advance(60_000);
    expect(await pricesShown(strict, trader)).toEqual(['120', '120']);
    clock.advance(1);
    const quotedAt = AT;
    await expectNothingWritten(place, () =>
      expectRefusal(strict.orders.place({ ...BUY, ...trader }), 'PRICE_UNAVAILABLE', { assetId: 'BTC', quotedAt }),
    );
    expect(await strict.portfolio.value(trader.username)).toMatchObject({ unpriced: ['BTC'] });
    const { order } = await strict.orders.place({ ...trader, ...LIMIT, limitPrice: '120' });
    expect(order.status).toBe('QUEUED');
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
  });

  it('with maxQuoteAgeMs, a price that is more than a minute ahead of the clock is none', async (place) => {
    const trader = await openTrader(place);
    const quotedAt = '2026-01-01T00:01:00.001Z';
    const quoting = (at: string) =>
      appWith(place, { maxQuoteAgeMs: 60_000, prices: { quote: () => ({ price: '90', at }) } });
    await expectRefusal(quoting(quotedAt).orders.place({ ...BUY, ...trader }), 'PRICE_UNAVAILABLE', { quotedAt });
    const { order } = await quoting('2026-01-01T00:01:00.000Z').orders.place({ ...BUY, ...trader });
    expect(order.status).toBe('COMPLETED');
  });

  it('a price whose time a clock that leapt has given does not hide the other one', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const YEAR = 31_536_000_000;
    clock.advance(YEAR);
    await app.assets.update('BTC', { priceUsd: '101' });
    clock.advance(-YEAR);
    expect(await pricesShown(app, trader)).toEqual(['101', '101']);
    await tick(app, '200');
    expect(await pricesShown(app, trader)).toEqual(['200', '200']);
    clock.advance(YEAR);
    await tick(app, '300');
    clock.advance(1 - YEAR);
    await app.assets.update('BTC', { priceUsd: '120' });
    expect(await pricesShown(app, trader)).toEqual(['120', '120']);
  });

  it('a source that is given is asked by asset and currency, once a command, and never by a price', async (place) => {
    const trader = await openTrader(place);
    const asked: unknown[] = [];
    const app = appWith(place, {
      prices: {
        quote(request) {
          asked.push(request);
          return { price: '90', at: AT };
        },
      },
    });
    const { order } = await app.orders.place({ ...trader, ...LIMIT, limitPrice: '80' });
    await app.orders.replace({ ...orderOf(trader, order), limitPrice: '85' });
    await app.portfolio.value(trader.username);
    const request = { assetId: 'BTC', currency: 'USD' };
    expect(asked).toEqual([request, request, { ...request, display: true }]);
    expect((await tick(app, '85')).filled).toHaveLength(1);
    expect(asked).toHaveLength(3);
  });

  it('what a source says is read: a decimal string is a price, zero and undefined are none', async (place) => {
    const trader = await openTrader(place);
    let quote: Quote | undefined;
    const app = appWith(place, { prices: { quote: () => quote } });
    for (const price of ['50000', new Decimal('50000')]) {
      quote = { price, at: AT };
      expect(await pricesShown(app, trader)).toEqual(['50000', '50000']);
    }
    for (const none of [undefined, { price: '0', at: AT }]) {
      quote = none;
      const refusal = await app.orders.place({ ...trader, ...BUY }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'PRICE_UNAVAILABLE', retryable: true, cause: undefined });
      expect(await app.assets.getPriced('BTC')).toEqual(await app.assets.get('BTC'));
    }
  });

  for (const [what, quote] of Object.entries(MISBEHAVING)) {
    it(`a source that ${what} has no price, and stops nothing that needs none`, async (place) => {
      const trader = await openTrader(place);
      const app = appWith(place, { prices: { quote: () => anything(quote()) } });
      await expectNothingWritten(place, async () => {
        for (const order of [BUY, { ...LIMIT, limitPrice: '80', timeInForce: 'IOC' } as const]) {
          const refusal = await app.orders.place({ ...trader, ...order }).catch((error: unknown) => error);
          expect(refusal).toMatchObject({ code: 'PRICE_UNAVAILABLE', assetId: 'BTC', cause: expect.anything() });
        }
      });
      const { order } = await app.orders.place({ ...trader, ...LIMIT, limitPrice: '80' });
      const { order: replaced } = await app.orders.replace({ ...orderOf(trader, order), limitPrice: '85' });
      expect([order.status, replaced.status]).toEqual(['QUEUED', 'QUEUED']);
      const { usdBalance, totalAssetValue, unpriced } = await app.portfolio.value(trader.username);
      expect([String(usdBalance), String(totalAssetValue), unpriced]).toEqual(['1000', '0', ['BTC']]);
    });
  }

  it('one holding without a price does not spoil the others', async (place) => {
    const trader = await openTrader(place);
    await place.addAsset({ assetId: 'ETH', priceUsd: new Decimal('10') });
    await place.app.orders.place({ ...trader, ...BUY, assetId: 'ETH' });
    const app = appWith(place, {
      prices: {
        async quote({ assetId }) {
          if (assetId === 'ETH') throw new Error('no such market');
          return { price: '200', at: AT };
        },
      },
    });
    const { totalAssetValue, unpriced } = await app.portfolio.value(trader.username);
    expect([String(totalAssetValue), unpriced]).toEqual(['2000', ['ETH']]);
  });

  it('a repeated command is answered with its first result, even when the source is down', async (place) => {
    const trader = await openTrader(place);
    const order = { ...trader, ...BUY, clientOrderId: 'buy-1' };
    const resting = await place.app.orders.place({ ...trader, ...LIMIT, limitPrice: '80' });
    const replacement = { ...orderOf(trader, resting.order), limitPrice: '85', clientOrderId: 'replace-1' };
    const first = [await place.app.orders.place(order), await place.app.orders.replace(replacement)];
    const app = appWith(place, { prices: { quote: () => Promise.reject(new Error('the feed is down')) } });
    const again = [await app.orders.place(order), await app.orders.replace(replacement)];
    expect(again).toEqual(first.map((result) => ({ ...result, replayed: true })));
  });

  it('a source that does not answer keeps no other command waiting, and no price', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const never = new Promise<never>(() => undefined);
    let answer: (quote: Quote) => void = () => undefined;
    const asked = new Promise<Quote>((resolve) => {
      answer = resolve;
    });
    // The deadline comes when the test says so.
    const timer = { sleep: () => never };
    const slow = appWith(place, { timer, prices: { quote: () => asked } });
    await app.orders.place({ ...trader, ...LIMIT, limitPrice: '90' });
    const waiting = slow.orders.place({ ...trader, ...BUY });
    const { balance } = await slow.funds.deposit({ username: trader.username, amount: '10.00' });
    expect(String(balance.currentBalance)).toBe('1010');
    expect((await tick(slow, '89')).filled).toHaveLength(1);
    answer({ price: '95', at: AT });
    expect(String((await waiting).order.executionPrice)).toBe('95');
  });
};

const BUY = { orderType: 'MARKET_BUY', quantity: '0.01' } as const;
const LIMIT = { orderType: 'LIMIT_BUY', quantity: '1' } as const;

const AT = '2026-01-01T00:00:00.000Z';
const down = new Error('the feed is down');

/** Sources in words that follow `a source that`. */
const MISBEHAVING: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw down;
  },
  rejects: () => Promise.reject(down),
  'never answers': () => new Promise(() => undefined),
  'gives a number': () => ({ price: 50_000, at: AT }),
  'gives no decimal': () => ({ price: '50,000', at: AT }),
  'gives less than nothing': () => ({ price: '-1', at: AT }),
  'does not say when': () => ({ price: '50000' }),
  'gives a time that is none': () => ({ price: '50000', at: 'just now' }),
  'gives nothing but a price': () => '50000',
  'gives null': () => Promise.resolve(null),
};

function appWith({ store, clock, timer, ids }: Place, options: Partial<OrderfolioOptions>): Orderfolio {
  return createOrderfolio({ store, clock, timer, ids, ...options });
}

function orderOf({ username }: Trader, { orderId }: { readonly orderId: string }) {
  return { username, orderId };
}

/** The price that a little is bought at, and the one that the portfolio shows. */
async function pricesShown(app: Orderfolio, trader: Trader): Promise<string[]> {
  const { order } = await app.orders.place({ ...trader, ...BUY });
  const { assetBalances } = await app.portfolio.value(trader.username);
  const { priceUsd } = await app.assets.getPriced('BTC');
  expect(String(priceUsd)).toBe(String(order.executionPrice));
  return [String(order.executionPrice), String(assetBalances[0]?.price)];
}
