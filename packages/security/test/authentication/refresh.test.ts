import { createHash } from 'node:crypto';
import { storeOver } from '@orderfolio/conformance';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { openSetting, PASSWORD, serviceOn } from './setting.ts';

const reused = { code: 'TOKEN_INVALID', reason: 'REUSED' };
const ended = { code: 'TOKEN_INVALID', reason: 'ENDED' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function loggedIn(options: Parameters<typeof openSetting>[0] = {}) {
  const setting = await openSetting(options);
  await setting.registerAlice();
  return { ...setting, session: await setting.login() };
}

describe('a refresh', () => {
  test('brings new tokens in one read and one commit, over and over', async () => {
    const { auth, tokens, counts, session } = await loggedIn();
    let { refreshToken } = session;
    const seen = new Set([refreshToken]);
    for (let round = 0; round < 5; round++) {
      const before = { ...counts };
      const next = await auth.refresh(refreshToken);
      expect([counts.reads - before.reads, counts.commits - before.commits]).toEqual([1, 1]);
      expect(await tokens.verifyAccessToken(next.accessToken)).toMatchObject({ sub: 'alice_01' });
      expect(next.user).not.toHaveProperty('passwordHash');
      refreshToken = next.refreshToken;
      seen.add(refreshToken);
    }
    expect(seen.size).toBe(6);
  });

  test('stores the hash of a token, never its text', async () => {
    const { store, session } = await loggedIn();
    const tokenHash = createHash('sha256').update(session.refreshToken).digest('hex');
    const stored = await store.refreshTokens.get('alice_01', tokenHash);
    expect(stored).toMatchObject({ status: 'ACTIVE' });
    expect(JSON.stringify(stored)).not.toContain(session.refreshToken.slice(-43));
  });

  test('with a token that was used before ends its family, the newest token included', async () => {
    const { auth, names, session, login } = await loggedIn();
    const other = await login();
    const { refreshToken: second } = await auth.refresh(session.refreshToken);
    const { refreshToken: newest } = await auth.refresh(second);
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(reused);
    expect(names().at(-1)).toBe('TOKEN_REVOKED');
    await expect(auth.refresh(newest)).rejects.toMatchObject(ended);
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(ended);
    await auth.refresh(other.refreshToken);
  });

  test('ends nothing for a token that was never issued', async () => {
    const { auth, session, counts, store } = await loggedIn({ keepAuditTrail: true });
    const forged = `${session.refreshToken.slice(0, -43)}${'A'.repeat(43)}`;
    const before = { commits: counts.commits, head: await store.auditTrail.head('alice_01') };
    await expect(auth.refresh(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'UNKNOWN' });
    await expect(auth.logout(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'UNKNOWN' });
    await expect(auth.refresh('')).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'MALFORMED' });
    expect({ commits: counts.commits, head: await store.auditTrail.head('alice_01') }).toEqual(before);
    await auth.refresh(session.refreshToken);
  });

  test('is too late once the token lay unused for a week', async () => {
    const { auth, clock, session } = await loggedIn();
    clock.advance(7 * DAY - 1);
    const { refreshToken, refreshTokenExpiresAt } = await auth.refresh(session.refreshToken);
    clock.advance(7 * DAY);
    const late = { code: 'TOKEN_EXPIRED', expiredAt: refreshTokenExpiresAt };
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject(late);
  });

  test('cannot prolong a login beyond thirty days', async () => {
    const { auth, clock, session } = await loggedIn();
    let { refreshToken, refreshTokenExpiresAt } = session;
    for (let day = 0; day < 29; day += 5) {
      clock.advance(5 * DAY - 1);
      ({ refreshToken, refreshTokenExpiresAt } = await auth.refresh(refreshToken));
    }
    expect(refreshTokenExpiresAt).toBe('2026-01-31T00:00:00.000Z');
    clock.set(refreshTokenExpiresAt);
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('with a used token in an expired family is only late', async () => {
    const { auth, clock, session, counts } = await loggedIn();
    await auth.refresh(session.refreshToken);
    clock.advance(31 * DAY);
    const { commits } = counts;
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(counts.commits).toBe(commits);
  });
});

describe('a logout', () => {
  test('ends the login it belongs to and no other, once', async () => {
    const { auth, login, names, session } = await loggedIn();
    const other = await login();
    const { refreshToken } = await auth.refresh(session.refreshToken);
    await auth.logout(refreshToken);
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
    await auth.logout(refreshToken);
    expect(names().filter((name) => name === 'LOGGED_OUT')).toHaveLength(1);
    await auth.refresh(other.refreshToken);
  });

  test('with a token that was used before ends the login too', async () => {
    const { auth, session } = await loggedIn();
    const { refreshToken } = await auth.refresh(session.refreshToken);
    await auth.logout(session.refreshToken);
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
  });

  test('everywhere ends every login up to now, and none after', async () => {
    const { auth, login, events, session } = await loggedIn();
    const other = await login();
    await auth.logoutEverywhere('alice_01', { by: 'admin_01' });
    expect(events().at(-1)).toMatchObject({ event: 'TOKEN_REVOKED', reason: 'BY_ADMIN', actor: 'admin_01' });
    for (const { refreshToken } of [session, other]) {
      await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
    }
    await auth.refresh((await login(PASSWORD)).refreshToken);
    await expect(auth.logoutEverywhere('nobody_01')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  test('racing a refresh leaves no token that works', async () => {
    const { auth, session } = await loggedIn();
    const [refreshed] = await Promise.allSettled([
      auth.refresh(session.refreshToken),
      auth.logout(session.refreshToken),
    ]);
    const survivor = refreshed.status === 'fulfilled' ? refreshed.value.refreshToken : session.refreshToken;
    await expect(auth.refresh(survivor)).rejects.toMatchObject(ended);
  });
});

test('a refresh that is under way while all logins end does not succeed', async () => {
  const { auth, store, clock, timer, registerAlice, login } = await openSetting();
  await registerAlice();
  const { refreshToken } = await login();
  const { unitOfWork } = adapterStoreOf(store);
  let isFirst = true;
  const overtaken = storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      async commit(changes) {
        if (isFirst) await auth.logoutEverywhere('alice_01');
        isFirst = false;
        return unitOfWork.commit(changes);
      },
    },
  });
  const other = serviceOn(overtaken, clock, timer);
  await expect(other.auth.refresh(refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'ENDED' });
  expect(other.names()).toEqual(['REFRESH_FAILED']);
});
