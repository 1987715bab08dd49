import { adapterStoreOf, save } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { ALICE, loginOf, openSetting, PASSWORD, serviceOn } from './setting.ts';

const refused = { code: 'INVALID_CREDENTIALS', message: 'username or password is wrong' };

describe('registering', () => {
  test('creates a customer with a USD balance whose password opens the account', async () => {
    const { auth, app, login, names } = await openSetting();
    const { user } = await auth.register({ ...ALICE, username: 'Alice_01', password: PASSWORD, phone: '+49 30 1234' });
    expect(user).toMatchObject({ username: 'alice_01', role: 'customer', phone: '+49301234' });
    expect((await app.funds.getBalance('alice_01')).available.toString()).toBe('0');
    expect((await login()).user).toEqual(user);
    expect(names()).toEqual(['USER_CREATED', 'LOGIN_SUCCEEDED', 'TOKEN_CREATED', 'TOKEN_CREATED']);
  });

  test('shows the hash neither in what it returns nor in a log line', async () => {
    const { auth, store, lines, registerAlice, login } = await openSetting({ keepAuditTrail: true });
    const created = await registerAlice();
    const session = await login();
    const hash = (await loginOf(store))?.passwordHash ?? '';
    expect(hash).toMatch(/^\$2b\$04\$/);
    const kept = await store.auditTrail.list('alice_01');
    const shown = JSON.stringify([created, session.user, await auth.currentUser(session.accessToken), lines, kept]);
    for (const secret of [hash, PASSWORD, session.refreshToken, session.accessToken])
      expect(shown).not.toContain(secret);
  });

  test('refuses a weak password with every rule, and a bad profile, and stores nothing', async () => {
    const { auth, store, counts } = await openSetting();
    const weak = auth.register({ ...ALICE, password: 'alice_01' });
    await expect(weak).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ code: 'TOO_SHORT' }, { code: 'CONTAINS_USERNAME' }, { code: 'CONTAINS_EMAIL' }, { code: 'GUESSABLE' }],
    });
    const nameless = auth.register({ ...ALICE, firstName: '', password: PASSWORD });
    await expect(nameless).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field: 'firstName' });
    expect(counts.commits).toBe(0);
    expect(await store.users.get('alice_01')).toBeUndefined();
  });

  test.each(['role', 'passwordHash'])('lets nobody choose a %s', async (field) => {
    const { auth } = await openSetting();
    const body = { ...ALICE, password: PASSWORD, [field]: 'admin' };
    await expect(auth.register(body)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field });
  });

  test('refuses a name or an address that is taken, and leaves its owner as they were', async () => {
    const { auth, registerAlice, login } = await openSetting({ keepAuditTrail: true });
    await registerAlice();
    const other = { ...ALICE, password: 'another-long-password-7' };
    const name = auth.register({ ...other, email: 'other@example.com' });
    await expect(name).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'username' });
    const address = auth.register({ ...other, username: 'alice_02', email: 'Alice@Example.com' });
    await expect(address).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'email' });
    await login();
  });

  test('does not hold against the owner what was tried before the name was anyone’s', async () => {
    const { login, registerAlice } = await openSetting({ policy: { failuresBeforePause: 2 } });
    for (let tried = 0; tried < 5; tried++) await expect(login()).rejects.toMatchObject(refused);
    await registerAlice();
    await login();
  });
});

describe('a login', () => {
  test('brings an access token of the user’s role', async () => {
    const { auth, tokens, registerAlice, login } = await openSetting();
    await registerAlice();
    const { accessToken, accessTokenExpiresAt } = await login();
    expect(await tokens.verifyAccessToken(accessToken)).toMatchObject({ sub: 'alice_01', role: 'customer' });
    expect(accessTokenExpiresAt).toBe('2026-01-01T00:15:00.000Z');
    expect(await auth.currentUser(accessToken)).toMatchObject({ username: 'alice_01' });
  });

  test('takes one read, one commit and one comparison', async () => {
    const { registerAlice, login, counts } = await openSetting({ keepAuditTrail: true });
    await registerAlice();
    const before = { ...counts };
    await login();
    expect(counts.reads - before.reads).toBe(1);
    expect(counts.commits - before.commits).toBe(1);
    expect(counts.comparisons).toBe(1);
  });

  test('finds the name in any case and the accent however it was typed', async () => {
    const { auth } = await openSetting();
    await auth.register({ ...ALICE, password: 'cr\u00e8me-br\u00fbl\u00e9e-au-four' });
    const typed = 'cre\u0300me-bru\u0302le\u0301e-au-four';
    expect((await auth.authenticateUser({ username: 'ALICE_01', password: typed })).user.username).toBe('alice_01');
  });

  test('renews a hash of an old cost in its own commit', async () => {
    const { registerAlice, store, clock, timer } = await openSetting();
    await registerAlice();
    const { login, counts } = serviceOn(store, clock, timer, { cost: 5 });
    await login();
    expect((await loginOf(store))?.passwordHash).toMatch(/^\$2b\$05\$/);
    expect(counts.commits).toBe(1);
    await login();
    expect((await loginOf(store))?.version).toBe(2);
  });

  test('is not possible to an account whose stored text is no hash, and tells its operator why', async () => {
    const { app, login, events } = await openSetting();
    await app.users.create({ ...ALICE, passwordHash: 'no hash at all' });
    await expect(login('no hash at all')).rejects.toMatchObject(refused);
    expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'UNUSABLE_HASH' });
  });

  test('with a password that was changed while it was compared is refused', async () => {
    const { store, registerAlice, login: enter, counts } = await openSetting();
    await registerAlice();
    const login = await loginOf(store);
    const racing = enter();
    const passwordHash = '$2b$04$abcdefghijklmnopqrstuuWr0tLJuV6gqW5bZ1H4oKq3y9Qf0y0yC';
    if (login === undefined) throw new Error('alice_01 has no login record');
    const change = save('login', login, { ...login, passwordHash });
    await adapterStoreOf(store).unitOfWork.commit({ token: 'another password', changes: [change] });
    await expect(racing).rejects.toMatchObject(refused);
    expect(counts.comparisons).toBe(2);
  });
});
