import type { IndexPage, IndexRange } from '../ports/trigger-index.ts';

/** Most prices reach few orders, so a page is small. There may be many pages. */
export const PAGE_SIZE = 50;

/**
 * Reads an index page by page, in its order. It reads the next page while the caller works on this one. `first` is the first page, if it
 * was read already.
 */
export async function* entriesOf<Entry>(
  read: (range: IndexRange) => Promise<IndexPage<Entry>>,
  first?: IndexPage<Entry>,
): AsyncGenerator<Entry> {
  for (let page = first ?? (await read({ limit: PAGE_SIZE })); ; ) {
    const { entries, next } = page;
    const following = next === undefined ? undefined : read({ limit: PAGE_SIZE, after: next });
    // The page is awaited below, or not at all if the caller stops early. Its failure must not be an unhandled rejection then.
    following?.catch(() => undefined);
    yield* entries;
    if (following === undefined) return;
    page = await following;
  }
}
