import { createHash } from 'node:crypto';
import { storeOver } from '@orderfolio/conformance';
import { adapterStoreOf, type ChangeSet, type UnitOfWork } from '@orderfolio/domain/adapter';
import { type Authentication, type Session, verifyAuditTrail } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { type OpenStore, openSetting, type SettingOptions, serviceOn } from './setting.ts';

const reused = { code: 'TOKEN_INVALID', reason: 'REUSED' };
const ended = { code: 'TOKEN_INVALID', reason: 'ENDED' };
const SECOND = 1_000;
const DAY = 86_400_000;

/** Tests on any store: sessions, and refreshes that come twice. */
export function testSessions(openStore: OpenStore | undefined): void {
  async function loggedIn(options: SettingOptions = {}) {
    const setting = await openSetting({ keepAuditTrail: true, ...(openStore && { openStore }), ...options });
    await setting.registerAlice();
    return { ...setting, session: await setting.login() };
  }

  describe('a refresh whose answer was lost', () => {
    test('is answered with the same refresh token again, and with a new access token', async () => {
      const { auth, tokens, clock, events, session } = await loggedIn();
      const first = await auth.refresh(session.refreshToken);
      clock.advance(30 * SECOND - 1);
      const again = await auth.refresh(session.refreshToken);
      expect(again.refreshToken).toBe(first.refreshToken);
      expect(again.refreshTokenExpiresAt).toBe(first.refreshTokenExpiresAt);
      expect(again.accessToken).not.toBe(first.accessToken);
      expect(await tokens.verifyAccessToken(again.accessToken)).toMatchObject({ sub: 'alice_01' });
      const refreshes = events().filter(({ event }) => event === 'TOKEN_REFRESHED');
      expect(refreshes.map(({ reason }) => reason)).toEqual([undefined, 'REPEATED']);
      await auth.refresh(again.refreshToken);
    });

    test('ends its family once the successor is used, and both ends are told as what they are', async () => {
      const { auth, events, session } = await loggedIn();
      const { refreshToken: second } = await auth.refresh(session.refreshToken);
      const { refreshToken: third } = await auth.refresh(second);
      const before = events().length;
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(reused);
      expect(events().slice(before)).toMatchObject([
        { event: 'REFRESH_FAILED', outcome: 'FAILURE', reason: 'REUSED' },
        { event: 'TOKEN_REVOKED', reason: 'REUSE_DETECTED' },
      ]);
      for (const token of [third, second]) await expect(auth.refresh(token)).rejects.toMatchObject(ended);
      expect(events().at(-1)).toMatchObject({ event: 'REFRESH_FAILED', reason: 'ENDED' });
    });

    test('ends its family after the grace, and at once where there is none', async () => {
      const { auth, clock, session } = await loggedIn();
      const { refreshToken } = await auth.refresh(session.refreshToken);
      clock.advance(30 * SECOND);
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(reused);
      await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
      const strict = await loggedIn({ policy: { refreshGraceSeconds: 0 } });
      await strict.auth.refresh(strict.session.refreshToken);
      await expect(strict.auth.refresh(strict.session.refreshToken)).rejects.toMatchObject(reused);
    });

    test.each(['one process', 'two processes'])('from two tabs at once is one refresh for both (%s)', async (where) => {
      const { auth, store, clock, timer, session, events } = await loggedIn();
      const other = serviceOn(store, clock, timer, { keepAuditTrail: true });
      const second = where === 'one process' ? auth : other.auth;
      const both = await Promise.all([auth.refresh(session.refreshToken), second.refresh(session.refreshToken)]);
      expect(new Set(both.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      const told = [...events(), ...other.events()].filter(({ event }) => event === 'TOKEN_REFRESHED');
      expect(told.map(({ reason }) => reason ?? 'FIRST').sort()).toEqual(['FIRST', 'REPEATED']);
      await auth.refresh(both[0].refreshToken);
    });

    test('leaves a successor in the store that nobody can read without the token before it', async () => {
      const { auth, store, session } = await loggedIn();
      const next = await auth.refresh(session.refreshToken);
      const stored = await store.refreshTokens.get('alice_01', hashOf(session.refreshToken));
      expect(stored).toMatchObject({ status: 'ROTATED', successorHash: hashOf(next.refreshToken) });
      const { sealedSuccessor = '' } = stored ?? {};
      const texts = [sealedSuccessor, Buffer.from(sealedSuccessor, 'base64url').toString('latin1')];
      expect(texts.join()).not.toContain(next.refreshToken.slice(-43));
      // A successor that was sealed for another predecessor cannot be opened. So an edited store gives no token away.
      if (stored === undefined) throw new Error('the token is not stored');
      const other = await store.refreshTokens.get('alice_01', hashOf(next.refreshToken));
      if (other === undefined) throw new Error('the successor is not stored');
      const edited = { ...other, status: 'ROTATED', rotatedAt: stored.rotatedAt, version: 2 } as const;
      const fake = { ...edited, sealedSuccessor, successorHash: hashOf(next.refreshToken) };
      const { unitOfWork } = adapterStoreOf(store);
      const change = { action: 'save', entity: 'refreshToken', previous: other, value: fake } as const;
      await unitOfWork.commit({ token: 'edited', changes: [change] });
      await expect(auth.refresh(next.refreshToken)).rejects.toMatchObject(reused);
    });

    test('races a theft: whoever comes second after the successor was used ends the family', async () => {
      const { auth, store, clock, timer, session } = await loggedIn();
      const thief = serviceOn(store, clock, timer, { keepAuditTrail: true });
      const { refreshToken: next } = await auth.refresh(session.refreshToken);
      const outcomes = await Promise.allSettled([auth.refresh(next), thief.auth.refresh(session.refreshToken)]);
      const [owner, stolen] = outcomes;
      if (stolen.status === 'fulfilled') {
        // The thief came first, and has the same token as the owner. The next of the two to use it meets the other in
        // its grace.
        expect(stolen.value.refreshToken).toBe(next);
        expect(owner.status).toBe('fulfilled');
      } else {
        expect(stolen.reason).toMatchObject(reused);
        const survivor = owner.status === 'fulfilled' ? owner.value.refreshToken : next;
        await expect(auth.refresh(survivor)).rejects.toMatchObject(ended);
      }
    });
  });

  describe('what refuses a refresh or a logout', () => {
    test('is one event each', async () => {
      const { auth, clock, events, session, store } = await loggedIn();
      const failed = async (work: () => Promise<unknown>) => {
        const before = events().length;
        await expect(work()).rejects.toMatchObject({ code: expect.stringMatching(/^TOKEN_/) });
        return events()
          .slice(before)
          .map(({ event, reason }) => `${event} ${reason}`);
      };
      const forged = `${session.refreshToken.slice(0, -43)}${'A'.repeat(43)}`;
      expect(await failed(() => auth.refresh('no token'))).toEqual(['REFRESH_FAILED INVALID_INPUT']);
      expect(await failed(() => auth.logout('no token'))).toEqual(['LOGOUT_FAILED INVALID_INPUT']);
      expect(await failed(() => auth.refresh(forged))).toEqual(['REFRESH_FAILED UNKNOWN_TOKEN']);
      expect(await failed(() => auth.logout(forged))).toEqual(['LOGOUT_FAILED UNKNOWN_TOKEN']);
      clock.advance(7 * DAY);
      expect(await failed(() => auth.refresh(session.refreshToken))).toEqual(['REFRESH_FAILED EXPIRED']);
      await auth.logoutEverywhere('alice_01');
      expect(await failed(() => auth.refresh(session.refreshToken))).toEqual(['REFRESH_FAILED ENDED']);
      expect(await verifyAuditTrail(store, 'alice_01')).toMatchObject({ ok: true });
    });

    test('a logout with a token that was used before ends the login, and is told as what it is', async () => {
      const { auth, events, session } = await loggedIn();
      const { refreshToken: second } = await auth.refresh(session.refreshToken);
      const { refreshToken: third } = await auth.refresh(second);
      const before = events().length;
      await auth.logout(session.refreshToken);
      expect(events().slice(before)).toMatchObject([{ event: 'TOKEN_REVOKED', reason: 'REUSE_DETECTED' }]);
      await expect(auth.refresh(third)).rejects.toMatchObject(ended);
    });

    test('a logout with the token before the last, whose answer was lost, is a logout', async () => {
      const { auth, names, session } = await loggedIn();
      const { refreshToken } = await auth.refresh(session.refreshToken);
      await auth.logout(session.refreshToken);
      expect(names().slice(-2)).toEqual(['LOGGED_OUT', 'TOKEN_REVOKED']);
      await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
    });

    test('the end of all logins, while a refresh is under way', async () => {
      const { auth, store, clock, timer, session } = await loggedIn();
      const late = serviceOn(
        storeOver(store, {
          unitOfWork: beforeCommit(adapterStoreOf(store).unitOfWork, () => auth.logoutEverywhere('alice_01')),
        }),
        clock,
        timer,
        { keepAuditTrail: true },
      );
      await expect(late.auth.refresh(session.refreshToken)).rejects.toMatchObject(ended);
      expect((await auth.sessions('alice_01')).items).toEqual([]);
    });
  });

  describe('the user of an access token', () => {
    const NEW = 'marble-winter-compass-17';
    test.each<[string, (auth: Authentication) => Promise<unknown>]>([
      ['the end of all logins', (auth) => auth.logoutEverywhere('alice_01')],
      ['a change of role', (auth) => auth.changeRole('alice_01', 'admin', 'admin_01')],
      ['a password that was set', (auth) => auth.setPassword('alice_01', NEW, { by: 'admin_01' })],
    ])('is shown no more to one from before %s, and to one from after', async (_what, end) => {
      const { auth, login, session } = await loggedIn();
      const refreshed = await auth.refresh(session.refreshToken);
      const password = 'violet-harbour-lantern-42';
      for (const { accessToken } of [session, refreshed])
        expect(await auth.currentUser(accessToken)).toMatchObject({ username: 'alice_01' });
      await end(auth);
      for (const { accessToken } of [session, refreshed])
        await expect(auth.currentUser(accessToken)).rejects.toMatchObject(ended);
      const next = await login(password).catch(() => login(NEW));
      expect(await auth.currentUser(next.accessToken)).toMatchObject({ username: 'alice_01' });
    });

    test('of an older release, or of a service that issues its own, counts as of the first epoch', async () => {
      const { auth, tokens } = await loggedIn();
      const own = await tokens.createAccessToken('alice_01', 'customer');
      expect(await auth.currentUser(own)).toMatchObject({ username: 'alice_01' });
      await auth.logoutEverywhere('alice_01');
      await expect(auth.currentUser(own)).rejects.toMatchObject(ended);
      const nobodys = await tokens.createAccessToken('nobody_01', 'customer');
      await expect(auth.currentUser(nobodys)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });
  });

  describe('the sessions of a user', () => {
    const PHONE = { ipAddress: '203.0.113.7', userAgent: 'Phone/1.0 \u202e(evil)' };

    test('are those that are open, newest first, with what their owner knows them by', async () => {
      const { auth, clock, login } = await loggedIn();
      clock.advance(60 * SECOND);
      const credentials = { username: 'alice_01', password: 'violet-harbour-lantern-42' };
      const phone = await auth.authenticateUser({ ...credentials, ...PHONE });
      clock.advance(60 * SECOND);
      await auth.authenticateUser({ ...credentials, ...PHONE, deviceLabel: 'Alice’s laptop' });
      await auth.refresh(phone.refreshToken, { ipAddress: '2001:db8::7' });
      const gone = await login();
      await auth.logout(gone.refreshToken);
      const { items } = await auth.sessions('ALICE_01');
      expect(items).toMatchObject([
        { deviceLabel: 'Alice’s laptop', lastAddress: '203.0.113.7', createdAt: '2026-01-01T00:02:00.000Z' },
        {
          deviceLabel: 'Phone/1.0 \\u{202e}(evil)',
          lastAddress: '2001:db8::7',
          createdAt: '2026-01-01T00:01:00.000Z',
          lastUsedAt: '2026-01-01T00:02:00.000Z',
          expiresAt: '2026-01-31T00:01:00.000Z',
        },
        { createdAt: '2026-01-01T00:00:00.000Z' },
      ]);
      expect(items.at(-1)).not.toHaveProperty('deviceLabel');
      await expect(auth.sessions('nobody_01')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });

    test('are over when they lie unused for a week, and when all logins end', async () => {
      const { auth, clock, session } = await loggedIn();
      clock.advance(6 * DAY);
      await auth.refresh(session.refreshToken);
      clock.advance(6 * DAY);
      expect((await auth.sessions('alice_01')).items).toHaveLength(1);
      clock.advance(DAY);
      expect((await auth.sessions('alice_01')).items).toEqual([]);
    });

    test('end one by one, by their owner or an administrator, and nobody else’s', async () => {
      const { auth, events, session, login } = await loggedIn();
      const other = await login();
      const [newest, oldest] = (await auth.sessions('alice_01')).items;
      await auth.endSession('alice_01', oldest?.familyId ?? '');
      expect(events().at(-1)).toMatchObject({ event: 'TOKEN_REVOKED', reason: 'SESSION_ENDED' });
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(ended);
      await auth.register({ ...BERTHA, password: 'violet-harbour-lantern-42' });
      await auth.endSession('bertha_2', newest?.familyId ?? '');
      const { refreshToken } = await auth.refresh(other.refreshToken);
      await auth.endSession('alice_01', newest?.familyId ?? '', { by: 'admin_01' });
      expect(events().at(-1)).toMatchObject({ reason: 'BY_ADMIN', actor: 'admin_01' });
      const before = events().length;
      await auth.endSession('alice_01', newest?.familyId ?? '');
      expect(events()).toHaveLength(before);
      await expect(auth.refresh(refreshToken)).rejects.toMatchObject(ended);
      await expect(auth.endSession('alice_01', 'first')).rejects.toMatchObject({ field: 'familyId' });
    });

    test('are at most as many as the policy allows: a login ends the oldest', async () => {
      const { auth, clock, login, events, session } = await loggedIn({ policy: { maxSessions: 2 } });
      const all: Session[] = [session];
      for (let more = 0; more < 3; more++) {
        clock.advance(SECOND);
        all.push(await login());
      }
      expect((await auth.sessions('alice_01')).items).toHaveLength(2);
      expect(events().filter(({ reason }) => reason === 'SESSION_LIMIT')).toHaveLength(2);
      const outcomes = await Promise.allSettled(all.map(({ refreshToken }) => auth.refresh(refreshToken)));
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    });

    test('are no more when many log in at once, from two processes', async () => {
      const policy = { maxSessions: 3 };
      const { auth, store, clock, timer, login } = await loggedIn({ policy });
      const other = serviceOn(store, clock, timer, { policy, keepAuditTrail: true });
      await Promise.all(Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? login() : other.login())));
      expect((await auth.sessions('alice_01')).items).toHaveLength(3);
    });
  });

  describe('what has ended', () => {
    test('is removed, in pages, and what has not goes on', async () => {
      const { auth, clock, store, session, login } = await loggedIn();
      await auth.requestPasswordReset('alice@example.com');
      await expect(login('wrong-harbour-lantern-42', 'nobody_01')).rejects.toMatchObject({
        code: 'INVALID_CREDENTIALS',
      });
      const { refreshToken } = await auth.refresh(session.refreshToken);
      expect(await auth.purgeExpired()).toEqual({ removed: 0 });
      clock.advance(2 * DAY);
      const { refreshToken: kept } = await auth.refresh(refreshToken);
      expect(await auth.purgeExpired()).toEqual({ removed: 2 });
      expect(await store.loginAttempts.get('nobody_01')).toBeUndefined();
      // A used token is recognised for as long as its family lasts.
      await auth.refresh(kept);
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(reused);
      await login();
      clock.advance(30 * DAY);
      expect(await auth.purgeExpired()).toEqual({ removed: 7 });
      expect((await store.refreshTokens.listFamilies('alice_01')).items).toEqual([]);
      expect(await verifyAuditTrail(store, 'alice_01')).toMatchObject({ ok: true });
      await login();
    });
  });

  describe('the log lines of a kept trail', () => {
    test('say where each record stands in the chain', async () => {
      const { events, store, login } = await loggedIn();
      await expect(login('wrong-harbour-lantern-42')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
      const { items } = await store.auditTrail.list('alice_01', { limit: 100 });
      const places = items.toReversed().map(({ sequence, hash }) => ({ sequence, hash }));
      expect(events().map(({ sequence, hash }) => ({ sequence, hash }))).toEqual(places);
    });

    test('show a trail that was cut off, or written anew', async () => {
      const { events, store, auth, login } = await loggedIn();
      await login();
      const [place] = events().slice(-1);
      const atLeast = { sequence: place?.sequence ?? 0, hash: place?.hash ?? '' };
      expect(await verifyAuditTrail(store, 'alice_01', { atLeast })).toMatchObject({ ok: true });
      await auth.logoutEverywhere('alice_01');
      expect(await verifyAuditTrail(store, 'alice_01', { atLeast })).toMatchObject({ ok: true });
      const longer = { ...atLeast, sequence: atLeast.sequence + 9 };
      const { sequence: end = 0 } = (await store.auditTrail.head('alice_01')) ?? {};
      const missing = { ok: false, sequence: end + 1, fault: 'REMOVED' };
      expect(await verifyAuditTrail(store, 'alice_01', { atLeast: longer })).toEqual(missing);
      const another = { ...atLeast, hash: 'f'.repeat(64) };
      const changed = { ok: false, sequence: atLeast.sequence, fault: 'CHANGED' };
      expect(await verifyAuditTrail(store, 'alice_01', { atLeast: another })).toEqual(changed);
      expect(await verifyAuditTrail(store, 'nobody_01', { atLeast })).toMatchObject({ ok: false, fault: 'REMOVED' });
    });
  });
}

const BERTHA = { username: 'bertha_2', email: 'bertha@example.com', firstName: 'Bertha', lastName: 'Lee' };

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Does something once, after the reads of a command and before its commit. */
function beforeCommit(unitOfWork: UnitOfWork, work: () => Promise<void>): UnitOfWork {
  let pending: (() => Promise<void>) | undefined = work;
  return {
    read: (keys) => unitOfWork.read(keys),
    async commit(changeSet: ChangeSet) {
      const now = pending;
      pending = undefined;
      await now?.();
      await unitOfWork.commit(changeSet);
    },
  };
}
