import {
  type AuditEntry,
  type AuditHead,
  type Change,
  FIRST_PREVIOUS_HASH,
  insert,
  save,
} from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, everyPage, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** The audit trail: entries in the order of their sequence, and the head that says where they end. */
export const auditTrail: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('has neither head nor entries until something happened', async ({ store }) => {
    expect(await store.auditTrail.head(USERNAME)).toBeUndefined();
    expect(await store.auditTrail.list(USERNAME)).toEqual({ items: [] });
  });

  it('keeps the trail of a name that nobody has', async (place) => {
    const { store } = place;
    const [entry] = await write(place, 1);
    expect(entry?.previousHash).toBe(FIRST_PREVIOUS_HASH);
    expect(await store.users.get(USERNAME)).toBeUndefined();
    expect(await store.auditTrail.list(USERNAME)).toEqual({ items: [entry] });
    expect(await store.auditTrail.head(USERNAME)).toMatchObject({ sequence: 1, hash: entry?.hash, version: 1 });
  });

  it('lists by the number of the sequence, past 9, 99 and 999', async (place) => {
    const { store, make, commit } = place;
    const sequences = [1, 2, 8, 9, 10, 11, 19, 90, 98, 99, 100, 101, 110, 998, 999, 1_000, 1_001, 10_000];
    const entries = sequences.map((sequence) => make.auditEntry({ username: USERNAME, sequence }));
    await commit(...entries.map((entry) => insert('auditEntry', entry)));
    for (const limit of [1, 4, 5, 100]) {
      const listed = (await everyPage((page) => store.auditTrail.list(USERNAME, page), limit)).flat();
      expect(listed, `limit ${limit}`).toEqual(entries.toReversed());
    }
  });

  it('lists the greatest sequence first, with all its digits', async ({ store, make, commit }) => {
    const sequences = [7, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];
    const entries = sequences.map((sequence) => make.auditEntry({ username: USERNAME, sequence }));
    await commit(...entries.map((entry) => insert('auditEntry', entry)));
    expect(await everyItem((page) => store.auditTrail.list(USERNAME, page))).toEqual(entries.toReversed());
    const [first] = (await store.auditTrail.list(USERNAME, { limit: 1 })).items;
    expect(first?.sequence).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('reads an entry by its sequence', async (place) => {
    const entries = await write(place, 11);
    const keys = entries.map(({ sequence }) => ({ entity: 'auditEntry', username: USERNAME, sequence }) as const);
    expect(await place.store.unitOfWork.read(keys)).toEqual(entries);
  });

  it('returns a record byte for byte', async ({ store, make, commit }) => {
    const records = ['{"b":1,"a":2}', '{ "a" : 1.0 }', '{"é":"e\u0301\\u00e9\\n🚀"}', `{"a":"${'x'.repeat(20_000)}"}`];
    const entries = records.map((record) => make.auditEntry({ username: USERNAME, record }));
    await commit(...entries.map((entry) => insert('auditEntry', entry)));
    const { items } = await store.auditTrail.list(USERNAME);
    expect(items.map(({ record }) => record)).toEqual(records.toReversed());
  });

  it('keeps the trails of users apart of whom one name begins with the other', async ({ store, make, commit }) => {
    const [short, long] = [USERNAME, `${USERNAME}0`].map((username) => make.auditEntry({ username }));
    if (short === undefined || long === undefined) throw new Error('there are not two entries');
    await commit(insert('auditEntry', short), insert('auditEntry', long));
    expect((await store.auditTrail.list(short.username)).items).toEqual([short]);
    expect((await store.auditTrail.list(long.username)).items).toEqual([long]);
  });

  it('lets one of many who write the next entry at once have its place', async (place) => {
    const { store, make, commit, elsewhere, ids } = place;
    await write(place, 3);
    const head = await store.auditTrail.head(USERNAME);
    if (head === undefined) throw new Error('the trail has no head');
    const other = await elsewhere();
    const rivals = Array.from({ length: 6 }, (_nothing, writer) =>
      make.auditEntry({ username: USERNAME, sequence: 4, record: JSON.stringify({ writer }) }),
    );
    const outcomes = await Promise.allSettled(
      rivals.map((entry, writer) => {
        const changes = following(head, entry);
        return writer % 2 === 0 ? commit(...changes) : other.unitOfWork.commit({ token: ids.next(), changes });
      }),
    );
    const winners = rivals.filter((_entry, writer) => outcomes[writer]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        await expectRefusal(Promise.reject(outcome.reason), 'CONCURRENCY_CONFLICT', { entity: 'auditHead' });
      }
    }
    expect((await store.auditTrail.list(USERNAME, { limit: 1 })).items).toEqual(winners);
    expect(await store.auditTrail.head(USERNAME)).toMatchObject({ sequence: 4, version: 4 });
  });

  it('refuses an entry in a place that is taken, whatever the head says', async (place) => {
    const { store, make, commit } = place;
    const entries = await write(place, 2);
    const forged = make.auditEntry({ username: USERNAME, sequence: 1, record: '{"forged":true}' });
    await expectRefusal(commit(insert('auditEntry', forged)), 'ALREADY_EXISTS', { field: 'sequence', value: '1' });
    expect((await store.auditTrail.list(USERNAME)).items).toEqual(entries.toReversed());
  });
};

const USERNAME = 'nobody_1';

/** A trail of this many entries. Each is in its own commit, with the head moved on. */
async function write({ store, make, commit }: Place, count: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let written = 0; written < count; written++) {
    const entry = make.auditEntry({ username: USERNAME });
    const head = await store.auditTrail.head(USERNAME);
    if (head !== undefined) await commit(...following(head, entry));
    else
      await commit(
        insert('auditHead', make.auditHead({ username: USERNAME, sequence: entry.sequence })),
        insert('auditEntry', entry),
      );
    entries.push(entry);
  }
  return entries;
}

/** The entry, and the head moved on to it: the head first, so that a late command reads again. */
function following(head: AuditHead, entry: AuditEntry): Change[] {
  const { sequence, hash } = entry;
  return [save('auditHead', head, { ...head, sequence, hash }), insert('auditEntry', entry)];
}
