import { faultsInOrder, faultyStore } from '@orderfolio/conformance';
import { verifyAuditTrail } from '@orderfolio/security';
import { expect, test } from 'vitest';
import { loginOf, openSetting, PASSWORD, serviceOn } from './setting.ts';

const username = 'alice_01';
const ACTING = { by: 'operator_1', reason: 'Card reported stolen', ipAddress: '203.0.113.7' };

async function registered() {
  const setting = await openSetting({ keepAuditTrail: true });
  await setting.registerAlice();
  return { ...setting, session: await setting.login() };
}

test('what an operator does with an account is one event each, kept in the commit that does it', async () => {
  const { auth, store, events, session } = await registered();
  const before = events().length;
  const suspended = { status: 'SUSPENDED', statusBy: 'operator_1', statusReason: ACTING.reason };
  expect(await auth.suspend(username, ACTING)).toMatchObject(suspended);
  expect(await auth.suspend('ALICE_01', { by: 'operator_2' })).toMatchObject(suspended);
  await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  expect(await auth.reinstate(username, ACTING)).toMatchObject({ status: 'ACTIVE' });
  expect(await auth.erase(username, ACTING)).toMatchObject({ status: 'ERASED', firstName: 'Erased' });
  await auth.erase(username, ACTING);
  await expect(auth.reinstate(username, ACTING)).rejects.toMatchObject({ code: 'ACCOUNT_SUSPENDED' });

  const told = { username, actor: 'operator_1', ipAddress: '203.0.113.7', outcome: 'SUCCESS' };
  const ofOperator = events()
    .slice(before)
    .filter(({ event }) => event.startsWith('USER_'));
  expect(ofOperator).toMatchObject([
    { event: 'USER_SUSPENDED', ...told },
    { event: 'USER_REINSTATED', ...told },
    { event: 'USER_ERASED', ...told },
  ]);
  const kept = (await store.auditTrail.list(username)).items.map(({ record }): string => JSON.parse(record).event);
  expect(kept.filter((event) => event.startsWith('USER_'))).toEqual([
    'USER_ERASED',
    'USER_REINSTATED',
    'USER_SUSPENDED',
    'USER_CREATED',
  ]);
  expect(await verifyAuditTrail(store, username)).toMatchObject({ ok: true });
});

test('nothing is said of what the store did not take, and what a lost reply hid is done and said once', async () => {
  const { store, clock, timer } = await registered();
  const failing = serviceOn(faultyStore(store, faultsInOrder(['UNAVAILABLE'])), clock, timer, { keepAuditTrail: true });
  await expect(failing.auth.suspend(username, ACTING)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  expect(failing.lines).toEqual([]);
  expect(await failing.app.users.get(username)).toMatchObject({ status: 'ACTIVE' });
  const lost = serviceOn(faultyStore(store, faultsInOrder(['REPLY_LOST'])), clock, timer, { keepAuditTrail: true });
  expect(await lost.auth.suspend(username, ACTING)).toMatchObject({ status: 'SUSPENDED' });
  expect(lost.names()).toEqual(['USER_SUSPENDED']);
});

test('erasing ends the logins, and takes the password and the names of the devices', async () => {
  const { auth, store } = await registered();
  const login = { username, password: PASSWORD, deviceLabel: 'Alice’s phone', ipAddress: '198.51.100.4' };
  await auth.authenticateUser(login);
  await auth.erase(username, ACTING);
  expect((await loginOf(store))?.passwordHash).toBeUndefined();
  const { items } = await store.refreshTokens.listFamilies(username);
  expect(items).toHaveLength(2);
  for (const family of items) {
    expect(family.deviceLabel).toBeUndefined();
    expect(family.lastAddress).toBeUndefined();
  }
});

test('an operator who is none, and a user who is none, are refused', async () => {
  const { auth } = await registered();
  await expect(auth.suspend(username, { by: 'x' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(auth.suspend('nobody_01', ACTING)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});
