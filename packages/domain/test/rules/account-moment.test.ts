import { propertyRuns } from '@orderfolio/conformance';
import { createUlidGenerator } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountMoment } from '../../src/rules/account-moment.ts';
import { LATER, momentAt, NOW } from '../fixtures.ts';

const runs = propertyRuns('account moments', 300);
const YEAR_2027 = '2027-01-01T00:00:00.000Z';

describe('a moment of an account', () => {
  test('is now, where nothing that changes has a later stamp', () => {
    const moment = accountMoment(momentAt(LATER), { updatedAt: NOW }, undefined);
    expect([moment.now, moment.stamp]).toEqual([LATER, LATER]);
  });

  test('stamps with the latest of what changes, and tells the time by the clock', () => {
    const moment = accountMoment(momentAt(NOW), { updatedAt: NOW }, { updatedAt: YEAR_2027 }, { updatedAt: LATER });
    expect([moment.now, moment.stamp]).toEqual([NOW, YEAR_2027]);
  });

  test('gives ids that sort after every id that the account knows of, and are of the time of its stamp', () => {
    const lastId = `${NOW_TIME}ZZZZZZZZZZZZZZZZ`;
    const moment = accountMoment(momentAt(NOW), { updatedAt: NOW, lastId }, { updatedAt: NOW, lastId: NOW_ID });
    const [first, second] = [moment.newId(), moment.newId()];
    expect([lastId, first, second].toSorted()).toEqual([lastId, first, second]);
    expect(first.slice(0, 10)).toBe('01KG9YS7G1');
  });

  test('leaves an id as it was generated, where the clock and the account agree', () => {
    const generated = `${NOW_TIME}0123456789ABCDEF`;
    const moment = accountMoment({ now: NOW, newId: () => generated }, { updatedAt: NOW, lastId: NOW_ID });
    expect(moment.newId()).toBe(generated);
  });

  test('takes nothing of a generator that has run ahead', () => {
    let shown = YEAR_2027;
    const ids = createUlidGenerator({ now: () => new Date(shown) });
    ids.next();
    shown = NOW;
    const moment = accountMoment({ now: NOW, newId: () => ids.next() }, { updatedAt: NOW });
    expect(moment.newId().slice(0, 10)).toBe(NOW_TIME);
  });
});

/** The beginning of the ids of this millisecond, and the smallest of them. */
const NOW_TIME = '01KG9YS7G0';
const NOW_ID = `${NOW_TIME}0000000000000000`;

test('the ids of an account grow, whichever processes write and whatever their clocks show', () => {
  const turns = fc.array(
    fc.record({
      process: fc.nat({ max: 2 }),
      skew: fc.integer({ min: -3_000, max: 3_000 }),
      ids: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(turns, (written) => {
      let time = Date.parse(NOW);
      const clock = { now: () => new Date(time) };
      const generators = [0, 1, 2].map(() => createUlidGenerator(clock));
      let account = { updatedAt: NOW, lastId: NOW_ID };
      for (const { process, skew, ids } of written) {
        time = Date.parse(NOW) + skew;
        const moment = accountMoment(
          { now: clock.now().toISOString(), newId: () => generators[process]?.next() ?? '' },
          account,
        );
        for (let made = 0; made < ids; made++) {
          const id = moment.newId();
          expect(id > account.lastId).toBe(true);
          expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
          account = { ...account, lastId: id };
        }
        expect(moment.stamp >= account.updatedAt).toBe(true);
        account = { ...account, updatedAt: moment.stamp };
      }
    }),
    runs,
  );
});
