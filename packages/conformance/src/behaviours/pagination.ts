import type { PageRequest } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyPage, expectRefusal } from '../assertions.ts';
import { addItems, LIST_NAMES, type Listed, openList } from '../lists.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** Every list: newest first, in pages that are exact. */
export const pagination: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const name of LIST_NAMES) {
    it(`${name}: empty until there is something in it`, async (place) => {
      const list = await openList(place, name);
      const shown = async (limit?: number) => {
        const { items, nextCursor } = await list.page(limit === undefined ? undefined : { limit });
        return { items, nextCursor };
      };
      expect(await shown()).toEqual({ items: [] });
      const [item] = await addItems(place, list, 1);
      expect(await shown()).toEqual({ items: [item] });
      expect(await shown(1)).toEqual({ items: [item] });
    });

    it(`${name}: newest first, in pages of the size asked for, the last without a cursor`, async (place) => {
      const list = await openList(place, name);
      const items: Listed[] = [];
      for (let index = 0; index < 7; index++) {
        items.push(...(await addItems(place, list, 1)));
        place.clock.advance(index % 2 === 0 ? 1 : 86_400_000);
      }
      items.reverse();
      for (const limit of [1, 2, 3, 6, 7, 8]) {
        const pages = await everyPage(list.page, limit);
        expect(pages.flat(), `limit ${limit}`).toEqual(items);
        expect(pages.map(({ length }) => length)).toEqual(pageSizes(items.length, limit));
      }
    });

    it(`${name}: items of one millisecond come once each`, async (place) => {
      const list = await openList(place, name);
      const older = await addItems(place, list, 4);
      place.clock.advance(1);
      const newer = await addItems(place, list, 5);
      for (const limit of [1, 2, 3, 4, 5]) {
        const found = (await everyPage(list.page, limit)).flat();
        expect(sorted(found.slice(0, 5)), `limit ${limit}`).toEqual(sorted(newer));
        expect(sorted(found.slice(5)), `limit ${limit}`).toEqual(sorted(older));
      }
    });

    it(`${name}: what is added between two pages shifts nothing`, async (place) => {
      const list = await openList(place, name);
      const items = (await addItems(place, list, 6)).reverse();
      place.clock.advance(1);
      const first = await list.page({ limit: 2 });
      const [newer] = await addItems(place, list, 1);
      const second = await list.page({ limit: 2, cursor: first.nextCursor });
      await addItems(place, list, 3);
      const third = await list.page({ limit: 2, cursor: second.nextCursor });
      expect(sorted([...first.items, ...second.items, ...third.items])).toEqual(sorted(items));
      expect(third.nextCursor).toBeUndefined();
      expect((await list.page()).items).toContainEqual(newer);
    });

    it(`${name}: 20 items unless told, at most 100`, async (place) => {
      const list = await openList(place, name);
      await addItems(place, list, 101);
      expect((await list.page()).items).toHaveLength(20);
      expect((await list.page({})).items).toHaveLength(20);
      const most = await list.page({ limit: 100 });
      expect(most.items).toHaveLength(100);
      const rest = await list.page({ cursor: most.nextCursor });
      expect(rest.items).toHaveLength(1);
      expect(rest.nextCursor).toBeUndefined();
      for (const limit of [0, -1, 101, 10_000, 1.5, Number.NaN])
        await expectRefusal(list.page({ limit }), 'VALIDATION_FAILED', { field: 'limit' }, `limit ${limit}`);
      const misspelt: PageRequest & { readonly size: number } = { size: 5 };
      await expectRefusal(list.page(misspelt), 'VALIDATION_FAILED', { field: 'size' });
    });
  }
};

function pageSizes(count: number, limit: number): number[] {
  return Array.from({ length: Math.ceil(count / limit) }, (_page, index) => Math.min(limit, count - index * limit));
}

/** Sorted by the test: the store decides the order of items of one millisecond. */
function sorted(items: readonly Listed[]): Listed[] {
  const text = (item: Listed): string => JSON.stringify(Object.fromEntries(Object.entries(item).sort()));
  return items.toSorted((one, two) => text(one).localeCompare(text(two)));
}
