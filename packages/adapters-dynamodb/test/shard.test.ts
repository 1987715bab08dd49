import { createUlidGenerator } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { MOST_SHARDS, shardAttribute, shardOf } from '../src/shard.ts';

// If a release used other numbers, all items would still be found, but two releases would spread them unevenly.
test.each([
  ['01JGFJJZ00000G40R40M30E209', 4, 2],
  ['01JGFJJZ00000G40R40M30E20A', 4, 3],
  ['01JGFJJZ00000G40R40M30E20A', 16, 15],
])('%s of %i shards is in shard %i', (id, shards, shard) => {
  expect(shardOf(id, shards)).toBe(shard);
});

test('one shard holds everything', () => {
  expect(['', 'a', '01JGFJJZ00000G40R40M30E209'].map((id) => shardOf(id, 1))).toEqual([0, 0, 0]);
});

test.each([2, 3, 4, 8, MOST_SHARDS])('ULIDs of one millisecond are spread evenly over %i shards', (shards) => {
  const ids = createUlidGenerator({ now: () => new Date(1_767_225_600_000) });
  const counts = Array.from({ length: shards }, () => 0);
  for (let drawn = 0; drawn < 16_000; drawn++) {
    const shard = shardOf(ids.next(), shards);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  const even = 16_000 / shards;
  for (const count of counts) expect(Math.abs(count - even)).toBeLessThan(even / 5);
});

test('only what stands in an index of what rests has a shard', () => {
  expect(shardAttribute({ restingId: '01JGFJJZ00000G40R40M30E209' }, 1)).toEqual({ shard: 0 });
  expect(shardAttribute({ restingId: undefined, assetId: 'BTC' }, 4)).toBeUndefined();
});
