import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { finishTick, type GivenTick, type LastTick, recordTick, standingOf } from '../../src/entities/last-tick.ts';
import { LATER, NOW, thrownBy } from '../fixtures.ts';

interface Price {
  readonly price?: string;
  readonly at?: string | undefined;
  readonly sequence?: number;
}

function given({ price = '100', at, sequence }: Price): GivenTick {
  return { assetId: 'BTC', currency: 'USD', price: new Decimal(price), at, sequence };
}

/** The last price after these were applied, one after another, by a clock that shows NOW. */
function applied(...prices: readonly Price[]): LastTick {
  const last = prices.reduce<LastTick | undefined>(
    (before, price) => recordTick(given(price), before, true, NOW),
    undefined,
  );
  if (last === undefined) throw new Error('no price was applied');
  return last;
}

const EARLIER = '2026-01-31T11:59:59.999Z';

describe('a price stands to the last one', () => {
  test('as newer, where there is none', () => {
    expect(standingOf(given({ at: EARLIER }), undefined)).toBe('NEWER');
  });

  test.each([
    ['a later time', { at: LATER }, { at: NOW, sequence: 9 }, 'NEWER'],
    ['an earlier time', { at: EARLIER, sequence: 9 }, { at: NOW, sequence: 1 }, 'KNOWN'],
    ['no time', {}, { at: LATER, sequence: 9 }, 'NEWER'],
    ['the same time and price', { at: NOW }, { at: NOW }, 'KNOWN'],
    ['the same time and another price', { at: NOW, price: '99' }, { at: NOW }, 'NEWER'],
    ['the same time and a higher sequence', { at: NOW, sequence: 2 }, { at: NOW, sequence: 1 }, 'NEWER'],
    ['the same time and sequence', { at: NOW, sequence: 1 }, { at: NOW, sequence: 1 }, 'KNOWN'],
    ['another price of the same sequence', { at: NOW, sequence: 1, price: '99' }, { at: NOW, sequence: 1 }, 'KNOWN'],
    ['a lower sequence', { at: NOW, sequence: 0, price: '99' }, { at: NOW, sequence: 1 }, 'KNOWN'],
    ['the first sequence of its time', { at: NOW, sequence: 0 }, { at: NOW }, 'NEWER'],
    ['no sequence, after one with a sequence', { at: NOW }, { at: NOW, sequence: 1 }, 'NEWER'],
    ['the price of one without a time', { at: NOW }, {}, 'NEWER'],
  ] as const)('by %s', (_what, price, last, standing) => {
    expect(standingOf(given(price), applied(last))).toBe(standing);
  });

  test('as known, whichever of the prices of its time it is, and as newer at another time', () => {
    const last = applied(
      { at: NOW, price: '1' },
      { at: NOW, price: '2' },
      {},
      { at: NOW, sequence: 4 },
      { at: NOW, price: '3' },
    );
    for (const price of ['1', '2.00', '3']) {
      expect(standingOf(given({ at: NOW, price }), last)).toBe('KNOWN');
      expect(standingOf(given({ at: LATER, price }), last)).toBe('NEWER');
    }
    expect(standingOf(given({ at: NOW, price: '4' }), last)).toBe('NEWER');
    expect(standingOf(given({ at: NOW, sequence: 4 }), last)).toBe('KNOWN');
    const next = recordTick(given({ at: LATER, price: '9' }), last, true, LATER);
    expect(standingOf(given({ at: LATER, sequence: 4 }), next)).toBe('NEWER');
  });

  test('as the one that is not finished, only where it is that one', () => {
    const unfinished = { ...applied({ at: NOW, price: '99' }, { at: NOW }), isFinished: false };
    expect(standingOf(given({ at: NOW }), unfinished)).toBe('UNFINISHED');
    expect(standingOf(given({ at: NOW, price: '99' }), unfinished)).toBe('KNOWN');
    expect(standingOf(given({ at: NOW, price: '98' }), unfinished)).toBe('NEWER');
    expect(standingOf(given({}), unfinished)).toBe('NEWER');
    const numbered = { ...applied({ at: NOW, sequence: 3 }, { at: NOW, sequence: 4 }), isFinished: false };
    expect(standingOf(given({ at: NOW, sequence: 4 }), numbered)).toBe('UNFINISHED');
    expect(standingOf(given({ at: NOW, sequence: 3 }), numbered)).toBe('KNOWN');
  });

  test('of an older release as known, where time and price are the same', () => {
    const { appliedPrices: _none, ...last } = applied({ at: NOW });
    expect(standingOf(given({ at: NOW }), last)).toBe('KNOWN');
    expect(standingOf(given({ at: NOW }), { ...last, isFinished: false })).toBe('UNFINISHED');
    expect(standingOf(given({ at: NOW, price: '99' }), last)).toBe('NEWER');
    const next = recordTick(given({ at: NOW, price: '99' }), last, true, NOW);
    expect(standingOf(given({ at: NOW }), next)).toBe('KNOWN');
  });
});

describe('a price that is recorded', () => {
  test('keeps when the first one was recorded', () => {
    const first = recordTick(given({ at: NOW }), undefined, false, NOW);
    expect(first).toMatchObject({ isFinished: false, createdAt: NOW, updatedAt: NOW });
    const finished = finishTick(first, LATER);
    expect(finished).toEqual({ ...first, isFinished: true, updatedAt: LATER });
    expect(recordTick(given({ at: LATER }), finished, true, LATER)).toMatchObject({ createdAt: NOW });
  });

  test('has, without a time, that of the clock, or of the last price where the clock is behind it', () => {
    expect(recordTick(given({}), applied({ at: EARLIER }), true, NOW).at).toBe(NOW);
    expect(recordTick(given({}), applied({ at: LATER }), true, NOW).at).toBe(LATER);
    const numbered = recordTick(given({}), applied({ at: LATER, sequence: 3 }), true, NOW);
    expect(standingOf(given({ at: LATER, sequence: 3 }), numbered)).toBe('KNOWN');
  });

  test('ends what a clock that leapt has recorded, where it has no time', () => {
    const leapt = (at: string): LastTick => ({ ...applied({ at: NOW }), at });
    const far = recordTick(given({}), leapt('2027-06-30T00:00:00.000Z'), true, NOW);
    expect([far.at, standingOf(given({ at: LATER }), far)]).toEqual([NOW, 'NEWER']);
    const [hour, more] = [3_600_000, 3_600_001].map((ms) => new Date(Date.parse(NOW) + ms).toISOString());
    if (hour === undefined || more === undefined) throw new RangeError('two times');
    expect(recordTick(given({}), leapt(hour), true, NOW).at).toBe(hour);
    expect(recordTick(given({}), leapt(more), true, NOW).at).toBe(NOW);
  });

  test('is refused as the hundred and first of its time without a sequence', () => {
    const prices = Array.from({ length: 100 }, (_nothing, index) => ({ at: NOW, price: `${index + 1}` }));
    const last = applied(...prices);
    const error = thrownBy(() => recordTick(given({ at: NOW, price: '101' }), last, true, NOW));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'sequence' });
    expect(recordTick(given({ price: '101' }), last, true, NOW).at).toBe(NOW);
    expect(recordTick(given({ at: NOW, sequence: 0 }), last, true, NOW).sequence).toBe(0);
    expect(recordTick(given({ at: LATER, price: '101' }), last, true, NOW).appliedPrices).toHaveLength(1);
  });
});
