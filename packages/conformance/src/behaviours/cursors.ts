import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { addItems, LIST_NAMES, type ListUnderTest, openList } from '../lists.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** A cursor goes on where its own list left off, and nowhere else. */
export const cursors: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const name of LIST_NAMES) {
    it(`${name}: its cursor serves again, with another limit too, and nothing else serves as one`, async (place) => {
      const { list, cursor } = await listWithCursor(place, name);
      const rest = await list.page({ cursor });
      expect(rest.items).toHaveLength(3);
      expect(await list.page({ cursor })).toEqual(rest);
      expect((await list.page({ cursor, limit: 2 })).items).toEqual(rest.items.slice(0, 2));

      for (const changed of withOneCharacterChanged(cursor))
        await expectRefusal(list.page({ cursor: changed }), 'INVALID_CURSOR', {}, changed);
      for (const forged of forgeriesOf(cursor))
        await expectRefusal(list.page({ cursor: forged }), 'INVALID_CURSOR', {}, forged);
      const endless = '0'.repeat(501);
      await expectRefusal(list.page({ cursor: endless }), 'VALIDATION_FAILED', { field: 'cursor' });
      if (list.pageOfOther !== undefined)
        await expectRefusal(list.pageOfOther({ cursor }), 'INVALID_CURSOR', {}, 'of another owner');
    });
  }

  it('the cursor of every list is refused by every other list', async (place) => {
    const lists: { readonly list: ListUnderTest; readonly cursor: string }[] = [];
    for (const name of LIST_NAMES) lists.push(await listWithCursor(place, name));
    for (const { list, cursor } of lists) {
      for (const { list: other } of lists) {
        if (other === list) continue;
        await expectRefusal(other.page({ cursor }), 'INVALID_CURSOR', {}, `${list.name} in ${other.name}`);
      }
    }
  });

  it('the cursor of one asset or one status is refused for another', async (place) => {
    const { store } = place;
    const { cursor: ofAsset } = await listWithCursor(place, 'the orders of one asset');
    const { cursor: ofRows } = await listWithCursor(place, 'the ledger of one asset');
    const { cursor: ofStatus } = await listWithCursor(place, 'the orders in one status');
    await expectRefusal(store.orders.listByUserAndAsset('alice_1', 'ETH', { cursor: ofAsset }), 'INVALID_CURSOR');
    const rows = store.assetTransactions.listByUserAndAsset('alice_1', 'ETH', { cursor: ofRows });
    await expectRefusal(rows, 'INVALID_CURSOR');
    const failed = store.orders.listByUserAndStatus('alice_1', 'FAILED', { cursor: ofStatus });
    await expectRefusal(failed, 'INVALID_CURSOR');
  });
};

/** A list of four items, and the cursor behind the first. */
async function listWithCursor(place: Place, name: string): Promise<{ list: ListUnderTest; cursor: string }> {
  const list = await openList(place, name);
  await addItems(place, list, 4);
  const { nextCursor } = await list.page({ limit: 1 });
  if (nextCursor === undefined) throw new Error(`${name} of four items has no cursor behind the first`);
  return { list, cursor: nextCursor };
}

function* withOneCharacterChanged(cursor: string): Iterable<string> {
  for (const [index, character] of [...cursor].entries()) {
    for (const other of new Set([character === '0' ? '1' : '0', swapCase(character), '.', 'é'])) {
      if (other !== character) yield cursor.slice(0, index) + other + cursor.slice(index + 1);
    }
  }
}

/** Cut short, made longer, or made up. */
function forgeriesOf(cursor: string): readonly string[] {
  return [
    ...[cursor.slice(1), cursor.slice(0, -1), `${cursor}0`, ` ${cursor}`, cursor + cursor, '', '.', 'null'],
    ...['{"$gt":""}', "' OR 1=1 --", '0'.repeat(500), '01JGFJJZ00000G40R40M30E209', btoa(cursor)],
  ];
}

function swapCase(character: string): string {
  const upper = character.toUpperCase();
  return upper === character ? character.toLowerCase() : upper;
}
