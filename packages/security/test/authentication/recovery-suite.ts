import { createHash } from 'node:crypto';
import type { Store } from '@orderfolio/domain';
import { type AccountToken, adapterStoreOf } from '@orderfolio/domain/adapter';
import { type MailedToken, verifyAuditTrail } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { ALICE, loginOf, type OpenStore, openSetting, PASSWORD, type SettingOptions, serviceOn } from './setting.ts';

const NEW = 'marble-winter-compass-17';
const WRONG = 'orange-harbour-lantern-42';
const HOUR = 3_600_000;
const refused = { code: 'INVALID_CREDENTIALS' };
const used = { code: 'TOKEN_INVALID', reason: 'USED' };
const withdrawn = { code: 'TOKEN_INVALID', reason: 'WITHDRAWN' };
const unknown = { code: 'TOKEN_INVALID', reason: 'UNKNOWN' };

/** Tests on any store: lost passwords, and the verification of e-mail addresses. */
export function testRecovery(openStore: OpenStore | undefined): void {
  async function registered(options: SettingOptions = {}) {
    const setting = await openSetting({ keepAuditTrail: true, ...(openStore && { openStore }), ...options });
    await setting.registerAlice();
    const reset = async (): Promise<MailedToken> => must(await setting.auth.requestPasswordReset(ALICE.email));
    return { ...setting, reset };
  }

  describe('a reset of the password', () => {
    test('takes the token once: it ends logins, pauses and the old password', async () => {
      const { auth, login, events, reset, store } = await registered({ policy: { failuresBeforePause: 1 } });
      const session = await login();
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      const { token, expiresAt, user } = await reset();
      expect(user).toMatchObject(ALICE);
      expect(expiresAt).toBe('2026-01-01T01:00:00.000Z');
      await auth.resetPassword({ token, newPassword: NEW });
      expect(events().slice(-3)).toMatchObject([
        { event: 'PASSWORD_RESET_REQUESTED', outcome: 'SUCCESS', username: 'alice_01' },
        { event: 'PASSWORD_RESET', outcome: 'SUCCESS', username: 'alice_01' },
        { event: 'TOKEN_REVOKED', reason: 'PASSWORD_RESET' },
      ]);
      expect(await loginOf(store)).toMatchObject({ failures: 0, pauses: 0, epoch: 1 });
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ reason: 'ENDED' });
      await login(NEW);
      await expect(auth.resetPassword({ token, newPassword: PASSWORD })).rejects.toMatchObject(used);
      await login(NEW);
      expect(await verifyAuditTrail(store, 'alice_01')).toMatchObject({ ok: true });
    });

    test('changes nothing where the address is changed while the new password is hashed', async () => {
      let meanwhile = async (): Promise<unknown> => undefined;
      const isBreached = async (): Promise<boolean> => {
        await meanwhile();
        return false;
      };
      const { app, auth, login, reset } = await registered({ passwords: { isBreached, breachTimeoutMs: 60_000 } });
      const { token } = await reset();
      meanwhile = () => app.users.updateProfile('alice_01', { email: 'lee@example.com' });
      await expect(auth.resetPassword({ token, newPassword: NEW })).rejects.toMatchObject(withdrawn);
      await login();
    });

    test('finds the user by an address in any case, and takes one token of two at once', async () => {
      const { auth, clock, timer, store, login } = await registered();
      const { token } = must(await auth.requestPasswordReset('ALICE@example.com'));
      const other = serviceOn(store, clock, timer, { keepAuditTrail: true });
      const outcomes = await Promise.allSettled([
        auth.resetPassword({ token, newPassword: NEW }),
        other.auth.resetPassword({ token, newPassword: WRONG }),
      ]);
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(lost).toMatchObject([used]);
      const logins = await Promise.allSettled([login(NEW), login(WRONG)]);
      expect(logins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('is too late after an hour', async () => {
      const { auth, clock, reset } = await registered();
      const { token, expiresAt } = await reset();
      clock.advance(HOUR);
      await expect(auth.resetPassword({ token, newPassword: NEW })).rejects.toMatchObject({
        code: 'TOKEN_EXPIRED',
        expiredAt: expiresAt,
      });
    });

    test('is withdrawn by another reset, by the end of all logins, and by another address', async () => {
      const { app, auth, reset } = await registered();
      const [first, second] = [await reset(), await reset()];
      await auth.resetPassword({ token: second.token, newPassword: NEW });
      await expect(auth.resetPassword({ token: first.token, newPassword: WRONG })).rejects.toMatchObject(withdrawn);
      const third = await reset();
      await auth.logoutEverywhere('alice_01');
      await expect(auth.resetPassword({ token: third.token, newPassword: WRONG })).rejects.toMatchObject(withdrawn);
      const fourth = await reset();
      await app.users.updateProfile('alice_01', { email: 'lee@example.com' });
      await expect(auth.resetPassword({ token: fourth.token, newPassword: WRONG })).rejects.toMatchObject(withdrawn);
    });

    test('with a password that breaks a rule leaves the token as it was, and is in the trail', async () => {
      const { auth, events, login, reset } = await registered();
      const { token } = await reset();
      await expect(auth.resetPassword({ token, newPassword: 'short' })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        field: 'password',
      });
      expect(events().at(-1)).toMatchObject({
        event: 'PASSWORD_RESET_FAILED',
        outcome: 'FAILURE',
        reason: 'NEW_PASSWORD_REFUSED',
      });
      await login();
      await auth.resetPassword({ token, newPassword: NEW });
    });

    test('takes no token that was made for something else, made up, or torn', async () => {
      const { auth, reset, events, counts } = await registered();
      const { token } = await reset();
      const { token: verification } = must(await auth.requestEmailVerification('alice_01'));
      const { commits } = counts;
      const before = events().length;
      const forged = `${token.slice(0, -43)}${'A'.repeat(43)}`;
      for (const other of [verification, forged])
        await expect(auth.resetPassword({ token: other, newPassword: NEW })).rejects.toMatchObject(unknown);
      // Anyone can write a name into a token. That is logged, and writes nothing into the named account.
      expect(counts.commits).toBe(commits);
      expect(events().slice(before)).toMatchObject([
        { event: 'PASSWORD_RESET_FAILED', reason: 'UNKNOWN_TOKEN' },
        { event: 'PASSWORD_RESET_FAILED', reason: 'UNKNOWN_TOKEN' },
      ]);
      const torn = auth.resetPassword({ token: token.slice(0, -1), newPassword: NEW });
      await expect(torn).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'MALFORMED' });
    });

    test('racing a login with the old password leaves no login that works', async () => {
      const { auth, login, reset } = await registered();
      const { token } = await reset();
      const [entered] = await Promise.allSettled([login(), auth.resetPassword({ token, newPassword: NEW })]);
      if (entered.status === 'rejected') expect(entered.reason).toMatchObject(refused);
      else await expect(auth.refresh(entered.value.refreshToken)).rejects.toMatchObject({ reason: 'ENDED' });
    });

    test('leaves neither the token nor the address in the store or in a log line', async () => {
      const { auth, store, lines, reset } = await registered();
      const { token } = await reset();
      await auth.resetPassword({ token, newPassword: NEW, userAgent: `mail ${token}` });
      const stored = await tokenOf(store, token);
      expect(stored).toMatchObject({ purpose: 'PASSWORD_RESET', version: 2, usedAt: '2026-01-01T00:00:00.000Z' });
      const secret = token.slice(-43);
      expect(JSON.stringify(stored) + lines.join()).not.toContain(secret);
      expect(JSON.stringify(stored)).not.toContain('alice@example.com');
    });
  });

  describe('a request for an address that nobody has', () => {
    test('does the same work, and gives nothing', async () => {
      const cost = async (email: string) => {
        const { auth, counts, lines } = await registered();
        Object.assign(counts, { reads: 0, keysRead: 0, commits: 0, changes: 0, comparisons: 0 });
        const before = lines.length;
        const sent = await auth.requestPasswordReset(email);
        return { given: sent !== undefined, work: { ...counts, lines: lines.length - before } };
      };
      const [known, stranger] = [await cost(ALICE.email), await cost('nobody@example.com')];
      expect([known.given, stranger.given]).toEqual([true, false]);
      expect(known.work).toEqual(stranger.work);
      expect(stranger.work).toMatchObject({ commits: 1, changes: 3, comparisons: 0 });
    });

    test('is told to the trail, without the address', async () => {
      const { auth, events, lines } = await registered();
      await auth.requestPasswordReset('nobody@example.com');
      expect(events().at(-1)).toMatchObject({ event: 'PASSWORD_RESET_FAILED', reason: 'UNKNOWN_USER' });
      expect(lines.join()).not.toContain('nobody@example.com');
      await expect(auth.requestPasswordReset('no address')).rejects.toMatchObject({ field: 'email' });
    });
  });

  describe('an e-mail address', () => {
    test('is verified with the token that was sent to it, once', async () => {
      const { app, auth, names } = await registered();
      const { token } = must(await auth.requestEmailVerification('alice_01'));
      expect(await auth.verifyEmail({ token })).toMatchObject({
        user: { emailVerifiedAt: '2026-01-01T00:00:00.000Z' },
      });
      expect(names().slice(-2)).toEqual(['EMAIL_VERIFICATION_REQUESTED', 'EMAIL_VERIFIED']);
      expect(await app.users.get('alice_01')).toMatchObject({ emailVerifiedAt: '2026-01-01T00:00:00.000Z' });
      await expect(auth.verifyEmail({ token })).rejects.toMatchObject(used);
      expect(await auth.requestEmailVerification('alice_01')).toBeUndefined();
      await expect(auth.requestEmailVerification('nobody_01')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });

    test('that was changed meanwhile is not verified, and a day is too late', async () => {
      const { app, auth, clock } = await registered();
      const first = must(await auth.requestEmailVerification('alice_01'));
      await app.users.updateProfile('alice_01', { email: 'lee@example.com' });
      await expect(auth.verifyEmail({ token: first.token })).rejects.toMatchObject(withdrawn);
      const second = must(await auth.requestEmailVerification('alice_01'));
      clock.advance(24 * HOUR);
      await expect(auth.verifyEmail({ token: second.token })).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
      expect((await app.users.get('alice_01')).emailVerifiedAt).toBeUndefined();
    });

    test('is changed once the new one is verified, and the old one is told', async () => {
      const { app, auth, names, login } = await registered();
      const change = { username: 'alice_01', currentPassword: PASSWORD, newEmail: 'Lee@Example.com' };
      const { token, newEmail, user } = await auth.changeEmail(change);
      expect([newEmail, user.email]).toEqual(['lee@example.com', 'alice@example.com']);
      expect(await app.users.get('alice_01')).toMatchObject({ email: 'alice@example.com' });
      const verified = await auth.verifyEmail({ token });
      expect(verified).toMatchObject({ user: { email: 'lee@example.com' }, previousEmail: 'alice@example.com' });
      expect(await app.users.getByEmail('lee@example.com')).toMatchObject({
        emailVerifiedAt: '2026-01-01T00:00:00.000Z',
      });
      expect(names().slice(-2)).toEqual(['EMAIL_CHANGE_REQUESTED', 'EMAIL_CHANGED']);
      await login();
    });

    test('is not changed with a wrong password, which counts as at a login', async () => {
      const { auth, events, store } = await registered();
      const change = { username: 'alice_01', currentPassword: WRONG, newEmail: 'lee@example.com' };
      await expect(auth.changeEmail(change)).rejects.toMatchObject(refused);
      expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'WRONG_PASSWORD' });
      expect(await loginOf(store)).toMatchObject({ failures: 1 });
    });

    test('that somebody else has is refused to whoever reads its mail, and to nobody before', async () => {
      const { app, auth, events } = await registered();
      await app.users.create({ ...ALICE, username: 'bertha_2', email: 'bertha@example.com' });
      const change = { username: 'alice_01', currentPassword: PASSWORD, newEmail: 'bertha@example.com' };
      const { token } = await auth.changeEmail(change);
      await expect(auth.verifyEmail({ token })).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'email' });
      expect(events().at(-1)).toMatchObject({ event: 'EMAIL_VERIFICATION_FAILED', reason: 'EMAIL_TAKEN' });
    });

    test('is not changed by a token from before a change of password', async () => {
      const { auth } = await registered();
      const change = { username: 'alice_01', currentPassword: PASSWORD, newEmail: 'thief@example.com' };
      const { token } = await auth.changeEmail(change);
      await auth.changePassword({ username: 'alice_01', currentPassword: PASSWORD, newPassword: NEW });
      await expect(auth.verifyEmail({ token })).rejects.toMatchObject(withdrawn);
    });
  });

  describe('a password', () => {
    test('that an administrator sets ends all logins and pauses, and says who did it', async () => {
      const { auth, events, login } = await registered({ policy: { failuresBeforePause: 1 } });
      const session = await login();
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      await auth.setPassword('alice_01', NEW, { by: 'admin_01' });
      expect(events().slice(-2)).toMatchObject([
        { event: 'PASSWORD_CHANGED', actor: 'admin_01' },
        { event: 'TOKEN_REVOKED', reason: 'PASSWORD_CHANGED', actor: 'admin_01' },
      ]);
      await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ reason: 'ENDED' });
      await login(NEW);
      const weak = auth.setPassword('alice_01', 'short', { by: 'admin_01' });
      await expect(weak).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      const nobody = auth.setPassword('nobody_01', NEW, { by: 'admin_01' });
      await expect(nobody).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });

    test('is asked for again at once where an administrator has ended the pause', async () => {
      const { auth, events, login, store } = await registered({ policy: { failuresBeforePause: 1 } });
      const session = await login();
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      await expect(login()).rejects.toMatchObject(refused);
      await auth.unlock('ALICE_01', { by: 'admin_01' });
      expect(events().at(-1)).toMatchObject({ event: 'ACCOUNT_UNLOCKED', outcome: 'SUCCESS', actor: 'admin_01' });
      expect(await loginOf(store)).toMatchObject({ failures: 0, pauses: 0 });
      await login();
      await auth.refresh(session.refreshToken);
      const before = events().length;
      await auth.unlock('alice_01', { by: 'admin_01' });
      expect(events()).toHaveLength(before);
      await expect(auth.unlock('nobody_01', { by: 'admin_01' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    });

    test('is checked without a login, and counted as at one', async () => {
      const { auth, events, store } = await registered({ policy: { failuresBeforePause: 2 } });
      expect(await auth.checkPassword('alice_01', PASSWORD)).toBe(true);
      expect(events().at(-1)).toMatchObject({ event: 'PASSWORD_CHECKED' });
      expect((await store.refreshTokens.listFamilies('alice_01')).items).toEqual([]);
      expect(await auth.checkPassword('nobody_01', PASSWORD)).toBe(false);
      for (let tried = 0; tried < 2; tried++) expect(await auth.checkPassword('alice_01', WRONG)).toBe(false);
      expect(await auth.checkPassword('alice_01', PASSWORD)).toBe(false);
      expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'ACCOUNT_PAUSED' });
    });
  });
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('there is no token');
  return value;
}

/** The store's record of a token. */
async function tokenOf(store: Store, token: string): Promise<AccountToken | undefined> {
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const key = { entity: 'accountToken', username: ALICE.username, tokenHash } as const;
  const [stored] = await adapterStoreOf(store).unitOfWork.read([key]);
  return stored;
}
