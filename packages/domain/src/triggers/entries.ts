import type { IndexRange } from '../ports/trigger-repository.ts';

/** Most prices reach little: a page is small, and there may be many. */
export const PAGE_SIZE = 50;

/** An index read page by page, in its order. `first` is its first page, where it has been read already. */
export async function* entriesOf<Entry>(
  read: (range: IndexRange<Entry>) => Promise<readonly Entry[]>,
  first?: readonly Entry[],
): AsyncGenerator<Entry> {
  for (let page = first ?? (await read({ limit: PAGE_SIZE })); ; ) {
    yield* page;
    const after = page.at(-1);
    if (after === undefined || page.length < PAGE_SIZE) return;
    page = await read({ limit: PAGE_SIZE, after });
  }
}
