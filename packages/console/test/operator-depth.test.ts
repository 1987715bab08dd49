import { describe, expect, test } from 'vitest';
import { depthSeries, middleOf, nearMiddle, rungAt, rungsOf } from '../page/operator/depth.ts';

const level = (price: string, quantity: string) => ({ price, quantity, orders: 1 });
const BOOK = {
  bids: [level('99', '0.1'), level('98.5', '0.2'), level('50', '4')],
  asks: [level('101', '1'), level('103', '2')],
};

describe('the depth of a book', () => {
  test('adds quantities up from the best price on, exactly', () => {
    expect(rungsOf(BOOK.bids).map(({ total }) => total)).toEqual(['0.1', '0.3', '4.3']);
    expect(rungsOf([])).toEqual([]);
  });

  test('has its middle between the best prices', () => {
    expect(middleOf(BOOK, '90')).toBe(100);
  });

  test('has its middle at the last price where a side is empty, or at the best price before the first one', () => {
    expect(middleOf({ bids: BOOK.bids, asks: [] }, '90')).toBe(90);
    expect(middleOf({ bids: BOOK.bids, asks: [] }, undefined)).toBe(99);
    expect(middleOf({ bids: [], asks: BOOK.asks }, undefined)).toBe(101);
    expect(middleOf({ bids: [], asks: [] }, undefined)).toBeUndefined();
  });

  test('is cut to what is near the middle, the border included', () => {
    const near = nearMiddle(BOOK, 100, 0.01);
    expect(near.bids.map(({ price }) => price)).toEqual(['99']);
    expect(near.asks.map(({ price }) => price)).toEqual(['101']);
  });

  test('is whole without a middle or without a limit', () => {
    expect(nearMiddle(BOOK, undefined, 0.01)).toBe(BOOK);
    expect(nearMiddle(BOOK, 100, Number.POSITIVE_INFINITY)).toBe(BOOK);
  });

  test('is drawn by ascending prices, with nothing between the best ones', () => {
    const book = { bids: rungsOf(BOOK.bids), asks: rungsOf(BOOK.asks) };
    expect(depthSeries(book)).toEqual([
      [50, 98.5, 99, 101, 103],
      [4.3, 0.3, 0.1, null, null],
      [null, null, null, 1, 3],
    ]);
  });

  test('names the level that is pointed at', () => {
    const book = { bids: rungsOf(BOOK.bids), asks: rungsOf(BOOK.asks) };
    const [prices] = depthSeries(book);
    const found = prices.map((_, index) => rungAt(book, index));
    expect(found.map((one) => Number(one?.rung.price))).toEqual(prices);
    expect(found.map((one) => one?.side)).toEqual(['bid', 'bid', 'bid', 'ask', 'ask']);
    expect(rungAt(book, prices.length)).toBeUndefined();
  });
});
