import { describe, expect, test } from 'vitest';
import {
  KEPT_QUOTES,
  KEPT_TAPE,
  KEPT_TICKS,
  PriceBoard,
  sparkPoints,
  type Tick,
  tickOf,
} from '../page/operator/price-board.ts';

const tick = (number: number, more: Partial<Tick> = {}): Tick => ({
  id: `lastTick/${number}`,
  assetId: 'BTC',
  currency: 'USD',
  price: String(number),
  at: '2026-01-02T03:04:05.000Z',
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => tick(index));

describe('a price of the feed', () => {
  const told = { id: '1', at: '2026-01-02T03:04:06.000Z', type: 'PRICE_APPLIED' };

  test('has the time when it was the price', () => {
    const data = { assetId: 'BTC', currency: 'EUR', price: '7.00', pricedAt: '2026-01-02T03:04:05.000Z' };
    expect(tickOf({ ...told, data })).toEqual(tick(0, { id: '1', currency: 'EUR', price: '7.00' }));
  });

  test('is none if it is another event, or has no price', () => {
    expect(tickOf({ ...told, type: 'ASSET_CHANGED', data: { assetId: 'BTC', price: '7' } })).toBeUndefined();
    expect(tickOf({ ...told, data: { assetId: 'BTC' } })).toBeUndefined();
  });
});

describe('the board of prices', () => {
  test('has the last prices of each asset in each currency', () => {
    const board = new PriceBoard();
    board.add([tick(1), tick(2, { currency: 'EUR' }), tick(3)]);
    const [euro, dollar] = [...board.quotes.value.values()];
    expect(euro?.ticks.map(({ price }) => price)).toEqual(['2']);
    expect(dollar?.ticks.map(({ price }) => price)).toEqual(['1', '3']);
    expect(board.tape.value.map(({ price }) => price)).toEqual(['3', '2', '1']);
  });

  test('passes a price by that comes again', () => {
    const board = new PriceBoard();
    board.add([tick(1), tick(2)]);
    board.add([tick(1), tick(2)]);
    expect([...board.quotes.value.values()][0]?.count).toBe(2);
    expect(board.tape.value).toHaveLength(2);
  });

  test('is bounded, however many prices come', () => {
    const board = new PriceBoard();
    for (const one of many(KEPT_TICKS + KEPT_TAPE + 10)) board.add([one]);
    const [quote] = [...board.quotes.value.values()];
    expect(quote?.ticks).toHaveLength(KEPT_TICKS);
    expect(quote?.ticks.at(-1)?.price).toBe(String(KEPT_TICKS + KEPT_TAPE + 9));
    expect(quote?.count).toBe(KEPT_TICKS + KEPT_TAPE + 10);
    expect(board.tape.value).toHaveLength(KEPT_TAPE);
  });

  test('keeps the pairs with the newest prices', () => {
    const board = new PriceBoard();
    board.add(many(KEPT_QUOTES + 1).map((one) => ({ ...one, assetId: `A${one.price}` })));
    expect(board.quotes.value.size).toBe(KEPT_QUOTES);
    expect(board.quotes.value.has('A0/USD')).toBe(false);
    expect(board.quotes.value.has(`A${KEPT_QUOTES}/USD`)).toBe(true);
  });
});

describe('a sparkline', () => {
  test('has the lowest price at the bottom of its box and the highest at the top', () => {
    expect(sparkPoints(['1', '3', '2'], 10, 4)).toBe('0,4 5,0 10,2');
  });

  test('is level if the price stays, and a point if there is one', () => {
    expect(sparkPoints(['5', '5'], 10, 4)).toBe('0,2 10,2');
    expect(sparkPoints(['5'], 10, 4)).toBe('0,2');
    expect(sparkPoints([], 10, 4)).toBe('');
  });
});
