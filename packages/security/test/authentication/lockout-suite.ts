import { describe, expect, test } from 'vitest';
import { ALICE, loginOf, type OpenStore, openSetting, PASSWORD, type SettingOptions, serviceOn } from './setting.ts';

const WRONG = 'orange-harbour-lantern-42';
const refused = { code: 'INVALID_CREDENTIALS' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STRANGER = '198.51.100.66';

/** Tests on any store: who can lock out whom. */
export function testLockout(openStore: OpenStore | undefined): void {
  async function registered(options: SettingOptions = {}) {
    const setting = await openSetting({ keepAuditTrail: true, ...(openStore && { openStore }), ...options });
    await setting.registerAlice();
    const tryFrom = (given: { password?: string; username?: string; ipAddress?: string; deviceToken?: string }) =>
      setting.auth.authenticateUser({ username: ALICE.username, password: PASSWORD, ...given });
    return { ...setting, tryFrom };
  }

  describe('a device that has logged in before', () => {
    test('is let in while strangers keep the account paused, week after week', async () => {
      const { clock, login, tryFrom, store } = await registered();
      const { deviceToken = '' } = await login();
      for (let hours = 0; hours < 2 * 7 * 24; hours += 12) {
        for (let tries = 0; tries < 6; tries++)
          await expect(tryFrom({ password: WRONG, ipAddress: STRANGER })).rejects.toMatchObject(refused);
        // An unknown device waits, and the owner's device does not.
        await expect(login()).rejects.toMatchObject(refused);
        await tryFrom({ deviceToken });
        clock.advance(12 * HOUR);
      }
      // The owner's login does not give the strangers their tries back.
      expect(await loginOf(store)).toMatchObject({ pauses: expect.any(Number), failures: expect.any(Number) });
      expect((await loginOf(store))?.failures).toBeGreaterThan(100);
    });

    test('is paused by its own tries, and by no other device', async () => {
      const { clock, login, tryFrom, events, store } = await registered({ policy: { failuresBeforePause: 3 } });
      const [phone, laptop] = [(await login()).deviceToken, (await login()).deviceToken];
      for (let tries = 0; tries < 3; tries++)
        await expect(tryFrom({ password: WRONG, deviceToken: phone ?? '' })).rejects.toMatchObject(refused);
      expect(events().at(-1)).toMatchObject({ event: 'SOURCE_LOCKED', outcome: 'FAILURE', failures: 3 });
      await expect(tryFrom({ deviceToken: phone ?? '' })).rejects.toMatchObject(refused);
      expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'SOURCE_PAUSED' });
      await tryFrom({ deviceToken: laptop ?? '' });
      await login();
      expect(await loginOf(store)).toMatchObject({ failures: 0 });
      clock.advance(60_000);
      await tryFrom({ deviceToken: phone ?? '' });
      // Its count begins anew with its success.
      await expect(tryFrom({ password: WRONG, deviceToken: phone ?? '' })).rejects.toMatchObject(refused);
      await tryFrom({ deviceToken: phone ?? '' });
    });

    test('is none for another account, nor with a token that was edited, or has expired', async () => {
      const policy = { failuresBeforePause: 1, deviceSeconds: 86_400 };
      const { auth, clock, login, tryFrom } = await registered({ policy });
      const { deviceToken = '' } = await login();
      await auth.register({ ...ALICE, username: 'bertha_2', email: 'bertha@example.com', password: PASSWORD });
      const { deviceToken: berthas = '' } = await login(PASSWORD, 'bertha_2');
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      const edited = `${deviceToken.slice(0, -2)}${deviceToken.endsWith('AA') ? 'BB' : 'AA'}`;
      for (const token of [berthas, edited, 'no token', ''])
        await expect(tryFrom({ deviceToken: token })).rejects.toMatchObject(refused);
      await tryFrom({ deviceToken });
      // The clocks of two services may be some seconds apart.
      clock.advance(DAY + 10_000);
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      await expect(tryFrom({ deviceToken })).rejects.toMatchObject(refused);
    });

    test('is no more where its session was ended as somebody else’s, and still one after a logout', async () => {
      const { auth, login, tryFrom } = await registered({ policy: { failuresBeforePause: 1 } });
      const [own, ended, stolen] = [await login(), await login(), await login()];
      const [newest, older] = (await auth.sessions('alice_01')).items;
      await auth.endSession('alice_01', newest?.familyId ?? '');
      await auth.endSession('alice_01', older?.familyId ?? '', { by: 'operator_1' });
      await auth.logout(own.refreshToken);
      await expect(login(WRONG)).rejects.toMatchObject(refused);
      for (const { deviceToken = '' } of [ended, stolen])
        await expect(tryFrom({ deviceToken })).rejects.toMatchObject(refused);
      await tryFrom({ deviceToken: own.deviceToken ?? '' });
    });

    test('opens nothing by its token: neither a user nor a refresh', async () => {
      const { auth, tokens, login } = await registered();
      const { deviceToken = '', accessToken } = await login();
      await expect(auth.currentUser(deviceToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'HEADER' });
      await expect(auth.refresh(deviceToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'MALFORMED' });
      await expect(tokens.verifyDeviceToken(accessToken)).rejects.toMatchObject({ reason: 'HEADER' });
      expect(await tokens.verifyDeviceToken(deviceToken)).toMatchObject({ sub: 'alice_01', type: 'device' });
    });

    test('gets no right guess in that was read before its pause and compared after', async () => {
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      let isHeld = false;
      const beforeComparison = async (password: string) => (isHeld && password === PASSWORD ? gate : undefined);
      const { login, tryFrom } = await registered({ policy: { failuresBeforePause: 3 }, beforeComparison });
      const { deviceToken = '' } = await login();
      isHeld = true;
      const right = tryFrom({ deviceToken });
      for (let tries = 0; tries < 3; tries++)
        await expect(tryFrom({ password: WRONG, deviceToken })).rejects.toMatchObject(refused);
      open();
      await expect(right).rejects.toMatchObject(refused);
    });
  });

  describe('refused tries from one address', () => {
    const policy = { failuresBeforeSourcePause: 4 };

    test('count together, whatever names they try, and pause the address and nobody else', async () => {
      const { clock, timer, store, events, tryFrom, login } = await registered({ policy });
      for (let name = 0; name < 4; name++)
        await expect(tryFrom({ username: `nobody_${name}`, ipAddress: STRANGER })).rejects.toMatchObject(refused);
      expect(events().at(-1)).toMatchObject({ event: 'SOURCE_LOCKED', failures: 4 });
      const other = serviceOn(store, clock, timer, { policy });
      const right = { username: ALICE.username, password: PASSWORD };
      await expect(other.auth.authenticateUser({ ...right, ipAddress: STRANGER })).rejects.toMatchObject(refused);
      expect(other.events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'SOURCE_PAUSED' });
      await tryFrom({ ipAddress: '203.0.113.7' });
      await login();
      clock.advance(60_000);
      await tryFrom({ ipAddress: STRANGER });
    });

    test('in its pause do not count against the names that they try', async () => {
      const { store, tryFrom } = await registered({ policy });
      for (let tries = 0; tries < 10; tries++)
        await expect(tryFrom({ password: WRONG, ipAddress: STRANGER })).rejects.toMatchObject(refused);
      expect(await loginOf(store)).toMatchObject({ failures: 4, pauses: 0 });
    });

    test('of an IPv6 client are those of its whole network', async () => {
      const { tryFrom } = await registered({ policy });
      for (let host = 1; host <= 4; host++)
        await expect(tryFrom({ password: WRONG, ipAddress: `2001:db8::${host}` })).rejects.toMatchObject(refused);
      await expect(tryFrom({ ipAddress: '2001:db8::99' })).rejects.toMatchObject(refused);
      await tryFrom({ ipAddress: '2001:db8:0:1::1' });
    });

    test('cost the same work for a name that somebody has and for one that nobody has', async () => {
      const cost = async (username: string) => {
        const { counts, tryFrom } = await registered();
        Object.assign(counts, { reads: 0, keysRead: 0, commits: 0, changes: 0, comparisons: 0 });
        const wrong = { username, password: WRONG, ipAddress: STRANGER };
        await expect(tryFrom(wrong)).rejects.toMatchObject(refused);
        return counts;
      };
      const known = await cost(ALICE.username);
      expect(known).toEqual({ reads: 1, keysRead: 5, commits: 1, changes: 4, comparisons: 1 });
      expect(await cost('nobody_01')).toEqual(known);
    });

    test('are all counted, from two processes at once, and their record goes when it counts no more', async () => {
      const { auth, clock, timer, store, tryFrom } = await registered();
      const other = serviceOn(store, clock, timer, { keepAuditTrail: true });
      const tries = Array.from({ length: 8 }, (_, index) => {
        const credentials = { username: `nobody_${index}`, password: WRONG, ipAddress: STRANGER };
        return (index % 2 === 0 ? auth : other.auth).authenticateUser(credentials);
      });
      for (const { status } of await Promise.allSettled(tries)) expect(status).toBe('rejected');
      clock.advance(2 * DAY);
      expect(await auth.purgeExpired()).toEqual({ removed: 9 });
      await tryFrom({ ipAddress: STRANGER });
    });
  });
}
