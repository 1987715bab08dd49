import { propertyRuns } from '@orderfolio/conformance';
import { createUlidGenerator } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const runs = propertyRuns('ids', 500);

/** The last millisecond that 48 bits hold. */
const LAST = 2 ** 48 - 1;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The ids of a generator whose clock shows these times in turn. */
function idsAt(times: readonly number[]): string[] {
  let asked = 0;
  const ids = createUlidGenerator({ now: () => new Date(times[asked++] ?? 0) });
  return times.map(() => ids.next());
}

/** A clock that stands still, runs, jumps ahead and steps back. */
const times = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 42 }),
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 }), fc.integer({ min: -5_000, max: 5_000 })), {
      minLength: 1,
      maxLength: 200,
    }),
  )
  .map(([start, steps]) => {
    let time = start;
    return steps.map((change) => {
      time = Math.max(0, time + change);
      return time;
    });
  });

describe('the ids of one generator', () => {
  test('only grow, also when the clock stands still or steps back', () => {
    fc.assert(
      fc.property(times, (shown) => {
        const ids = idsAt(shown);
        for (const [index, id] of ids.entries()) if (index > 0) expect(id > (ids[index - 1] ?? '')).toBe(true);
      }),
      runs,
    );
  });

  test('are ULIDs: 26 characters of Crockford base32, none past the last one', () => {
    fc.assert(
      fc.property(times, (shown) => {
        for (const id of idsAt(shown)) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
      }),
      runs,
    );
  });

  test('begin with the time of a clock that runs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.integer({ min: 0, max: LAST }).filter((time) => time < 8.64e15),
          { minLength: 1 },
        ),
        (shown) => {
          const running = shown.toSorted((one, other) => one - other);
          for (const [index, id] of idsAt(running).entries()) {
            const time = [...id.slice(0, 10)].reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0);
            expect(time).toBe(running[index]);
          }
        },
      ),
      runs,
    );
  });
});

test('the ids of two generators of one millisecond do not meet', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (time) => {
      const shown = Array.from({ length: 50 }, () => time);
      expect(new Set([...idsAt(shown), ...idsAt(shown)]).size).toBe(100);
    }),
    runs,
  );
});
