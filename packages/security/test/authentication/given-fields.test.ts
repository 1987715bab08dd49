import type { Authentication } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { ALICE, openSetting, PASSWORD } from './setting.ts';

const { username, email } = ALICE;
const NEW = 'marble-winter-compass-17';
const BY = { by: 'operator_1' };

const refuse = (): never => {
  throw new Error('a trap of a proxy');
};
const trapped = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse });
const NO_TEXT = [null, 7, true, {}, ['a'], Symbol('x'), () => 'x', 10n, Promise.resolve('x')];
const BAD = {
  text: NO_TEXT,
  texts: [null, 'a', 7, {}, [7], ['a', null]],
  signal: [null, 'a', 7, {}, { aborted: false }, Object.create(AbortSignal.prototype)],
  name: [...NO_TEXT, '', 'x', 'has space'],
  whatever: [undefined, 'x', null],
} as const;

/** The rule of each field. */
type Fields = Readonly<Record<string, keyof typeof BAD>>;
const SOURCE: Fields = {
  ipAddress: 'text',
  userAgent: 'text',
  requestId: 'text',
  secrets: 'texts',
  surprise: 'whatever',
};
const TRIED: Fields = { ...SOURCE, deviceToken: 'text', signal: 'signal' };
const ACTING: Fields = { ...SOURCE, by: 'name' };

/** A call, its valid arguments, and the rule of each field. */
type Call = readonly [method: keyof Authentication, given: readonly unknown[], fields: Fields];

/** The last argument is the object with the fields. */
const CALLS: readonly Call[] = [
  [
    'register',
    [{ ...ALICE, username: 'robert_1', email: 'robert@example.com', password: PASSWORD }],
    { ...SOURCE, signal: 'signal', username: 'name' },
  ],
  ['authenticateUser', [{ username, password: PASSWORD }], { ...TRIED, deviceLabel: 'text' }],
  ['refresh', ['refreshToken', {}], SOURCE],
  ['logout', ['refreshToken', {}], SOURCE],
  ['logoutEverywhere', [username, {}], ACTING],
  ['endSession', [username, '01JGFJJZ00000G40R40M30E209', {}], ACTING],
  ['changePassword', [{ username, currentPassword: PASSWORD, newPassword: NEW }], { ...TRIED, username: 'name' }],
  ['setPassword', [username, NEW, BY], { ...ACTING, signal: 'signal' }],
  ['checkPassword', [username, PASSWORD, {}], TRIED],
  ['requestPasswordReset', [email, {}], SOURCE],
  ['resetPassword', [{ token: 'resetToken', newPassword: NEW }], { ...SOURCE, signal: 'signal' }],
  ['requestEmailVerification', [username, {}], SOURCE],
  [
    'changeEmail',
    [{ username, currentPassword: PASSWORD, newEmail: 'new@example.com' }],
    { ...TRIED, username: 'name', newEmail: 'name' },
  ],
  ['verifyEmail', [{ token: 'verification' }], SOURCE],
  ['unlock', [username, BY], { ...ACTING, signal: 'signal' }],
  ['changeRole', [username, 'admin', 'operator_1', {}], SOURCE],
  ['suspend', [username, BY], { ...ACTING, reason: 'text' }],
  ['reinstate', [username, BY], { ...ACTING, reason: 'text' }],
  ['erase', [username, BY], { ...ACTING, reason: 'text' }],
];

/** These calls take no object. */
const OF_SINGLE_VALUES = ['sessions', 'purgeExpired', 'currentUser'];

async function opened() {
  const { auth, lines, login, registerAlice, store } = await openSetting({ keepAuditTrail: true });
  await registerAlice();
  const { refreshToken } = await login();
  const { token: resetToken = '' } = (await auth.requestPasswordReset(email)) ?? {};
  const { token: verification = '' } = (await auth.requestEmailVerification(username)) ?? {};
  const tokens = new Map(Object.entries({ refreshToken, resetToken, verification }));
  const filled = (value: unknown): unknown => (typeof value === 'string' ? (tokens.get(value) ?? value) : value);
  const withTokens = (object: unknown) =>
    Object.fromEntries(Object.entries(Object(object)).map(([field, value]) => [field, filled(value)]));
  const call = async (method: keyof Authentication, given: readonly unknown[], changed: object): Promise<unknown> => {
    const [last, ...others] = given.toReversed();
    return Reflect.apply(auth[method], undefined, [
      ...others.toReversed().map(filled),
      { ...withTokens(last), ...changed },
    ]);
  };
  return { call, lines, auth, store };
}

describe('a call of authentication', () => {
  test('is in this table', async () => {
    const { auth } = await opened();
    expect([...CALLS.map(([method]): string => method), ...OF_SINGLE_VALUES].sort()).toEqual(Object.keys(auth).sort());
  });

  test.each(CALLS)('%s names a field that is not what it must be, and does and says nothing', async (...tested) => {
    const [method, given, fields] = tested;
    const { call, lines, store } = await opened();
    const head = await store.auditTrail.head(username);
    const said = lines.length;
    for (const [field, kind] of Object.entries(fields)) {
      for (const value of BAD[kind]) {
        const about = `${field}, ${typeof value}`;
        const refusal = await call(method, given, { [field]: value }).catch((error: unknown) => error);
        expect(refusal, about).toMatchObject({
          code: 'VALIDATION_FAILED',
          field: expect.stringMatching(new RegExp(`^${field}(\\.\\d+)?$`)),
        });
      }
    }
    // An unreadable token shows no name.
    for (const field of Object.keys(fields))
      await expect(call(method, given, { [field]: trapped }), field).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    expect(await store.auditTrail.head(username)).toEqual(head);
    expect(lines).toHaveLength(said);
  });

  test.each(CALLS)('%s is carried out with what is right', async (method, given) => {
    const { call } = await opened();
    const source = { ipAddress: '203.0.113.7', userAgent: 'curl', requestId: 'r-1', secrets: ['s'] };
    const outcome = await call(method, given, source).then(
      () => 'done',
      (error: unknown) => error,
    );
    expect(outcome).toBe('done');
  });
});
