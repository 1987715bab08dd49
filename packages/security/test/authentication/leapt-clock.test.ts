import { describe, expect, test } from 'vitest';
import { ALICE, openSetting, PASSWORD, type SettingOptions } from './setting.ts';

const WRONG = 'orange-harbour-lantern-42';
const NEW = 'marble-winter-compass-17';
const STRANGER = '198.51.100.66';
const SECOND = 1_000;
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const refused = { code: 'INVALID_CREDENTIALS' };
const premature = { code: 'TOKEN_INVALID', reason: 'PREMATURE' };
const policy = { failuresBeforePause: 2, failuresBeforeSourcePause: 2 };

/** A service whose clock leaps ahead for as long as some work takes, and is put right afterwards. */
async function openLeaping(options: SettingOptions = {}) {
  const setting = await openSetting({ policy, ...options });
  await setting.registerAlice();
  const { clock } = setting;
  const whileAhead = async <Result>(leapMs: number, work: () => Promise<Result>): Promise<Result> => {
    clock.advance(leapMs);
    const result = await work();
    clock.set(new Date(clock.now().getTime() - leapMs).toISOString());
    return result;
  };
  const tryLogin = (given: object = {}) =>
    setting.auth.authenticateUser({ username: ALICE.username, password: PASSWORD, ...given });
  const fail = async (times: number, given: object = {}) => {
    for (let tries = 0; tries < times; tries++)
      await expect(tryLogin({ password: WRONG, ...given })).rejects.toMatchObject(refused);
  };
  return { ...setting, whileAhead, tryLogin, fail };
}

describe('a pause that a leapt clock has begun is over when the clock is right again:', () => {
  test('of a user', async () => {
    const { whileAhead, fail, tryLogin } = await openLeaping();
    await whileAhead(YEAR, () => fail(2));
    await tryLogin();
  });

  test('of a name that nobody has', async () => {
    const { whileAhead, fail, events } = await openLeaping();
    await whileAhead(YEAR, () => fail(2, { username: 'nobody_01' }));
    await fail(1, { username: 'nobody_01' });
    expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'UNKNOWN_USER' });
  });

  test('of an address', async () => {
    const { whileAhead, fail, tryLogin } = await openLeaping();
    await whileAhead(YEAR, () => fail(2, { username: 'nobody_01', ipAddress: STRANGER }));
    await tryLogin({ ipAddress: STRANGER });
  });

  test('of a device that is known', async () => {
    const { whileAhead, fail, tryLogin } = await openLeaping();
    const { deviceToken } = await tryLogin();
    await whileAhead(HOUR * 3, () => fail(2, { deviceToken }));
    await tryLogin({ deviceToken });
  });
});

test('a pause of the longest kind holds for a process whose clock is some seconds behind', async () => {
  const longest = { ...policy, firstPauseSeconds: 300, longestPauseSeconds: 300 };
  const { whileAhead, fail, tryLogin } = await openLeaping({ policy: longest });
  await whileAhead(10 * SECOND, () => fail(2));
  await expect(tryLogin()).rejects.toMatchObject(refused);
});

test('refused tries that a leapt clock has counted count no more when it is right again', async () => {
  const { whileAhead, fail, tryLogin, names } = await openLeaping();
  await whileAhead(YEAR, () => fail(1));
  await fail(1);
  expect(names()).not.toContain('ACCOUNT_LOCKED');
  await tryLogin();
});

test('refused tries of a process whose clock is minutes ahead count', async () => {
  const { whileAhead, fail, names } = await openLeaping();
  await whileAhead(180 * SECOND, () => fail(1));
  await fail(1);
  expect(names().filter((name) => name === 'ACCOUNT_LOCKED')).toHaveLength(1);
});

describe('a token that was sent by mail while the clock had leapt', () => {
  test('resets no password, and leaves the account as it is', async () => {
    const { auth, whileAhead, tryLogin, events } = await openLeaping({ keepAuditTrail: true });
    const sent = await whileAhead(YEAR, () => auth.requestPasswordReset(ALICE.email));
    const reset = { token: sent?.token ?? '', newPassword: NEW };
    await expect(auth.resetPassword(reset)).rejects.toMatchObject(premature);
    expect(events().at(-1)).toMatchObject({ event: 'PASSWORD_RESET_FAILED', reason: 'PREMATURE' });
    await tryLogin();
  });

  test('verifies no address, and changes none', async () => {
    const { auth, whileAhead } = await openLeaping();
    const verification = await whileAhead(YEAR, () => auth.requestEmailVerification(ALICE.username));
    await expect(auth.verifyEmail({ token: verification?.token ?? '' })).rejects.toMatchObject(premature);
    const change = { username: ALICE.username, currentPassword: PASSWORD, newEmail: 'new@example.com' };
    const { token } = await whileAhead(YEAR, () => auth.changeEmail(change));
    await expect(auth.verifyEmail({ token })).rejects.toMatchObject(premature);
  });

  test('is good where the clock was minutes ahead', async () => {
    const { auth, whileAhead } = await openLeaping();
    const sent = await whileAhead(180 * SECOND, () => auth.requestPasswordReset(ALICE.email));
    await auth.resetPassword({ token: sent?.token ?? '', newPassword: NEW });
  });
});

describe('a login that was opened while the clock had leapt', () => {
  test('brings no new tokens, and is no open session', async () => {
    const { auth, whileAhead, tryLogin, events } = await openLeaping();
    const { refreshToken, accessToken } = await whileAhead(YEAR, () => tryLogin());
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject(premature);
    expect(events().at(-1)).toMatchObject({ event: 'REFRESH_FAILED', reason: 'PREMATURE' });
    await expect(auth.currentUser(accessToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect((await auth.sessions(ALICE.username)).items).toEqual([]);
  });

  test('can be ended', async () => {
    const { auth, clock, whileAhead, tryLogin } = await openLeaping();
    const { refreshToken } = await whileAhead(YEAR, () => tryLogin());
    await auth.logout(refreshToken);
    clock.advance(YEAR);
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject({ reason: 'ENDED' });
  });

  test('makes no device known', async () => {
    const { whileAhead, tryLogin, fail } = await openLeaping();
    const { deviceToken } = await whileAhead(YEAR, () => tryLogin());
    await fail(2);
    await expect(tryLogin({ deviceToken })).rejects.toMatchObject(refused);
  });

  test('goes on where the clock was minutes ahead', async () => {
    const { auth, whileAhead, tryLogin } = await openLeaping();
    const { refreshToken } = await whileAhead(180 * SECOND, () => tryLogin());
    await auth.refresh(refreshToken);
  });
});

describe('a login that was refreshed while the clock had leapt', () => {
  test('goes on, and ends when it would have ended', async () => {
    const { auth, clock, whileAhead, tryLogin } = await openLeaping();
    const { refreshToken } = await tryLogin();
    const next = await whileAhead(3 * HOUR, () => auth.refresh(refreshToken));
    await auth.refresh(next.refreshToken);
    clock.advance(30 * 24 * HOUR);
    await expect(auth.refresh(next.refreshToken)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('has no grace any more for the token that was used then', async () => {
    const { auth, whileAhead, tryLogin } = await openLeaping();
    const { refreshToken } = await tryLogin();
    await whileAhead(3 * HOUR, () => auth.refresh(refreshToken));
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'REUSED' });
  });
});
