import { adapterStoreOf, save } from '@orderfolio/domain/adapter';
import { expect, test } from 'vitest';
import { loginOf, openSetting, PASSWORD } from './setting.ts';

const BY = { by: 'operator_1' };
const suspended = { code: 'ACCOUNT_SUSPENDED', username: 'alice_01' };
const wrong = { code: 'INVALID_CREDENTIALS' };

async function loggedIn(options: Parameters<typeof openSetting>[0] = {}) {
  const setting = await openSetting(options);
  await setting.registerAlice();
  return { ...setting, session: await setting.login() };
}

test('a suspended user is told so with the right password only, which is audited and not counted', async () => {
  const { app, store, login, events } = await loggedIn({ policy: { failuresBeforePause: 2 } });
  await app.users.suspend('alice_01', BY);
  for (let tried = 0; tried < 3; tried++) await expect(login()).rejects.toMatchObject(suspended);
  expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'ACCOUNT_SUSPENDED', username: 'alice_01' });
  expect(await loginOf(store, 'alice_01')).toMatchObject({ failures: 0 });
  await expect(login('wrong-harbour-lantern-42')).rejects.toMatchObject(wrong);
  expect(await loginOf(store, 'alice_01')).toMatchObject({ failures: 1 });
});

test('a suspension ends the logins, which stay ended once the user is reinstated', async () => {
  const { app, auth, login, session } = await loggedIn();
  await app.users.suspend('alice_01', BY);
  await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'ENDED' });
  await app.users.reinstate('alice_01', BY);
  await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'ENDED' });
  await auth.refresh((await login()).refreshToken);
});

test('a login that is open all the same, past the rules, gets no new tokens and is nobody’s', async () => {
  const { auth, store, session } = await loggedIn();
  const user = await store.users.get('alice_01');
  if (user === undefined) throw new Error('there is no user');
  const changes = [save('user', user, { ...user, status: 'SUSPENDED' })];
  await adapterStoreOf(store).unitOfWork.commit({ token: 'past the rules', changes });
  await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject(suspended);
  const ended = { code: 'TOKEN_INVALID', reason: 'ENDED' };
  await expect(auth.currentUser(session.accessToken)).rejects.toMatchObject(ended);
});

test('a suspended user changes neither password nor address, and no other password is told from a wrong one', async () => {
  const { app, auth } = await loggedIn();
  await app.users.suspend('alice_01', BY);
  const change = { username: 'alice_01', currentPassword: PASSWORD, newPassword: 'marble-winter-compass-17' };
  await expect(auth.changePassword(change)).rejects.toMatchObject(suspended);
  await expect(auth.changePassword({ ...change, currentPassword: 'wrong' })).rejects.toMatchObject(wrong);
  const moved = { username: 'alice_01', currentPassword: PASSWORD, newEmail: 'new@example.com' };
  await expect(auth.changeEmail(moved)).rejects.toMatchObject(suspended);
  await expect(auth.requestEmailVerification('alice_01')).rejects.toMatchObject(suspended);
  expect(await auth.checkPassword('alice_01', PASSWORD)).toBe(false);
});

test.each([0, 1, 2])('a login that races with a suspension gets no tokens that work, race %i', async () => {
  const { app, auth, login } = await loggedIn();
  const [entered] = await Promise.allSettled([login(), app.users.suspend('alice_01', BY)]);
  if (entered.status === 'rejected') expect(entered.reason).toMatchObject(suspended);
  else await expect(auth.refresh(entered.value.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
});
