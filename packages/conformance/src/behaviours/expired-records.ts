import { type Change, insert, keyOf, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** Records that expire are removed once they have expired. */
export const expiredRecords: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('removes what has ended, of every kind that ends, and leaves everything else', async (place) => {
    const { store, commit, addUser } = place;
    const { username } = await addUser();
    const [ended, open] = [recordsOf(place, username, NOW), recordsOf(place, username, LATER)];
    const staying = [
      insert('login', place.make.login({ username })),
      insert('auditEntry', place.make.auditEntry({ username })),
      insert('loginAttempts', place.make.loginAttempts({ username: 'nobody_9' })),
    ];
    await commit(...ended, ...open, ...staying);
    expect(await purgeAll(place, NOW)).toBe(ended.length);
    const left = await store.unitOfWork.read([...ended, ...open, ...staying].map(keyOf));
    expect(left.map((entity) => entity !== undefined)).toEqual([
      ...ended.map(() => false),
      ...[...open, ...staying].map(() => true),
    ]);
    expect(await store.users.get(username)).toMatchObject({ username });
    expect(await purgeAll(place, NOW)).toBe(0);
    expect(await purgeAll(place, LATER)).toBe(open.length);
  });

  it('removes more than a page of them', async (place) => {
    const { store, make, commit, addUser } = place;
    const { username } = await addUser();
    for (let batch = 0; batch < 6; batch++) {
      const families = Array.from({ length: 90 }, () => make.refreshFamily({ username, expiresAt: NOW }));
      const tokens = families
        .slice(0, 5)
        .map(({ familyId }) => make.refreshToken({ username, familyId, expiresAt: NOW, familyExpiresAt: NOW }));
      await commit(
        ...families.map((family) => insert('refreshFamily', family)),
        ...tokens.map((token) => insert('refreshToken', token)),
      );
    }
    expect(await purgeAll(place, NOW)).toBe(570);
    expect(await store.refreshTokens.listFamilies(username)).toEqual({ items: [] });
  });

  it('keeps a used token for as long as its family lasts: it is known again when it comes', async (place) => {
    const { store, make, commit, addUser } = place;
    const { username } = await addUser();
    const family = make.refreshFamily({ username, expiresAt: LATER });
    const { familyId } = family;
    const token = make.refreshToken({ username, familyId, expiresAt: NOW, familyExpiresAt: LATER, status: 'ROTATED' });
    await commit(insert('refreshFamily', family), insert('refreshToken', token));
    expect(await purgeAll(place, NOW)).toBe(0);
    expect(await store.refreshTokens.get(username, token.tokenHash)).toEqual(token);
  });

  it('removes the families of an older release, which did not say in their tokens when they end', async (place) => {
    const { store, make, commit, addUser } = place;
    const { username } = await addUser();
    const family = make.refreshFamily({ username, expiresAt: NOW });
    const token = make.refreshToken({ username, familyId: family.familyId, expiresAt: NOW });
    await commit(insert('refreshFamily', family), insert('refreshToken', token));
    await purgeAll(place, LATER);
    expect(await store.refreshTokens.getFamily(username, family.familyId)).toBeUndefined();
  });

  it('leaves what was given a later end meanwhile', async (place) => {
    const { store, make, commit } = place;
    const counted = make.loginAttempts({ username: 'nobody_1', failures: 1, expiresAt: NOW });
    await commit(insert('loginAttempts', counted));
    const again = { ...counted, failures: 2, expiresAt: LATER, version: 2 };
    await commit(save('loginAttempts', counted, again));
    expect(await purgeAll(place, NOW)).toBe(0);
    expect(await store.loginAttempts.get('nobody_1')).toEqual(again);
  });

  it('is written anew after it was removed, and not on what was read before', async (place) => {
    const { make, commit, store } = place;
    const counted = make.loginAttempts({ username: 'nobody_1', failures: 4, expiresAt: NOW });
    await commit(insert('loginAttempts', counted));
    await purgeAll(place, NOW);
    const next = { ...counted, failures: 5, version: 2 };
    await expectRefusal(commit(save('loginAttempts', counted, next)), 'CONCURRENCY_CONFLICT');
    await commit(save('loginAttempts', undefined, { ...counted, failures: 1 }));
    expect(await store.loginAttempts.get('nobody_1')).toMatchObject({ failures: 1, version: 1 });
  });
};

const NOW = '2027-06-01T00:00:00.000Z';
const LATER = '2027-06-01T00:00:01.000Z';

/** One record of each kind that ends, at this instant. */
function recordsOf({ make }: Place, username: string, expiresAt: string): Exclude<Change, { action: 'check' }>[] {
  const family = make.refreshFamily({ username, expiresAt });
  const { familyId } = family;
  return [
    insert('refreshFamily', family),
    insert('refreshToken', make.refreshToken({ username, familyId, expiresAt, familyExpiresAt: expiresAt })),
    insert('accountToken', make.accountToken({ username, expiresAt })),
    insert('sourceAttempts', make.sourceAttempts({ expiresAt })),
    insert(
      'loginAttempts',
      make.loginAttempts({ username: `nobody_${expiresAt.at(-2)}${expiresAt.at(-6)}`, expiresAt }),
    ),
  ];
}

/** How many are removed in all pages. */
async function purgeAll({ store }: Place, now: string): Promise<number> {
  let sum = 0;
  let cursor: string | undefined;
  do {
    const { removed, nextCursor } = await store.expired.purge(now, cursor);
    sum += removed;
    cursor = nextCursor;
  } while (cursor !== undefined);
  return sum;
}
