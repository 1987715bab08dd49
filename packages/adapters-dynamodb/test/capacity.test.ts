import { expect, test } from 'vitest';
import { indexWriteUnits, type RawItem, readUnits, sizeOf, writeUnits } from './support/capacity.ts';

const text = (length: number): RawItem => ({ a: { S: 'x'.repeat(length - 1) } });

test.each<[string, RawItem, number]>([
  ['text by its UTF-8 bytes', { ab: { S: 'é🚀' } }, 8],
  ['a number by its significant digits', { a: { N: '-12300' } }, 4],
  ['a number of 38 digits', { a: { N: '12345678901234567890.123456789012345678' } }, 21],
  ['zero', { a: { N: '0' } }, 2],
  ['a boolean', { a: { BOOL: false } }, 2],
  ['a map with what is in it', { a: { M: { b: { S: 'c' } } } }, 7],
])('measures %s', (_what, item, bytes) => {
  expect(sizeOf(item)).toBe(bytes);
});

test('counts started kilobytes, of the larger of before and after', () => {
  expect(writeUnits(undefined, text(1024))).toBe(1);
  expect(writeUnits(undefined, text(1025))).toBe(2);
  expect(writeUnits(text(2049), text(10))).toBe(3);
  expect(readUnits(4096, 'consistent')).toBe(1);
  expect(readUnits(4097, 'consistent')).toBe(2);
  expect(readUnits(4097, 'eventual')).toBe(1);
});

test('counts an index entry that comes, changes or goes once, and one of which the key moves twice', () => {
  const base = { pk: { S: 'USER#ada_01' }, sk: { S: 'ORDER#1' } };
  const queued = { ...base, orderStatus: { S: 'QUEUED' } };
  expect(indexWriteUnits(undefined, base)).toBe(0);
  expect(indexWriteUnits(undefined, queued)).toBe(1);
  expect(indexWriteUnits(queued, { ...queued, note: { S: 'x' } })).toBe(1);
  expect(indexWriteUnits(queued, { ...base, orderStatus: { S: 'FAILED' } })).toBe(2);
  expect(indexWriteUnits(queued, base)).toBe(1);
  expect(indexWriteUnits(undefined, { ...queued, assetId: { S: 'BTC' } })).toBe(2);
});

test('counts an entry of the keys alone when it comes, goes or moves, and not when something else of the item changes', () => {
  const base = { pk: { S: 'USER#ada_01' }, sk: { S: 'USER' }, email: { S: 'ada@example.com' } };
  const long = { name: { S: 'x'.repeat(2000) } };
  const named = { ...base, userBook: { S: 'USERS' }, shard: { N: '1' } };
  // By age, for which a date is missing, it is in no index.
  expect(indexWriteUnits(undefined, named)).toBe(1);
  expect(indexWriteUnits(named, { ...named, ...long })).toBe(0);
  expect(indexWriteUnits({ ...named, ...long }, base)).toBe(1);
  const mailed = { ...base, ...long, userStatus: { S: 'ACTIVE' }, shard: { N: '1' } };
  expect(indexWriteUnits(mailed, { ...mailed, email: { S: 'ada@example.org' } })).toBe(2);
});
