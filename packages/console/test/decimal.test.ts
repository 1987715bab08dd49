import { describe, expect, test } from 'vitest';
import { difference, partsOf, percentage, rounded, share, signOf, sum } from '../page/amounts/decimal.ts';

describe('amounts', () => {
  test.each([
    ['0.3', '0.1', '0.2'],
    ['10', '0.000000000000000001', '9.999999999999999999'],
    ['1.00', '2.5', '-1.50'],
    ['-0.05', '-0.05', '0.00'],
    ['99999999999999999999999999999999999999', '1', '99999999999999999999999999999999999998'],
  ])('%s less %s is exactly %s', (from, less, left) => {
    expect(difference(from, less)).toBe(left);
  });

  test('add up exactly', () => {
    expect(sum(['0.1', '0.2', '-0.25'])).toBe('0.05');
    expect(sum([])).toBe('0');
  });

  test.each([
    ['56174.57043840', 2, '56174.57'],
    ['0.125', 2, '0.13'],
    ['-0.125', 2, '-0.13'],
    ['9.999', 2, '10.00'],
    ['-0.001', 2, '0.00'],
    ['1.5', 2, '1.5'],
    ['n/a', 2, 'n/a'],
  ])('%s with at most %i decimals is %s', (amount, places, text) => {
    expect(rounded(amount, places)).toBe(text);
  });

  test.each([
    ['0.0007', '0.07'],
    ['0.0015', '0.15'],
    ['0.1', '10'],
    ['1', '100'],
    ['0', '0'],
    ['0.00', '0'],
  ])('the rate %s is %s percent', (rate, percent) => {
    expect(percentage(rate)).toBe(percent);
  });

  test('are shares of one another', () => {
    expect(share('1', '4')).toBe(0.25);
    expect(share('-5', '20.0')).toBe(-0.25);
    expect(share('1', '0.00')).toBeUndefined();
  });

  test('have a sign, also if they are zero in many digits', () => {
    expect([signOf('0.00'), signOf('-0.01'), signOf('3'), signOf('-0')]).toEqual([0, -1, 1, 0]);
  });

  test('are in plain notation: anything else is none', () => {
    expect(partsOf('-1234.50')).toEqual({ sign: '-', whole: '1234', fraction: '50' });
    for (const text of ['1e-7', '', '.5', '1.', '+1', 'ALL', '1,000', '١']) {
      expect(partsOf(text)).toBeUndefined();
      expect(difference(text, '1')).toBeUndefined();
      expect(sum(['1', text])).toBeUndefined();
      expect(signOf(text)).toBeUndefined();
    }
  });
});
