import { api, resultOf } from '../service/client.ts';
import { type Loaded, useLoaded } from '../service/loaded.ts';
import type { Asset } from '../service/types.ts';
import { pageAt } from '../service/window-of-pages.ts';

/** A list to choose from has no more. */
const MOST_PAGES = 10;

/** The catalogue: what can be traded, or all of it. By id. */
export function useAssets(which: 'active' | 'all'): Loaded<readonly Asset[]> {
  return useLoaded(async () => {
    const found: Asset[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = {
        ...pageAt(cursor),
        ...(which === 'active' && { active: true as const }),
      };
      const { items, nextCursor } = await resultOf(api.GET('/v1/assets', { params: { query } }));
      found.push(...items);
      if (nextCursor === undefined) break;
      cursor = nextCursor;
    }
    return found.sort((one, other) => (one.assetId < other.assetId ? -1 : 1));
  }, [which]);
}
