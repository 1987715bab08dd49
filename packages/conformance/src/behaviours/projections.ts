import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, everyPage, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** What was made of other records: listed by collection, the greatest name first. */
export const projections: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('lists a collection by name, the greatest first, and no other collection', async ({ store, make, commit }) => {
    const names = ['2026-01-01 a', '2026-01-01 b', '2026-01-02', '2026-01-02 ', 'B', 'a', 'ä', '日本', '#', '1'];
    const made = names.map((name) => make.projection({ collection: 'figures', name }));
    const others = ['figures2', 'figure', 'figures#'].map((collection) => make.projection({ collection, name: 'a' }));
    await commit(...[...made, ...others].map((projection) => insert('projection', projection)));
    const expected = made.toSorted((one, other) => Buffer.compare(Buffer.from(other.name), Buffer.from(one.name)));
    for (const limit of [1, 4, 100]) {
      const listed = (await everyPage((page) => store.projections.list('figures', page), limit)).flat();
      expect(listed, `limit ${limit}`).toEqual(expected);
    }
    expect(await everyItem((page) => store.projections.list('figures#', page))).toEqual([others[2]]);
    expect(await store.projections.list('nothing')).toEqual({ items: [] });
  });

  it('lists what was stored last', async ({ store, make, commit }) => {
    const first = make.projection({ value: '1' });
    await commit(insert('projection', first));
    const second = make.next(first, { value: '2' });
    await commit(save('projection', first, second));
    expect((await store.projections.list(first.collection)).items).toEqual([second]);
  });

  it('refuses the cursor of another collection', async ({ store, make, commit }) => {
    for (const collection of ['one', 'two'])
      await commit(...['a', 'b'].map((name) => insert('projection', make.projection({ collection, name }))));
    const { nextCursor } = await store.projections.list('one', { limit: 1 });
    await expectRefusal(store.projections.list('two', { cursor: nextCursor }), 'INVALID_CURSOR');
  });
};
