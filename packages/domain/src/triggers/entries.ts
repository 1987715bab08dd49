import type { IndexPage, IndexRange } from '../ports/trigger-index.ts';

/** Most prices reach little: a page is small, and there may be many. */
export const PAGE_SIZE = 50;

/**
 * An index read page by page, in its order: the next page while this one is worked off. `first` is its first page, where it
 * has been read already.
 */
export async function* entriesOf<Entry>(
  read: (range: IndexRange) => Promise<IndexPage<Entry>>,
  first?: IndexPage<Entry>,
): AsyncGenerator<Entry> {
  for (let page = first ?? (await read({ limit: PAGE_SIZE })); ; ) {
    const { entries, next } = page;
    const following = next === undefined ? undefined : read({ limit: PAGE_SIZE, after: next });
    // Nobody asks for it where the entries before are not all wanted; else it is awaited below.
    following?.catch(() => undefined);
    yield* entries;
    if (following === undefined) return;
    page = await following;
  }
}
