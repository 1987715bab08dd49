import { describe, expect, test } from 'vitest';
import { allocationOf } from '../page/account/allocation.ts';
import { changeOf, percentOf } from '../page/amounts/amount-text.ts';
import type { Performance, Portfolio } from '../page/service/types.ts';
import { gainOf, historyOf, rangeOf } from '../page/user/history.ts';

const NOW = Date.parse('2026-03-02T12:00:00.000Z');

function portfolioOf(total: string, holdings: Readonly<Record<string, string>>, cash: string): Portfolio {
  const none = { available: '0', held: '0', quantity: '0' };
  return {
    username: 'alice_01',
    currency: 'USD',
    usdBalance: cash,
    cash: [{ currency: 'USD', available: cash, held: '0', currentBalance: cash, value: cash }],
    totalCashValue: cash,
    assetBalances: Object.entries(holdings).map(([assetId, value]) => ({ assetId, ...none, value })),
    totalAssetValue: '0',
    totalPortfolioValue: total,
    unpriced: [],
  };
}

describe('the allocation', () => {
  test('names the largest part first, and leaves out what is worth nothing', () => {
    expect(allocationOf(portfolioOf('100.00', { ADA: '5.00', BTC: '75.00', ETH: '0.00' }, '20.00'))).toEqual([
      { name: 'BTC', value: '75.00', share: 0.75 },
      { name: 'USD cash', value: '20.00', share: 0.2 },
      { name: 'ADA', value: '5.00', share: 0.05 },
    ]);
  });

  test('adds the smallest parts up, so that all can be told apart', () => {
    const holdings = { A: '30', B: '20', C: '15', D: '12', E: '10', F: '5.5', G: '4.5' };

    const parts = allocationOf(portfolioOf('100', holdings, '3'));

    expect(parts.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'E', '3 others']);
    expect(parts.at(-1)).toMatchObject({ value: '13', share: 0.13 });
  });

  test('is empty where there is nothing', () => {
    expect(allocationOf(portfolioOf('0.00', {}, '0.00'))).toEqual([]);
  });

  test('never shows something as nothing', () => {
    expect([percentOf(0.123), percentOf(0.0004), percentOf(0), percentOf(-0.5)]).toEqual([
      '12.3 %',
      '< 0.1 %',
      '0.0 %',
      '50.0 %',
    ]);
    expect([changeOf(0.5), changeOf(-0.021), changeOf(0)]).toEqual(['+50.0 %', '−2.1 %', '0.0 %']);
  });
});

function performanceOf(days: readonly (readonly [value: string, netDeposits: string])[]): Performance {
  const last = days.length - 1;
  return {
    days: days.map(([value, netDeposits], index) => ({
      date: new Date(NOW - (last - index) * 86_400_000).toISOString().slice(0, 10),
      isOpen: index === last,
      value,
      netDeposits,
    })),
    maxDrawdown: '0',
    realisedProfit: '0',
    fees: '0',
    unpriced: [],
  };
}

describe('the history', () => {
  test('begins with the account and ends with the value of now', () => {
    const performance = performanceOf([
      ['0.00', '0.00'],
      ['1000.00', '1000.00'],
      ['1010.00', '0.00'],
    ]);

    expect(historyOf(performance, '1020.50', NOW)).toEqual([
      { at: Date.parse('2026-03-02T00:00:00.000Z') / 1_000, value: '1000.00' },
      { at: NOW / 1_000, value: '1020.50' },
    ]);
  });

  test('is not known where the analytics have not seen the account', () => {
    const performance = performanceOf([
      ['0.00', '0.00'],
      ['0.00', '0.00'],
    ]);

    expect(historyOf(performance, '1000.00', NOW)).toBeUndefined();
  });

  test('counts no deposit as a gain', () => {
    const performance = performanceOf([
      ['1000.00', '1000.00'],
      ['1600.00', '500.00'],
      ['1500.00', '-50.25'],
    ]);

    expect(gainOf(performance)).toBe('50.25');
  });

  test('is asked for in days of UTC', () => {
    expect(rangeOf(30, NOW)).toEqual({ from: '2026-01-31', to: '2026-03-02' });
  });
});
