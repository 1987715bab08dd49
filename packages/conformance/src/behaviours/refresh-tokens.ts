import { check, insert, type RefreshFamily, type RefreshToken, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** Refresh tokens: one is exchanged for the next, once. */
export const refreshTokens: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds a token by its user and its hash, and its family by its id', async (place) => {
    const { store, addUser } = place;
    const { family, token } = await login(place);
    const { username } = family;
    expect(await store.refreshTokens.get(username, token.tokenHash)).toEqual(token);
    expect(await store.refreshTokens.getFamily(username, family.familyId)).toEqual(family);
    const other = await addUser();
    expect(await store.refreshTokens.get(other.username, token.tokenHash)).toBeUndefined();
    expect(await store.refreshTokens.getFamily(other.username, family.familyId)).toBeUndefined();
    expect(await store.refreshTokens.get(username, 'f'.repeat(64))).toBeUndefined();
    expect(await store.refreshTokens.getFamily(username, token.tokenHash)).toBeUndefined();
  });

  it('exchanges a token for the next in one commit', async (place) => {
    const { store, commit } = place;
    const { family, token } = await login(place);
    const { next, changes } = rotation(place, family, token);
    await commit(...changes);
    const { username } = family;
    expect(await store.refreshTokens.get(username, token.tokenHash)).toEqual(rotated(token));
    expect(await store.refreshTokens.get(username, next.tokenHash)).toEqual(next);
  });

  it('lets one of many who present a token at once have the next', async (place) => {
    const { store, commit, elsewhere, ids } = place;
    const { family, token } = await login(place);
    const other = await elsewhere();
    const rotations = Array.from({ length: 8 }, () => rotation(place, family, token));
    const outcomes = await Promise.allSettled(
      rotations.map(({ changes }, index) =>
        index % 2 === 0 ? commit(...changes) : other.unitOfWork.commit({ token: ids.next(), changes }),
      ),
    );
    const winners = rotations.filter((_rotation, index) => outcomes[index]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') await expectRefusal(Promise.reject(outcome.reason), 'CONCURRENCY_CONFLICT');
    }
    const { username } = family;
    const found = await Promise.all(rotations.map(({ next }) => store.refreshTokens.get(username, next.tokenHash)));
    expect(found.filter((next) => next !== undefined)).toEqual(winners.map(({ next }) => next));
    expect(await store.refreshTokens.get(username, token.tokenHash)).toEqual(rotated(token));
  });

  it('refuses to rotate a token that is rotated, and gives out none for it', async (place) => {
    const { store, commit } = place;
    const { family, token } = await login(place);
    await commit(...rotation(place, family, token).changes);
    const late = rotation(place, family, token);
    await expectRefusal(commit(...late.changes), 'CONCURRENCY_CONFLICT', { entity: 'refreshToken' });
    expect(await store.refreshTokens.get(family.username, late.next.tokenHash)).toBeUndefined();
  });

  it('refuses to rotate a token whose family was revoked meanwhile', async (place) => {
    const { store, commit } = place;
    const { family, token } = await login(place);
    const revoked = { ...family, revokedAt: AT, revokedReason: 'LOGOUT', version: 2 };
    await commit(save('refreshFamily', family, revoked));
    const late = rotation(place, family, token);
    await expectRefusal(commit(...late.changes), 'CONCURRENCY_CONFLICT', { entity: 'refreshFamily' });
    const { username, familyId } = family;
    expect(await store.refreshTokens.getFamily(username, familyId)).toEqual(revoked);
    expect(await store.refreshTokens.get(username, token.tokenHash)).toEqual(token);
    expect(await store.refreshTokens.get(username, late.next.tokenHash)).toBeUndefined();
  });

  it('lists the families of a user, ended ones too, in their newest state', async (place) => {
    const { store, commit, clock, addUser } = place;
    const { username } = await addUser();
    const families: RefreshFamily[] = [];
    for (let index = 0; index < 5; index++) {
      families.push((await login(place, username)).family);
      clock.advance(1);
    }
    await login(place);
    const [first, ...rest] = families;
    if (first === undefined) throw new Error('there is no first family');
    const revoked = { ...first, revokedAt: AT, revokedReason: 'BY_ADMIN', version: 2 };
    await commit(save('refreshFamily', first, revoked));
    const listed = await everyItem((page) => store.refreshTokens.listFamilies(username, page));
    expect(listed).toEqual([revoked, ...rest].reverse());
  });
};

const AT = '2026-01-01T00:15:00.000Z';

interface Login {
  readonly family: RefreshFamily;
  readonly token: RefreshToken;
}

/** A family and its first token, of this user or of a new one. */
async function login({ make, commit, addUser }: Place, given?: string): Promise<Login> {
  const username = given ?? (await addUser()).username;
  const family = make.refreshFamily({ username });
  const token = make.refreshToken({ username, familyId: family.familyId });
  await commit(insert('refreshFamily', family), insert('refreshToken', token));
  return { family, token };
}

/** The next token of a family, and the changes that give it out for this one. */
function rotation({ make }: Place, { username, familyId, version }: RefreshFamily, token: RefreshToken) {
  const next = make.refreshToken({ username, familyId });
  const changes = [
    check({ entity: 'refreshFamily', username, familyId }, version),
    save('refreshToken', token, rotated(token)),
    insert('refreshToken', next),
  ];
  return { next, changes };
}

function rotated(token: RefreshToken): RefreshToken {
  return { ...token, status: 'ROTATED', version: 2 };
}
