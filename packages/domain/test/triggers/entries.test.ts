import { describe, expect, test } from 'vitest';
import type { IndexPage, IndexRange } from '../../src/ports/trigger-index.ts';
import { entriesOf } from '../../src/triggers/entries.ts';

/** An index whose pages are found by the place at which they begin. The first page has none. */
function indexOf(pages: { readonly [after: string]: IndexPage<string> | Error }) {
  const asked: string[] = [];
  const read = async ({ after = 'the start' }: IndexRange): Promise<IndexPage<string>> => {
    asked.push(after);
    const page = pages[after] ?? { entries: [] };
    if (page instanceof Error) throw page;
    return page;
  };
  return { asked, read };
}

async function taken(entries: AsyncIterable<string>, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of entries) {
    found.push(entry);
    if (found.length === most) break;
  }
  return found;
}

describe('the entries of an index', () => {
  const first = { entries: ['a', 'b'], next: '2' };

  test('come page by page, also from empty ones, and each page is read once', async () => {
    const { asked, read } = indexOf({ 'the start': first, 2: { entries: [], next: '3' }, 3: { entries: ['c'] } });
    expect(await taken(entriesOf(read))).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual(['the start', '2', '3']);
    expect(await taken(entriesOf(read, first))).toEqual(['a', 'b', 'c']);
    expect(asked.slice(3), 'the first page is given').toEqual(['2', '3']);
  });

  test('of the next page are read while those of this one are worked off', async () => {
    const { asked, read } = indexOf({ 'the start': first, 2: { entries: ['c'] } });
    expect(await taken(entriesOf(read), 1)).toEqual(['a']);
    expect(asked).toEqual(['the start', '2']);
  });

  test('of a page that cannot be read fail who comes to them, and nobody who does not', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => {
      unhandled.push(error);
    };
    process.on('unhandledRejection', note);
    const { read } = indexOf({ 'the start': first, 2: new Error('throttled') });
    expect(await taken(entriesOf(read), 2)).toEqual(['a', 'b']);
    await new Promise((resolve) => setTimeout(resolve, 0));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    const found: string[] = [];
    await expect(
      (async () => {
        for await (const entry of entriesOf(read)) found.push(entry);
      })(),
    ).rejects.toThrow('throttled');
    expect(found).toEqual(['a', 'b']);
  });
});
