import { runInNewContext } from 'node:vm';
import { createUlidGenerator, systemClock, systemTimer } from '@orderfolio/domain';
import { hostOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { NOW, thrownBy } from '../fixtures.ts';

describe('what is given in the machine’s stead', () => {
  test('has the machine’s own parts as defaults, unwrapped', () => {
    expect(hostOf({})).toMatchObject({ clock: systemClock, timer: systemTimer });
    expect(hostOf({ clock: systemClock, timer: systemTimer })).toMatchObject({
      clock: systemClock,
      timer: systemTimer,
    });
  });

  test('may be a date of another realm, which is ours from then on', () => {
    const { clock } = hostOf({ clock: { now: () => runInNewContext(`new Date('${NOW}')`) } });
    expect(clock.now()).toBeInstanceOf(Date);
    expect(clock.now().toISOString()).toBe(NOW);
  });

  test('may be a clock that hands out one date and moves it on: what was read stays', () => {
    const date = new Date(NOW);
    const { clock } = hostOf({ clock: { now: () => date } });
    const before = clock.now();
    date.setFullYear(2030);
    expect(before.toISOString()).toBe(NOW);
  });

  test('makes ids from the given clock where no ids are given', () => {
    const broken = hostOf({ clock: { now: () => new Date(Number.NaN) } });
    expect(thrownBy(() => broken.ids.next())).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'clock' });
  });

  test('keeps the error that a part failed with', async () => {
    const cause = new Error('out of order');
    const fail = (): never => {
      throw cause;
    };
    const { clock, ids, timer } = hostOf({ clock: { now: fail }, ids: { next: fail }, timer: { sleep: fail } });
    for (const use of [() => clock.now(), () => ids.next()])
      expect(thrownBy(use)).toMatchObject({ code: 'CONFIGURATION_INVALID', cause });
    await expect(timer.sleep(1)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'timer', cause });
  });

  test('remembers the last thousand ids, so that none of them comes again', () => {
    const made = createUlidGenerator(systemClock);
    const given = Array.from({ length: 1_002 }, () => made.next());
    const [first = '', second = '', third = ''] = given;
    const next = [...given, third, second, first];
    const { ids } = hostOf({ ids: { next: () => next.shift() ?? '' } });
    for (let count = 0; count < given.length; count++) ids.next();
    expect(thrownBy(() => ids.next())).toMatchObject({
      field: 'ids',
      rule: 'next() must return another ULID each time',
    });
    expect([ids.next(), ids.next()]).toEqual([second, first]);
  });
});
