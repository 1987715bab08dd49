import type { IndexPage, IndexRange } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';

/** All entries of an index, read in pages of this size, each from where the one before it ended. */
export async function everyEntry<Entry>(
  limit: number,
  read: (range: IndexRange) => Promise<IndexPage<Entry>>,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let range: IndexRange = { limit }; ; ) {
    const page = await read(range);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    entries.push(...page.entries);
    if (page.next === undefined) return entries;
    expect(entries.length, 'the pages of the index come to an end').toBeLessThan(1_000);
    range = { limit, after: page.next };
  }
}
