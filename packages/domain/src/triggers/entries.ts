import type { IndexPage, IndexRange } from '../ports/trigger-index.ts';

/** Most prices reach little: a page is small, and there may be many. */
export const PAGE_SIZE = 50;

/** An index read page by page, in its order. `first` is its first page, where it has been read already. */
export async function* entriesOf<Entry>(
  read: (range: IndexRange) => Promise<IndexPage<Entry>>,
  first?: IndexPage<Entry>,
): AsyncGenerator<Entry> {
  for (let page = first ?? (await read({ limit: PAGE_SIZE })); ; ) {
    yield* page.entries;
    if (page.next === undefined) return;
    page = await read({ limit: PAGE_SIZE, after: page.next });
  }
}
