import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { loginOf, openSetting, PASSWORD, serviceOn } from './setting.ts';

const refused = { code: 'INVALID_CREDENTIALS', message: 'username or password is wrong', retryable: false };
const WRONG = 'orange-harbour-lantern-42';
const MINUTE = 60_000;

describe('a refused login', () => {
  test.each([
    ['an unknown user', 'nobody_01', WRONG],
    ['an unknown user and an empty password', 'nobody_01', ''],
    ['an empty password', 'alice_01', ''],
    ['an oversized password', 'alice_01', 'x'.repeat(100_000)],
    ['a password with a NUL', 'alice_01', `${PASSWORD}\0`],
    ['the text that stands in for such a password', 'alice_01', 'not a password'],
  ])('costs the same work with a wrong password as with %s', async (_case, username, password) => {
    const cost = async (name: string, typed: string) => {
      const { counts, registerAlice, login, store } = await openSetting({ keepAuditTrail: true });
      await registerAlice();
      Object.assign(counts, { reads: 0, keysRead: 0, commits: 0, changes: 0, comparisons: 0 });
      await expect(login(typed, name)).rejects.toEqual(expect.objectContaining(refused));
      const counted = name === 'alice_01' ? await loginOf(store) : await store.loginAttempts.get(name);
      expect(counted).toMatchObject({ failures: 1 });
      return counts;
    };
    const expected = { reads: 1, keysRead: 4, commits: 1, changes: 3, comparisons: 1 };
    expect(await cost('alice_01', WRONG)).toEqual(expected);
    expect(await cost(username, password)).toEqual(expected);
  });

  test.each(['', 'a b', 'x'.repeat(1_000_000), 'Robert"); DROP TABLE users;--', '\ud800'])(
    'with a name that no user can have takes the comparison and nothing more',
    async (username) => {
      const { counts, login, events } = await openSetting();
      await expect(login(PASSWORD, username)).rejects.toMatchObject(refused);
      expect(counts).toMatchObject({ comparisons: 1, reads: 0, commits: 0 });
      expect(events()).toMatchObject([{ event: 'LOGIN_FAILED', reason: 'INVALID_INPUT' }]);
    },
  );

  test('says nothing of why, but to the trail', async () => {
    const { auth, registerAlice, login, events, lines } = await openSetting();
    await registerAlice();
    await expect(login(WRONG)).rejects.toMatchObject(refused);
    await expect(login(WRONG, 'nobody_01')).rejects.toMatchObject(refused);
    await expect(login('')).rejects.toMatchObject(refused);
    const where = { ipAddress: '203.0.113.7', userAgent: `curl ${WRONG}`, requestId: 'r-1' };
    await expect(auth.authenticateUser({ username: 'alice_01', password: WRONG, ...where })).rejects.toMatchObject(
      refused,
    );
    expect(events().slice(1)).toMatchObject([
      { username: 'alice_01', reason: 'WRONG_PASSWORD' },
      { username: expect.stringMatching(/^unknown:[0-9a-f]{12}$/), reason: 'UNKNOWN_USER' },
      { username: 'alice_01', reason: 'INVALID_INPUT' },
      { username: 'alice_01', ipAddress: '203.0.113.7', requestId: 'r-1', userAgent: '[REDACTED]' },
    ]);
    expect(lines.join()).not.toContain(WRONG);
  });
});

describe('a password that is typed as the name', () => {
  const TYPED = 'lantern47violet';

  test.each([
    ['that a user could have', TYPED],
    ['that no user can have', 'lantern orchard 47 violet!'],
  ])('%s is in no line, however often it is tried', async (_what, typed) => {
    const { login, lines, events } = await openSetting({ policy: { failuresBeforePause: 2 } });
    for (let tried = 0; tried < 4; tried++) await expect(login(PASSWORD, typed)).rejects.toMatchObject(refused);
    expect(lines.join()).not.toContain(typed);
    const names = new Set(events().map(({ username }) => username));
    expect([...names]).toEqual([expect.stringMatching(/^unknown:[0-9a-f]{12}$/)]);
  });

  test('is in no record of the kept trail', async () => {
    const { login, store } = await openSetting({ keepAuditTrail: true });
    await expect(login(PASSWORD, TYPED)).rejects.toMatchObject(refused);
    const { items } = await adapterStoreOf(store).auditTrail.list(TYPED, {});
    expect(items.map(({ record }) => JSON.parse(record))).toMatchObject([{ event: 'LOGIN_FAILED' }]);
    for (const { record } of items) expect(record).not.toContain(TYPED);
  });
});

describe('the pause of an account', () => {
  const policy = { failuresBeforePause: 3, firstPauseSeconds: 60, longestPauseSeconds: 200 };

  test('begins with the last free failure, and the right password neither ends nor shortens it', async () => {
    const { clock, registerAlice, login, events, store } = await openSetting({ policy });
    await registerAlice();
    for (let tried = 0; tried < 3; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    expect(events().at(-1)).toMatchObject({
      event: 'ACCOUNT_LOCKED',
      failures: 3,
      lockedUntil: '2026-01-01T00:01:00.000Z',
    });
    clock.advance(MINUTE - 1);
    await expect(login()).rejects.toMatchObject(refused);
    expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'ACCOUNT_PAUSED' });
    expect((await loginOf(store))?.pausedUntil).toBe('2026-01-01T00:01:00.000Z');
    clock.advance(1);
    await login();
    expect(await loginOf(store)).toMatchObject({ failures: 0, pauses: 0 });
  });

  test('costs the same work whatever the password', async () => {
    const { registerAlice, login, counts } = await openSetting({ policy: { failuresBeforePause: 1 } });
    await registerAlice();
    await expect(login(WRONG)).rejects.toMatchObject(refused);
    const costs = [];
    for (const password of [WRONG, PASSWORD, '']) {
      Object.assign(counts, { reads: 0, keysRead: 0, commits: 0, changes: 0, comparisons: 0 });
      await expect(login(password)).rejects.toMatchObject(refused);
      costs.push({ ...counts });
    }
    expect(costs).toEqual(costs.map(() => ({ reads: 1, keysRead: 3, commits: 1, changes: 1, comparisons: 1 })));
  });

  test.each(['alice_01', 'nobody_01'])('is longer each time, up to its limit, for %s', async (username) => {
    const { clock, registerAlice, login, store } = await openSetting({ policy });
    await registerAlice();
    const fail = () => expect(login(WRONG, username)).rejects.toMatchObject(refused);
    await fail();
    await fail();
    const pauses = [];
    for (let pause = 0; pause < 4; pause++) {
      await fail();
      const { pausedUntil = '' } = (await loginOf(store, username)) ?? (await store.loginAttempts.get(username)) ?? {};
      pauses.push((Date.parse(pausedUntil) - clock.now().getTime()) / 1000);
      clock.set(pausedUntil);
    }
    expect(pauses).toEqual([60, 120, 200, 200]);
  });

  test('is not prolonged by those who try on', async () => {
    const { clock, registerAlice, login, store } = await openSetting({ policy });
    await registerAlice();
    for (let tried = 0; tried < 20; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    expect(await loginOf(store)).toMatchObject({ failures: 20, pauses: 1 });
    clock.advance(MINUTE);
    await login();
  });

  test('is forgotten after a day without failures', async () => {
    const { clock, registerAlice, login, store } = await openSetting({ policy });
    await registerAlice();
    for (let tried = 0; tried < 3; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    clock.advance(24 * 60 * MINUTE);
    await expect(login(WRONG)).rejects.toMatchObject(refused);
    expect(await loginOf(store)).toMatchObject({ failures: 1, pauses: 0 });
  });

  test('holds in every process, and for password changes', async () => {
    const { clock, timer, store, registerAlice, login } = await openSetting({ policy });
    await registerAlice();
    for (let tried = 0; tried < 3; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    const other = serviceOn(store, clock, timer, { policy });
    await expect(other.login()).rejects.toMatchObject(refused);
    const change = { username: 'alice_01', currentPassword: PASSWORD, newPassword: 'a-new-long-password-9' };
    await expect(other.auth.changePassword(change)).rejects.toMatchObject(refused);
  });

  test('leaves the logins that exist alone', async () => {
    const { auth, registerAlice, login } = await openSetting({ policy });
    await registerAlice();
    const { refreshToken } = await login();
    for (let tried = 0; tried < 5; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    expect((await auth.refresh(refreshToken)).user.username).toBe('alice_01');
  });
});

describe('failures at the same time', () => {
  test('are all counted, from two processes', async () => {
    const policy = { failuresBeforePause: 1000 };
    const { clock, timer, store, registerAlice, login } = await openSetting({ policy });
    await registerAlice();
    const other = serviceOn(store, clock, timer, { policy });
    const tries = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? login(WRONG) : other.login(WRONG)));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect((await loginOf(store))?.failures).toBe(12);
  });

  test('leave no way in to a right guess that was read before the pause and compared after', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const beforeComparison = async (password: string) => (password === PASSWORD ? gate : undefined);
    const { registerAlice, login } = await openSetting({ policy: { failuresBeforePause: 3 }, beforeComparison });
    await registerAlice();
    const right = login();
    for (let tried = 0; tried < 3; tried++) await expect(login(WRONG)).rejects.toMatchObject(refused);
    open();
    await expect(right).rejects.toMatchObject(refused);
  });
});

test('passwords that are being compared do not hold up what the user does', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { app, registerAlice, login } = await openSetting({ beforeComparison: () => gate });
  await registerAlice();
  const tries = [login(WRONG), login(WRONG)];
  const { balance } = await app.funds.deposit({ username: 'alice_01', amount: '10.00' });
  expect(balance.available.toString()).toBe('10');
  open();
  for (const { status } of await Promise.allSettled(tries)) expect(status).toBe('rejected');
});

describe('a policy that cannot work', () => {
  test.each([{ failuresBeforePause: 0 }, { firstPauseSeconds: 0.5 }, { loginSeconds: Number.NaN }])(
    'is refused when the service starts: %o',
    async (policy) => {
      const field = `policy.${Object.keys(policy)[0]}`;
      await expect(openSetting({ policy })).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field });
    },
  );
});
