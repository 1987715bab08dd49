import { createOrderfolio } from '@orderfolio/domain';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager, TooBusyError } from '@orderfolio/security';
import bcrypt from 'bcrypt';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { ed25519, SERVICE } from '../tokens/keys.ts';
import { ALICE, loginOf, openSetting, PASSWORD, serviceOn } from './setting.ts';

const busy = { code: 'TOO_BUSY', retryable: true, retryAfterMs: expect.any(Number) };

describe('a flood of logins', () => {
  test('is refused past the queue, for names that exist and for names that do not, and leaves no trace there', async () => {
    const { store, login, registerAlice, events } = await openSetting({ passwords: { concurrency: 1, queue: 4 } });
    await registerAlice();
    const before = events().length;
    const names = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 'alice_01' : `nobody_${n}`));
    const outcomes = await Promise.allSettled(names.map((name) => login('wrong-harbour-lantern-42', name)));
    const refusals = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined));
    const refused = refusals.filter(({ code }) => code === 'TOO_BUSY');
    expect(refused).toHaveLength(15);
    for (const refusal of refused) expect(refusal).toMatchObject(busy);
    // Only the five that were compared were counted and written to the trail.
    const told = events()
      .slice(before)
      .filter(({ event }) => event === 'LOGIN_FAILED');
    expect(told).toHaveLength(5);
    const strangers = await Promise.all(names.slice(1).map((name) => store.loginAttempts.get(name)));
    const counted = new Map(
      [...strangers, await loginOf(store)].map((counts) => [counts?.username, counts?.failures ?? 0]),
    );
    expect([...counted.values()].reduce((sum, failures) => sum + failures, 0)).toBe(5);
  });

  test('does not fail a login whose password was right: its hash is renewed the next time', async () => {
    const { registerAlice, store, clock, timer } = await openSetting();
    await registerAlice();
    const { login } = serviceOn(store, clock, timer, { cost: 5 });
    const hash = async () => (await loginOf(store))?.passwordHash;
    vi.spyOn(PasswordManager.prototype, 'rehashPassword').mockRejectedValueOnce(new TooBusyError({ retryAfterMs: 1 }));
    expect((await login()).user.username).toBe('alice_01');
    expect(await hash()).toMatch(/^\$2b\$04\$/);
    await login();
    expect(await hash()).toMatch(/^\$2b\$05\$/);
  });
});

describe('the users of another system', () => {
  test.each([
    ['which cut long passwords', 'журавли летят над гаванью тюльпаны цветут к вечеру', (text: string) => text],
    ['which did not compose accents', 'cr\u00e8me br\u00fbl\u00e9e de Lyon', (text: string) => text.normalize('NFD')],
  ])('%s, log in, and their hashes are renewed once', async (_how, password, typed) => {
    const { app, store, login } = await openSetting();
    await app.users.create({ ...ALICE, passwordHash: bcrypt.hashSync(typed(password), 4) });
    await login(typed(password));
    const renewed = await loginOf(store);
    expect(renewed?.passwordHash).toMatch(/^\$bcrypt-hmac-sha512\$v=1\$2b\$04\$/);
    await login(password);
    expect((await loginOf(store))?.version).toBe(renewed?.version);
    await expect(login(`${password}!`)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });
});

test('a missing pepper is told to the operator, and to nobody else', async () => {
  const pepper = { kid: 'p1', secret: Buffer.from('9f3c1b7e5a8d2046c1e7b3a95d806f24', 'hex').toString('hex') };
  const { registerAlice, store, clock, timer } = await openSetting({ passwords: { pepper } });
  await registerAlice();
  const { login, events } = serviceOn(store, clock, timer);
  await expect(login(PASSWORD)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(events().at(-1)).toMatchObject({ event: 'LOGIN_FAILED', reason: 'UNUSABLE_HASH' });
});

test('the names of who registers count as their own words', async () => {
  const { auth } = await openSetting();
  const registered = auth.register({
    ...ALICE,
    username: 'trader_77',
    lastName: 'Zorblaxa',
    password: 'zorblaxa-2019-!',
  });
  await expect(registered).rejects.toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ code: 'GUESSABLE' }] });
});

test('tokens that only verify are no base for logins, and are refused before the first', async () => {
  const { store } = await openSetting();
  const { publicKey } = ed25519();
  const tokens = new TokenManager({ ...SERVICE, keys: [{ kid: '1', alg: 'EdDSA', publicKey }] });
  const audit = new AuditLogger({ logger: pino({}, { write: () => undefined }) });
  const passwords = new PasswordManager({ cost: 4 });
  const create = () => createAuthentication({ app: createOrderfolio({ store }), store, passwords, tokens, audit });
  expect(create).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'tokens' }));
});
