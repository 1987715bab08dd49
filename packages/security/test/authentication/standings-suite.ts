import { DomainError, type UserStatus } from '@orderfolio/domain';
import type { Authentication, Session } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { ALICE, type OpenStore, openSetting, PASSWORD } from './setting.ts';

const NEW = 'marble-winter-compass-17';
const BY = { by: 'operator_1' };

/** What was given out before the status changed, and the calls take. */
interface Given {
  readonly auth: Authentication;
  readonly username: string;
  readonly email: string;
  readonly session: Session;
  readonly reset: string;
  readonly verification: string;
  readonly emailChange: string;
}

/**
 * The outcome of a call, by the status of its account: `done`, its answer, or the code and the reason of its rejection.
 */
type Outcomes = { readonly [Status in UserStatus]: string };
type Call = readonly [method: keyof Authentication, outcomes: Outcomes, run: (given: Given) => Promise<unknown>];

const ALWAYS: Outcomes = { ACTIVE: 'done', SUSPENDED: 'done', ERASED: 'done' };
/** A call of an operator. */
const NOT_ERASED: Outcomes = { ...ALWAYS, ERASED: 'ACCOUNT_SUSPENDED' };
const ACTIVE: Outcomes = { ...NOT_ERASED, SUSPENDED: 'ACCOUNT_SUSPENDED' };
/** No password opens an erased account: it has none. */
const WITH_PASSWORD: Outcomes = { ...ACTIVE, ERASED: 'INVALID_CREDENTIALS' };
/** Both end all logins, so nothing that was given out before works. */
const ENDED: Outcomes = { ACTIVE: 'done', SUSPENDED: 'TOKEN_INVALID ENDED', ERASED: 'TOKEN_INVALID ENDED' };
const WITHDRAWN: Outcomes = { ACTIVE: 'done', SUSPENDED: 'TOKEN_INVALID WITHDRAWN', ERASED: 'TOKEN_INVALID WITHDRAWN' };

const CALLS: readonly Call[] = [
  ['authenticateUser', WITH_PASSWORD, ({ auth, username }) => auth.authenticateUser({ username, password: PASSWORD })],
  ['currentUser', ENDED, ({ auth, session }) => auth.currentUser(session.accessToken)],
  ['refresh', ENDED, ({ auth, session }) => auth.refresh(session.refreshToken)],
  ['logout', ALWAYS, ({ auth, session }) => auth.logout(session.refreshToken)],
  ['sessions', ALWAYS, ({ auth, username }) => auth.sessions(username)],
  ['endSession', ALWAYS, ({ auth, username }) => auth.endSession(username, '01JGFJJZ00000G40R40M30E209')],
  [
    'checkPassword',
    { ACTIVE: 'true', SUSPENDED: 'false', ERASED: 'false' },
    ({ auth, username }) => auth.checkPassword(username, PASSWORD),
  ],
  [
    'requestPasswordReset',
    { ACTIVE: 'true', SUSPENDED: 'true', ERASED: 'false' },
    async ({ auth, email }) => (await auth.requestPasswordReset(email)) !== undefined,
  ],
  ['requestEmailVerification', ACTIVE, ({ auth, username }) => auth.requestEmailVerification(username)],
  [
    'verifyEmail',
    { ...ALWAYS, ERASED: 'TOKEN_INVALID WITHDRAWN' },
    ({ auth, verification }) => auth.verifyEmail({ token: verification }),
  ],
  [
    'changeEmail',
    WITH_PASSWORD,
    ({ auth, username }) =>
      auth.changeEmail({ username, currentPassword: PASSWORD, newEmail: `new.${username}@example.com` }),
  ],
  ['verifyEmail', WITHDRAWN, ({ auth, emailChange }) => auth.verifyEmail({ token: emailChange })],
  ['unlock', ALWAYS, ({ auth, username }) => auth.unlock(username, BY)],
  ['resetPassword', WITHDRAWN, ({ auth, reset }) => auth.resetPassword({ token: reset, newPassword: NEW })],
  [
    'changePassword',
    WITH_PASSWORD,
    ({ auth, username }) =>
      auth.changePassword({ username, currentPassword: PASSWORD, newPassword: 'lantern-orchard-brass-58' }),
  ],
  ['setPassword', NOT_ERASED, ({ auth, username }) => auth.setPassword(username, NEW, BY)],
  ['changeRole', NOT_ERASED, ({ auth, username }) => auth.changeRole(username, 'customer', 'operator_1')],
  ['changeRole', NOT_ERASED, ({ auth, username }) => auth.changeRole(username, 'admin', 'operator_1')],
  ['logoutEverywhere', ALWAYS, ({ auth, username }) => auth.logoutEverywhere(username, BY)],
  ['suspend', ALWAYS, ({ auth, username }) => auth.suspend(username, BY)],
  ['reinstate', NOT_ERASED, ({ auth, username }) => auth.reinstate(username, BY)],
  ['erase', ALWAYS, ({ auth, username }) => auth.erase(username, BY)],
];

/** These calls concern no account. */
const OF_NO_ACCOUNT = ['register', 'purgeExpired'];

/** Tests on any store: authentication for a suspended or an erased account. */
export function testStandings(openStore: OpenStore | undefined): void {
  const openAuthentication = async (): Promise<Authentication> =>
    (await openSetting({ keepAuditTrail: true, ...(openStore && { openStore }) })).auth;

  /** An account of its own, which has been given everything before it gets its status. */
  async function accountOn(auth: Authentication, status: UserStatus, username = ALICE.username): Promise<Given> {
    const email = `${username}@example.com`;
    await auth.register({ ...ALICE, username, email, password: PASSWORD });
    const session = await auth.authenticateUser({ username, password: PASSWORD });
    const reset = await auth.requestPasswordReset(email);
    const verification = await auth.requestEmailVerification(username);
    const change = { username, currentPassword: PASSWORD, newEmail: `other.${email}` };
    const { token: emailChange } = await auth.changeEmail(change);
    if (status === 'SUSPENDED') await auth.suspend(username, BY);
    if (status === 'ERASED') await auth.erase(username, BY);
    const tokens = { reset: reset?.token ?? '', verification: verification?.token ?? '', emailChange };
    return { auth, username, email, session, ...tokens };
  }

  describe('authentication', () => {
    test('says of each method what it does for an account that is suspended or erased', async () => {
      const auth = await openAuthentication();
      const known = new Set([...CALLS.map(([method]): string => method), ...OF_NO_ACCOUNT]);
      expect([...known].sort()).toEqual(Object.keys(auth).sort());
    });

    test.each(['ACTIVE', 'SUSPENDED', 'ERASED'] as const)('of an account that is %s', async (status) => {
      const auth = await openAuthentication();
      for (const [index, [method, outcomes, run]] of CALLS.entries()) {
        const given = await accountOn(auth, status, `alice_${100 + index}`);
        const outcome = await run(given).then(shown, codeOf);
        expect(outcome, `${method}, call ${index}`).toBe(outcomes[status]);
      }
    });
  });

  test('a suspended user resets the password all the same, and stays suspended', async () => {
    const { auth, username, email } = await accountOn(await openAuthentication(), 'SUSPENDED');
    const sent = await auth.requestPasswordReset(email);
    const { user } = await auth.resetPassword({ token: sent?.token ?? '', newPassword: NEW });
    expect(user).toMatchObject({ status: 'SUSPENDED' });
    await expect(auth.authenticateUser({ username, password: NEW })).rejects.toMatchObject({
      code: 'ACCOUNT_SUSPENDED',
    });
  });
}

function shown(result: unknown): string {
  return typeof result === 'boolean' ? String(result) : 'done';
}

function codeOf(error: unknown): string {
  if (!(error instanceof DomainError)) throw error;
  const reason: unknown = Reflect.get(error, 'reason');
  return typeof reason === 'string' ? `${error.code} ${reason}` : error.code;
}
