import { describe, expect, test } from 'vitest';
import { addedUp, lastDays, totalOf } from '../page/operator/days.ts';
import { outcomeText } from '../page/operator/price-outcome.ts';

describe('the days of a volume', () => {
  test('are those in UTC, today among them', () => {
    expect(lastDays(1, new Date('2026-03-01T23:59:59.000Z'))).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(lastDays(30, new Date('2026-03-01T00:00:00.000Z'))).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  });

  test('of several assets are added up, exactly and in their order', () => {
    const one = [
      { date: '2026-01-01', notional: '0.1', trades: 1 },
      { date: '2026-01-02', notional: '5', trades: 2 },
    ];
    const other = [
      { date: '2026-01-03', notional: '7', trades: 1 },
      { date: '2026-01-01', notional: '0.2', trades: 3 },
    ];
    expect(addedUp([other, one])).toEqual([
      { date: '2026-01-01', notional: '0.3', trades: 4 },
      { date: '2026-01-02', notional: '5', trades: 2 },
      { date: '2026-01-03', notional: '7', trades: 1 },
    ]);
    expect(addedUp([])).toEqual([]);
  });

  test('have a total', () => {
    expect(
      totalOf([
        { date: '2026-01-01', notional: '0.1', trades: 1 },
        { date: '2026-01-02', notional: '0.2', trades: 2 },
      ]),
    ).toEqual({ notional: '0.3', trades: 3 });
  });
});

describe('what a price has done', () => {
  const NOTHING = { applied: true, filled: [], failed: [], expired: [], skipped: [] };

  test('is told by how the orders ended', () => {
    expect(outcomeText({ ...NOTHING, filled: [1, 2], failed: [1], skipped: [1] })).toBe(
      'Applied. Orders: 2 filled, 1 failed, 1 left for the next price.',
    );
    expect(outcomeText({ ...NOTHING, expired: [1] })).toBe('Applied. Orders: 1 expired.');
  });

  test('may be nothing', () => {
    expect(outcomeText(NOTHING)).toBe('Applied. It reached no resting order.');
    expect(outcomeText({ ...NOTHING, applied: false })).toBe('A newer price is known: nothing has changed.');
  });
});
