import { propertyRuns } from '@orderfolio/conformance';
import { type ListIdentity, readPage, toPage } from '@orderfolio/domain/adapter';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thrownBy } from '../fixtures.ts';

const runs = propertyRuns('cursors', 2_000);

const list = fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 4 });
const key = fc.oneof(
  fc.ulid(),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, unit: 'binary' }),
);
const character = fc.oneof(
  fc.constantFrom(...'0123456789abcdefABCDEFXYZ._-'),
  fc.string({ minLength: 1, maxLength: 1 }),
);

/** The cursor of a page with one item that has another page after it. */
function writeCursor(words: ListIdentity, last: string): string {
  return toPage(words, 1, [last, 'more'], (item) => item).nextCursor ?? '';
}

function readCursor(words: ListIdentity, cursor: string): string | undefined {
  return readPage(words, { cursor }).after;
}

const refusal = { code: 'INVALID_CURSOR' };

describe('a cursor', () => {
  test('gives its key back in its own list', () => {
    fc.assert(
      fc.property(list, key, (words, last) => {
        expect(readCursor(words, writeCursor(words, last))).toBe(last);
      }),
      runs,
    );
  });

  test('is refused with any one character changed', () => {
    fc.assert(
      fc.property(list, key, fc.nat(), character, (words, last, where, other) => {
        const cursor = writeCursor(words, last);
        const at = where % cursor.length;
        fc.pre(cursor.charAt(at) !== other);
        const changed = cursor.slice(0, at) + other + cursor.slice(at + 1);
        expect(thrownBy(() => readCursor(words, changed))).toMatchObject(refusal);
      }),
      runs,
    );
  });

  test('is refused with a character dropped, doubled or added, or two swapped', () => {
    fc.assert(
      fc.property(list, key, fc.nat(), character, (words, last, where, other) => {
        const cursor = writeCursor(words, last);
        const at = where % cursor.length;
        const [before, here, after] = [cursor.slice(0, at), cursor.charAt(at), cursor.slice(at + 1)];
        const swapped = before + after.charAt(0) + here + after.slice(1);
        for (const changed of [before + after, before + here + here + after, before + other + here + after, swapped])
          if (changed !== cursor) expect(thrownBy(() => readCursor(words, changed))).toMatchObject(refusal);
      }),
      runs,
    );
  });

  test('is refused in another list, however its words are cut', () => {
    fc.assert(
      fc.property(list, list, key, (words, others, last) => {
        fc.pre(JSON.stringify(words) !== JSON.stringify(others));
        expect(thrownBy(() => readCursor(others, writeCursor(words, last)))).toMatchObject(refusal);
        const joined = [words.join('')];
        if (words.length > 1)
          expect(thrownBy(() => readCursor(joined, writeCursor(words, last)))).toMatchObject(refusal);
      }),
      runs,
    );
  });

  test('made up out of any text is refused', () => {
    fc.assert(
      fc.property(list, fc.string(), (words, text) => {
        expect(thrownBy(() => readCursor(words, text))).toMatchObject(refusal);
      }),
      runs,
    );
  });
});
