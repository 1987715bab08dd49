import type { Store } from '@orderfolio/domain';
import { type AdapterStore, adapterStoreOf, type EntityRecord } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import type { Adapter } from './adapter.ts';
import { storeOver } from './faults.ts';
import type { Place } from './place.ts';
import type { RawRecords } from './raw-records.ts';

/** Another place of the adapter, empty, with the clock of this one. */
export interface OtherPlace {
  readonly store: AdapterStore;
  readonly raw: RawRecords;
}

/** Works with another place, and removes it. */
export async function withOtherPlace(
  adapter: Adapter,
  { clock, timer }: Pick<Place, 'clock' | 'timer'>,
  work: (other: OtherPlace) => Promise<void>,
  changeFeed = false,
): Promise<void> {
  const opened = await adapter.open({ clock, timer, changeFeed });
  try {
    await work({ store: adapterStoreOf(opened.store), raw: opened.raw });
  } finally {
    await opened.store[Symbol.asyncDispose]();
    await opened.dispose();
  }
}

/** Every record of the store, as its parts tell them in pages of about `limit`. */
export async function everyRecord({ bulk }: AdapterStore, limit: number): Promise<readonly EntityRecord[]> {
  const found: EntityRecord[] = [];
  for (const part of bulk.parts) {
    let after: string | undefined;
    let pages = 0;
    do {
      expect(pages++, `the pages of ${part} come to an end`).toBeLessThan(5_000);
      const { records, unreadable, next } = await bulk.read(part, limit, after);
      expect(unreadable).toEqual([]);
      found.push(...records);
      after = next;
    } while (after !== undefined);
  }
  return found;
}

/** The records as sorted texts, with sorted fields: in no order that a store has. */
export function asSet(records: readonly EntityRecord[]): readonly string[] {
  return records
    .map(({ entity, value }) => {
      const fields = Object.entries(value).filter(([, field]) => field !== undefined);
      return `${entity} ${JSON.stringify(fields.sort(([one], [other]) => (one < other ? -1 : 1)))}`;
    })
    .sort();
}

/** The store, which fails in the load of this number, from 1, before or after it has written. */
export function failingAtLoad(store: Store, number: number, when: 'before' | 'after'): Store {
  const { bulk } = adapterStoreOf(store);
  let loads = 0;
  return storeOver(store, {
    bulk: {
      ...bulk,
      async load(records) {
        loads += 1;
        // Others may begin before this one has ended.
        const isLast = loads === number;
        if (isLast && when === 'before') throw new Error('the process dies');
        await bulk.load(records);
        if (isLast) throw new Error('the process dies');
      },
    },
  });
}
