import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type UserRole } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import {
  AuditLogger,
  createAuthentication,
  PasswordManager,
  requireRole,
  requireSelfOrRole,
  TokenManager,
} from '@orderfolio/security';
import { pino } from 'pino';
import { describe, expect, expectTypeOf, test } from 'vitest';

const ROLES = ['customer', 'support', 'admin'] as const;
type Role = (typeof ROLES)[number];
const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';
const PASSWORD = 'violet-harbour-lantern-42';
const ALICE = { username: 'alice_01', email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' };
const ISSUER = { issuer: 'tests', audience: 'tests', secret: SECRET };
const quiet = pino({}, { write: () => undefined });
const invalid = { code: 'CONFIGURATION_INVALID', field: 'roles' };

/** A service with its own role, which alice has, and one on the same store that names no roles. */
async function twoServices() {
  const clock = new ManualClock();
  const store = await openSqlite({ filename: ':memory:', clock });
  const parts = {
    store,
    clock,
    passwords: new PasswordManager({ cost: 4 }),
    audit: new AuditLogger({ logger: quiet, clock }),
  };
  const app = createOrderfolio({ store, clock, roles: ['customer', 'support', 'admin'] });
  const tokens = new TokenManager({ ...ISSUER, clock, roles: ['customer', 'support', 'admin'] });
  const auth = createAuthentication({ ...parts, app, tokens });
  await auth.register({ ...ALICE, password: PASSWORD });
  await auth.changeRole('alice_01', 'support', 'admin_01');
  const plainApp = createOrderfolio({ store, clock });
  const plainTokens = new TokenManager({ ...ISSUER, clock });
  const plainAuth = createAuthentication({ ...parts, app: plainApp, tokens: plainTokens });
  const login = { username: 'alice_01', password: PASSWORD };
  return { store, app, tokens, auth, plainApp, plainTokens, plainAuth, login };
}

describe('roles of a service', () => {
  test('are those of its users, of its tokens, and of what it asks for', async () => {
    const { app, tokens, auth, login } = await twoServices();
    expect(app.roles).toEqual(ROLES);
    expect(await app.users.get('alice_01')).toMatchObject({ role: 'support' });
    const { accessToken, refreshToken, user } = await auth.authenticateUser(login);
    const claims = await tokens.verifyAccessToken(accessToken);
    expect([user.role, claims.role]).toEqual(['support', 'support']);
    expect(await tokens.verifyAccessToken((await auth.refresh(refreshToken)).accessToken)).toMatchObject({
      role: 'support',
    });
    requireRole(claims, ['support', 'admin']);
    requireSelfOrRole(claims, 'bobby_02', 'support');
    expect(() => requireRole(claims, 'admin')).toThrow(
      expect.objectContaining({ code: 'ACCESS_DENIED', required: ['admin'] }),
    );
  });

  test('are typed through: another one does not compile', async () => {
    const { app, tokens, auth, login } = await twoServices();
    const session = await auth.authenticateUser(login);
    const claims = await tokens.verifyAccessToken(session.accessToken);
    const locked = await app.withLock('alice_01', 'look', async (inner) => inner.users.get('alice_01'));
    expectTypeOf(locked.role).toEqualTypeOf<Role>();
    expectTypeOf(session.user.role).toEqualTypeOf<Role>();
    expectTypeOf(claims.role).toEqualTypeOf<Role>();
    expectTypeOf((await app.users.list()).items[0]?.role).toEqualTypeOf<Role | undefined>();
    expectTypeOf((await auth.currentUser(session.accessToken)).role).toEqualTypeOf<Role>();
    // @ts-expect-error No such role: a letter is missing.
    expect(() => requireRole(claims, 'suport')).toThrow();
    // @ts-expect-error One of several roles does not exist.
    expect(() => requireSelfOrRole(claims, 'bobby_02', ['admin', 'root'])).toThrow();
    // @ts-expect-error Such a role cannot be given.
    await expect(auth.changeRole('alice_01', 'suport', 'admin_01')).rejects.toMatchObject({ field: 'role' });
    // @ts-expect-error Such a role cannot stand in a token.
    await expect(tokens.createAccessToken('alice_01', 'suport')).rejects.toMatchObject({ field: 'role' });
  });

  test('are customer and admin where none are named', async () => {
    const { plainApp, plainAuth, plainTokens } = await twoServices();
    expect([plainApp.roles, plainTokens.roles]).toEqual([
      ['customer', 'admin'],
      ['customer', 'admin'],
    ]);
    expectTypeOf((await plainApp.users.get('alice_01')).role).toEqualTypeOf<UserRole>();
    // @ts-expect-error This service does not know it.
    const unknown = plainAuth.changeRole('alice_01', 'support', 'admin_01');
    await expect(unknown).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field: 'role' });
  });

  test('a role that is stored and that a service does not know gives no rights there, and stays', async () => {
    const { app, plainApp, plainAuth, plainTokens, auth, tokens, login } = await twoServices();
    expect(await plainApp.users.get('alice_01')).toMatchObject({ role: 'customer' });
    expect((await plainApp.users.list()).items).toMatchObject([{ role: 'customer' }]);
    const { accessToken, refreshToken, user } = await plainAuth.authenticateUser(login);
    expect(user).toMatchObject({ role: 'customer' });
    expect(await plainTokens.verifyAccessToken(accessToken)).toMatchObject({ role: 'customer' });
    const next = await plainAuth.refresh(refreshToken);
    expect(await plainTokens.verifyAccessToken(next.accessToken)).toMatchObject({ role: 'customer' });
    expect(await plainAuth.currentUser(accessToken)).toMatchObject({ role: 'customer' });
    expect(await plainApp.users.updateProfile('alice_01', { firstName: 'Alicia' })).toMatchObject({ role: 'customer' });
    expect(await plainApp.users.suspend('alice_01', { by: 'admin_01' })).toMatchObject({ role: 'customer' });
    await plainApp.users.reinstate('alice_01', { by: 'admin_01' });
    expect(await app.users.get('alice_01')).toMatchObject({ role: 'support', firstName: 'Alicia' });
    // The other service refuses a token that names the role.
    const { accessToken: ofOther } = await auth.authenticateUser(login);
    expect(await tokens.verifyAccessToken(ofOther)).toMatchObject({ role: 'support' });
    await expect(plainTokens.verifyAccessToken(ofOther)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      reason: 'CLAIM',
      claim: 'role',
    });
  });

  test('an erased user keeps the role that is stored', async () => {
    const { app, plainApp } = await twoServices();
    await plainApp.users.erase('alice_01', { by: 'admin_01' });
    expect(await app.users.get('alice_01')).toMatchObject({ role: 'support', status: 'ERASED' });
  });
});

describe('a list of roles that cannot work is refused', () => {
  test.each([
    ['no customer', ['support', 'admin']],
    ['no admin', ['customer', 'support']],
    ['none at all', []],
    ['one twice', ['customer', 'admin', 'support', 'support']],
    ['a capital letter', ['customer', 'admin', 'Support']],
    ['a blank', ['customer', 'admin', 'first line']],
    ['nothing as a name', ['customer', 'admin', '']],
    ['a name that is too long', ['customer', 'admin', 'x'.repeat(31)]],
    ['too many', ['customer', 'admin', ...Array.from({ length: 49 }, (_none, at) => `role_${at}`)]],
    ['no text', ['customer', 'admin', 1]],
    ['no list', 'customer,admin'],
    ['null', null],
  ])('%s', async (_what, given) => {
    const store = await openSqlite({ filename: ':memory:' });
    // As a JavaScript caller may write them.
    const roles = given as readonly string[];
    expect(() => createOrderfolio({ store, roles })).toThrow(expect.objectContaining(invalid));
    expect(() => new TokenManager({ ...ISSUER, roles })).toThrow(expect.objectContaining(invalid));
    await store[Symbol.asyncDispose]();
  });

  test('other ones for the tokens than for the app', async () => {
    const { store, app, plainTokens } = await twoServices();
    const passwords = new PasswordManager({ cost: 4 });
    const audit = new AuditLogger({ logger: quiet });
    expect(() => createAuthentication({ app, store, passwords, audit, tokens: plainTokens })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'tokens' }),
    );
  });
});
