import { ManualClock, ManualPrices, ManualTimer, seededRandom, sequentialIds } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';

describe('a manual clock', () => {
  test('stands still until it is moved, forwards or back', () => {
    const clock = new ManualClock('2026-03-02T09:30:00.000Z');
    const shown = () => clock.now().toISOString();
    expect(shown()).toBe('2026-03-02T09:30:00.000Z');
    clock.advance(1_500);
    expect(shown()).toBe('2026-03-02T09:30:01.500Z');
    clock.set('2025-12-31T00:00:00.000Z');
    expect(shown()).toBe('2025-12-31T00:00:00.000Z');
    clock.advanceTo(0);
    expect(shown()).toBe('2025-12-31T00:00:00.000Z');
  });

  test.each(['yesterday', '', '2026-03-02'])('refuses %j', (time) => {
    const refusal = expect.objectContaining({ code: 'VALIDATION_FAILED' });
    expect(() => new ManualClock(time)).toThrow(refusal);
    expect(() => new ManualClock().set(time)).toThrow(refusal);
  });
});

describe('a manual timer', () => {
  test('moves its clock on, and counts what was slept', async () => {
    const clock = new ManualClock();
    const timer = new ManualTimer(clock);
    await timer.sleep(3_600_000);
    expect(clock.now().toISOString()).toBe('2026-01-01T01:00:00.000Z');
    expect(timer.slept).toBe(3_600_000);
  });

  test('lets sleeps that overlap pass together', async () => {
    const clock = new ManualClock();
    const timer = new ManualTimer(clock);
    await Promise.all([timer.sleep(1_000), timer.sleep(2_000)]);
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:02.000Z');
  });

  test('does not sleep where what it waits for has settled', async () => {
    const clock = new ManualClock();
    await new ManualTimer(clock).sleep(1_000, Promise.resolve());
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('manual prices', () => {
  test('are dated by the clock, one per asset and currency', () => {
    const clock = new ManualClock();
    const prices = new ManualPrices(clock);
    prices.set('btc', '50000.00');
    clock.advance(1_000);
    prices.set('BTC', '45000.00', 'EUR');
    expect(prices.quote({ assetId: 'BTC', currency: 'USD' })).toMatchObject({ at: '2026-01-01T00:00:00.000Z' });
    expect(String(prices.quote({ assetId: 'BTC', currency: 'EUR' })?.price)).toBe('45000');
    prices.remove('BTC');
    expect(prices.quote({ assetId: 'BTC', currency: 'USD' })).toBeUndefined();
  });

  test.each(['-1', '0', 'much'])('refuse the price %j', (price) => {
    expect(() => new ManualPrices(new ManualClock()).set('BTC', price)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'price' }),
    );
  });
});

describe('sequential ids', () => {
  test('are the same in every run, grow, and differ between lanes', () => {
    const ids = (lane: number) => {
      const next = sequentialIds(new ManualClock(), lane);
      return [next.next(), next.next()];
    };
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).toEqual(ids(1).sort());
    expect(new Set([...ids(0), ...ids(1), ...ids(2)]).size).toBe(6);
  });

  test.each([-1, 0.5, 32 ** 4])('have no lane %d', (lane) => {
    expect(() => sequentialIds(new ManualClock(), lane)).toThrow(expect.objectContaining({ field: 'lane' }));
  });
});

test('a seed determines its numbers', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(7).every((number) => number >= 0 && number < 1)).toBe(true);
});
