import type { Store } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import type { ManualClock, ManualTimer } from '@orderfolio/domain/testing';
import { createRefreshToken } from '@orderfolio/security';
import { expect, test } from 'vitest';
import { ALICE, openSetting } from './setting.ts';

/** The hash of the password of the tests, at a cost of 4. */
const HASH = '$2b$04$E/z2B8x/fbxi00PUZHqkC.nENspInCndrEuRclbIwZanwUh4cH1zS';
const DAY = 86_400_000;
const username = ALICE.username;
const FAMILY = '01JGFJJZ00000G40R40M30E209';
const ended = { code: 'TOKEN_INVALID', reason: 'ENDED' };
const reused = { code: 'TOKEN_INVALID', reason: 'REUSED' };

/** An open login of the release that had no login records, no devices and no grace. Its first token was used. */
interface OlderLogin {
  readonly passwordHash: string;
  readonly epoch: number;
  readonly familyId: string;
  readonly at: string;
  readonly familyExpiresAt: string;
  readonly tokenExpiresAt: string;
  readonly usedHash: string;
  readonly openHash: string;
}

/** Opens a store in which that release has left alice and her login. */
export type OpenOlderStore = (older: OlderLogin, clock: ManualClock, timer: ManualTimer) => Promise<Store>;

/** Tests on any store: what the former release has left still works. */
export function testOlderSessions(openStore: OpenOlderStore): void {
  async function ofOlderRelease() {
    const [used, open] = [createRefreshToken(username, FAMILY), createRefreshToken(username, FAMILY)];
    const setting = await openSetting({
      keepAuditTrail: true,
      openStore(clock, timer) {
        const from = clock.now().getTime();
        const later = (milliseconds: number) => new Date(from + milliseconds).toISOString();
        const older: OlderLogin = {
          passwordHash: HASH,
          epoch: 3,
          familyId: FAMILY,
          at: later(0),
          familyExpiresAt: later(30 * DAY),
          tokenExpiresAt: later(7 * DAY),
          usedHash: used.tokenHash,
          openHash: open.tokenHash,
        };
        return openStore(older, clock, timer);
      },
    });
    return { ...setting, used: used.token, open: open.token };
  }

  test('a login of the release before is refreshed, is shown, and has the grace from then on', async () => {
    const { auth, tokens, open } = await ofOlderRelease();
    expect(await auth.sessions(username)).toMatchObject({ items: [{ familyId: FAMILY }] });
    const next = await auth.refresh(open);
    expect((await auth.refresh(open)).refreshToken).toBe(next.refreshToken);
    expect(await tokens.verifyAccessToken(next.accessToken)).toMatchObject({ sub: username, epoch: 3 });
    expect(await auth.currentUser(next.accessToken)).toMatchObject({ username });
    await auth.refresh(next.refreshToken);
    expect((await auth.sessions(username)).items[0]).toHaveProperty('lastUsedAt');
  });

  test('a token that the release before saw used ends the login when it comes again', async () => {
    const { auth, used, open, events } = await ofOlderRelease();
    await expect(auth.refresh(used)).rejects.toMatchObject(reused);
    await expect(auth.refresh(open)).rejects.toMatchObject(ended);
    expect(events().map(({ event, reason }) => `${event} ${reason}`)).toContain('TOKEN_REVOKED REUSE_DETECTED');
  });

  test('an access token of the release before, without an epoch, is refused once all logins have ended', async () => {
    const { auth, app, tokens } = await ofOlderRelease();
    await app.users.create({ ...ALICE, username: 'bertha_2', email: 'bertha@example.com' });
    const ofUser = await tokens.createAccessToken('bertha_2', 'customer');
    expect(await auth.currentUser(ofUser)).toMatchObject({ username: 'bertha_2' });
    await auth.logoutEverywhere('bertha_2');
    await expect(auth.currentUser(ofUser)).rejects.toMatchObject(ended);
  });

  test.each([
    ['logging out', (auth: Setting['auth'], open: string) => auth.logout(open)],
    ['logging out everywhere', (auth: Setting['auth']) => auth.logoutEverywhere(username)],
    ['ending the session', (auth: Setting['auth']) => auth.endSession(username, FAMILY)],
    ['a new password', (auth: Setting['auth']) => auth.setPassword(username, NEW_PASSWORD, { by: 'admin_01' })],
    ['another role', (auth: Setting['auth']) => auth.changeRole(username, 'admin', 'admin_01')],
  ])('%s ends a login of the release before', async (_what, end) => {
    const { auth, open } = await ofOlderRelease();
    await end(auth, open);
    await expect(auth.refresh(open)).rejects.toMatchObject(ended);
  });

  test('suspending ends a login of the release before, and erasing leaves nothing of its hash', async () => {
    const { app, auth, store, open, login } = await ofOlderRelease();
    await app.users.suspend(username, { by: 'admin_01' });
    await expect(auth.refresh(open)).rejects.toMatchObject(ended);
    await expect(login()).rejects.toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
    await app.users.erase(username, { by: 'admin_01' });
    const { unitOfWork } = adapterStoreOf(store);
    const rows = await unitOfWork.read([
      { entity: 'user', username },
      { entity: 'login', username },
    ]);
    expect(JSON.stringify(rows)).not.toContain(HASH);
  });

  test('the password of the release before opens the account, with the same logins as before', async () => {
    const { login, auth, open } = await ofOlderRelease();
    const session = await login();
    await auth.refresh(open);
    await auth.refresh(session.refreshToken);
    expect((await auth.sessions(username)).items).toHaveLength(2);
  });
}

type Setting = Awaited<ReturnType<typeof openSetting>>;
const NEW_PASSWORD = 'copper-meadow-thimble-77';
