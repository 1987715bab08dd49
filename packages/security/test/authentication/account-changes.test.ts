import { faultsInOrder, faultyStore } from '@orderfolio/conformance';
import { describe, expect, test } from 'vitest';
import { loginOf, openSetting, PASSWORD, serviceOn } from './setting.ts';

const NEW = 'marble-winter-compass-17';
const change = { username: 'alice_01', currentPassword: PASSWORD, newPassword: NEW };
const refused = { code: 'INVALID_CREDENTIALS' };
const ended = { code: 'TOKEN_INVALID', reason: 'ENDED' };

async function loggedIn(options: Parameters<typeof openSetting>[0] = {}) {
  const setting = await openSetting(options);
  await setting.registerAlice();
  return { ...setting, session: await setting.login() };
}

describe('a change of password', () => {
  test('takes one commit, ends the logins, and lets only the new password in', async () => {
    const { auth, counts, login, events, session } = await loggedIn();
    const { commits } = counts;
    await auth.changePassword(change);
    expect(counts.commits).toBe(commits + 1);
    expect(events().slice(-2)).toMatchObject([
      { event: 'PASSWORD_CHANGED', username: 'alice_01' },
      { event: 'TOKEN_REVOKED', reason: 'PASSWORD_CHANGED' },
    ]);
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(ended);
    await expect(login()).rejects.toMatchObject(refused);
    await auth.refresh((await login(NEW)).refreshToken);
  });

  test('with a wrong current password is refused and counted like a login', async () => {
    const { auth, store, login, session } = await loggedIn({ policy: { failuresBeforePause: 2 } });
    const wrong = { ...change, currentPassword: 'wrong-harbour-lantern-42' };
    await expect(auth.changePassword(wrong)).rejects.toMatchObject(refused);
    await expect(auth.changePassword({ ...wrong, username: 'nobody_01' })).rejects.toMatchObject(refused);
    expect(await store.loginAttempts.get('nobody_01')).toMatchObject({ failures: 1 });
    await auth.refresh(session.refreshToken);
    await expect(login('')).rejects.toMatchObject(refused);
    await expect(auth.changePassword(change)).rejects.toMatchObject(refused);
  });

  test.each([
    ['too short', 'short', 'must have at least 12 characters'],
    ['the current one', PASSWORD, 'must not be the current one'],
    ['the e-mail address', 'alice@example.com', 'must not be made of the e-mail address'],
  ])('to %s is refused and changes nothing', async (_what, newPassword, rule) => {
    const { auth, counts, login, session } = await loggedIn();
    const { commits } = counts;
    const weak = auth.changePassword({ ...change, newPassword });
    await expect(weak).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field: 'password', rule });
    expect(counts.commits).toBe(commits);
    await auth.refresh(session.refreshToken);
    await login();
  });

  test('racing a login with the old password leaves no login that works', async () => {
    const { auth, login } = await loggedIn();
    const [entered] = await Promise.allSettled([login(), auth.changePassword(change)]);
    if (entered.status === 'rejected') expect(entered.reason).toMatchObject(refused);
    else await expect(auth.refresh(entered.value.refreshToken)).rejects.toMatchObject(ended);
  });

  test('whose answer from the store was lost is done once', async () => {
    const { store, clock, timer, login } = await loggedIn({ keepAuditTrail: true });
    const faulty = faultyStore(store, faultsInOrder(['REPLY_LOST', 'REQUEST_LOST']));
    const { auth, names } = serviceOn(faulty, clock, timer, { keepAuditTrail: true });
    await auth.changePassword(change);
    expect(names()).toEqual(['PASSWORD_CHANGED', 'TOKEN_REVOKED']);
    expect(await loginOf(store)).toMatchObject({ version: 2 });
    await login(NEW);
  });

  test('that the store refuses changes nothing and is not logged as done', async () => {
    const { store, clock, timer, login } = await loggedIn();
    const faulty = faultyStore(store, faultsInOrder(['UNAVAILABLE']));
    const { auth, lines } = serviceOn(faulty, clock, timer);
    await expect(auth.changePassword(change)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(lines).toEqual([]);
    await login();
  });
});

describe('a change of role', () => {
  test('is in the next tokens, and the logins before it have ended', async () => {
    const { auth, login, events, tokens, session } = await loggedIn();
    expect(await auth.changeRole('alice_01', 'admin', 'admin_01')).toMatchObject({ role: 'admin' });
    expect(events().slice(-2)).toMatchObject([
      { event: 'ROLE_CHANGED', role: 'admin', previousRole: 'customer', actor: 'admin_01' },
      { event: 'TOKEN_REVOKED', reason: 'ROLE_CHANGED' },
    ]);
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(ended);
    expect(await tokens.verifyAccessToken((await login()).accessToken)).toMatchObject({ role: 'admin' });
    await expect(auth.currentUser(session.accessToken)).rejects.toMatchObject(ended);
  });

  test('to the role that the user has changes nothing', async () => {
    const { auth, counts, session } = await loggedIn();
    const { commits } = counts;
    const user = await auth.changeRole('alice_01', 'customer', 'admin_01');
    expect(user).not.toHaveProperty('passwordHash');
    expect(counts.commits).toBe(commits);
    await auth.refresh(session.refreshToken);
  });

  test('is refused for nobody, and for a role that is none', async () => {
    const { auth } = await loggedIn();
    await expect(auth.changeRole('nobody_01', 'admin', 'admin_01')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    const role: string = 'root';
    // @ts-expect-error A role is one of those that the domain knows.
    const unknown = auth.changeRole('alice_01', role, 'admin_01');
    await expect(unknown).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field: 'role' });
  });
});
