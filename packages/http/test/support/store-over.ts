import type { Store } from '@orderfolio/domain';
import { type AdapterStore, adapterStoreOf, publishStore } from '@orderfolio/domain/adapter';

/** The store with other parts. */
export function storeOver(store: Store, parts: Partial<AdapterStore>): Store {
  return publishStore({ ...adapterStoreOf(store), ...parts });
}
