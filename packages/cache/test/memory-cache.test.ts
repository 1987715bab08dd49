import { memoryCache } from '@orderfolio/cache';
import { ManualClock } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { cacheBehaviours } from './support/behaviours.ts';

describe('a cache in memory', () => {
  cacheBehaviours(() => memoryCache({ maxEntries: 100 }));

  test('removes the text that was used least recently', () => {
    const cache = memoryCache({ maxEntries: 2 });
    cache.set('one', '1', 60_000);
    cache.set('two', '2', 60_000);
    cache.get('one');
    cache.set('three', '3', 60_000);
    expect(['one', 'two', 'three'].map((key) => cache.get(key))).toEqual(['1', undefined, '3']);
  });

  test('goes by a given clock', () => {
    const clock = new ManualClock();
    const cache = memoryCache({ maxEntries: 2, clock });
    cache.set('one', '1', 1_000);
    clock.advance(999);
    expect(cache.get('one')).toBe('1');
    clock.advance(2);
    expect(cache.get('one')).toBeUndefined();
  });

  test.each([
    [undefined, 'options'],
    [{}, 'maxEntries'],
    [{ maxEntries: 0 }, 'maxEntries'],
    [{ maxEntries: 1.5 }, 'maxEntries'],
    [{ maxEntries: Number.POSITIVE_INFINITY }, 'maxEntries'],
    [{ maxEntries: 1, clock: {} }, 'clock'],
    [{ maxEntries: 1, ttl: 5 }, 'ttl'],
  ])('with the options %j it refuses %s', (options, field) => {
    const make = () => Reflect.apply(memoryCache, undefined, [options]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
  });
});
