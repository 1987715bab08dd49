import { Decimal, ROUND_HALF_UP } from '@orderfolio/domain';
import { seededRandom } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { maxDrawdown, moneyWeightedReturn, timeWeightedReturn } from '../../../src/services/analytics/returns.ts';
import published from './published-returns.json' with { type: 'json' };

/** The result, with as many decimals as the source has. */
function shown(result: Decimal | undefined, like: string): string | undefined {
  const decimals = like.split('.')[1]?.length ?? 0;
  return result?.round(decimals, ROUND_HALF_UP).toString();
}

const pairs = (subperiods: readonly (readonly string[])[]) =>
  subperiods.map(([start = '', end = '']) => ({ start: new Decimal(start), end: new Decimal(end) }));
const flowsOf = (flows: readonly (readonly string[])[]) =>
  flows.map(([date = '', amount = '']) => ({ date, amount: new Decimal(amount) }));

describe('the time-weighted return is what is published', () => {
  test.each(published.timeWeighted.map((example) => [example.source, example] as const))(
    'in %s',
    (_source, example) => {
      const total = timeWeightedReturn(pairs(example.subperiods));
      const yearly = Number(total?.plus('1').toString()) ** (1 / (example.years ?? 1)) - 1;
      const result = example.years === undefined ? total : new Decimal(yearly.toFixed(10));
      expect(shown(result, example.result)).toBe(example.result);
    },
  );
});

describe('the money-weighted return is what is published', () => {
  test.each(published.moneyWeighted.map((example) => [example.source, example] as const))(
    'in %s',
    (_source, example) => {
      expect(shown(moneyWeightedReturn(flowsOf(example.flows)), example.result)).toBe(example.result);
    },
  );
});

describe('the largest drawdown is what is published', () => {
  test.each(published.drawdown.map((example) => [example.source, example] as const))('in %s', (_source, example) => {
    const values = example.values.map((value) => new Decimal(value));
    expect(shown(maxDrawdown(values), example.result)).toBe(example.result);
  });
});

describe('the time-weighted return', () => {
  test('is undefined where there was never anything, and does not count the times before', () => {
    expect(timeWeightedReturn([])).toBeUndefined();
    expect(timeWeightedReturn(pairs([['0', '0']]))).toBeUndefined();
    const later = pairs([
      ['0', '0'],
      ['100', '110'],
    ]);
    expect(timeWeightedReturn(later)?.toString()).toBe('0.1');
  });

  test('is minus one once everything was lost, whatever is paid in later', () => {
    const lost = pairs([
      ['100', '0'],
      ['50', '60'],
    ]);
    expect(timeWeightedReturn(lost)?.toString()).toBe('-1');
  });

  test('has ten decimals after ten years of days', () => {
    const days = Array.from({ length: 3_650 }, () => ({ start: new Decimal('3'), end: new Decimal('3.0003') }));
    expect(timeWeightedReturn(days)?.toString()).toBe(new Decimal((1.0001 ** 3_650 - 1).toFixed(10)).toString());
  });
});

describe('the money-weighted return', () => {
  test.each([
    ['without flows', []],
    ['with payments only', [['2026-01-01', '-1']]],
    ['with receipts only', [['2026-01-01', '1']]],
    ['with nothing', [['2026-01-01', '0']]],
    [
      'with all on one day, of different amounts',
      [
        ['2026-01-01', '-1'],
        ['2026-01-01', '2'],
      ],
    ],
  ])('is undefined %s', (_words, flows) => {
    expect(moneyWeightedReturn(flowsOf(flows))).toBeUndefined();
  });

  test('is zero where as much comes back', () => {
    const flows = flowsOf([
      ['2026-01-01', '-5'],
      ['2026-06-01', '5'],
    ]);
    expect(moneyWeightedReturn(flows)?.toString()).toBe('0');
  });

  test('is the rate that the flows were made of, in any order, of any size', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 300; round++) {
      const rate = random() * 4 - 0.9;
      const unit = 10 ** Math.floor(random() * 20 - 8);
      const dates = Array.from(
        { length: 12 },
        (_nothing, month) => new Date(Date.UTC(2020, month * (1 + (round % 4)), 5)),
      );
      const deposits = dates.map((date) => ({ date, amount: -(random() + 0.1) * unit }));
      const end = new Date(Date.UTC(2025, 0, 1));
      const yearsTo = (date: Date): number => (end.getTime() - date.getTime()) / 86_400_000 / 365;
      const last = -deposits.reduce((sum, { date, amount }) => sum + amount * (1 + rate) ** yearsTo(date), 0);
      const flows = [{ date: end, amount: last }, ...deposits].map(({ date, amount }) => ({
        date: date.toISOString().slice(0, 10),
        amount: new Decimal(amount.toFixed(30)),
      }));
      expect(Number(moneyWeightedReturn(flows)?.toString())).toBeCloseTo(rate, 7);
    }
  });

  test('of two rates is the one nearer to zero', () => {
    // −100 + 230 − 132: at 10 % and at 20 %.
    const flows = flowsOf([
      ['2021-01-01', '-100'],
      ['2022-01-01', '230'],
      ['2023-01-01', '-132'],
    ]);
    expect(moneyWeightedReturn(flows)?.toString()).toBe('0.1');
  });
});

test('nothing that only rises has a drawdown, and what is lost altogether has one of all', () => {
  expect(maxDrawdown([]).toString()).toBe('0');
  expect(maxDrawdown(['1', '2', '2', '3'].map((value) => new Decimal(value))).toString()).toBe('0');
  expect(maxDrawdown(['1', '2', '0', '3'].map((value) => new Decimal(value))).toString()).toBe('1');
});
