import { createHmac, randomBytes } from 'node:crypto';
import { ConfigurationInvalidError, ValidationError } from '@orderfolio/domain';
import { PasswordManager, type PasswordOptions } from '@orderfolio/security';
import bcrypt from 'bcrypt';
import { describe, expect, test, vi } from 'vitest';

const passwords = new PasswordManager({ cost: 4 });
const GOOD = 'tulip crane 77 harbour';

describe('hashing', () => {
  test('a password verifies against its hash, and another does not', async () => {
    const hash = await passwords.hashPassword(GOOD);
    expect(hash).toMatch(/^\$2b\$04\$/);
    expect(await passwords.verifyPassword(GOOD, hash)).toBe(true);
    expect(await passwords.verifyPassword(`${GOOD}!`, hash)).toBe(false);
  });

  test('two hashes of one password differ', async () => {
    expect(await passwords.hashPassword(GOOD)).not.toBe(await passwords.hashPassword(GOOD));
  });

  test('an accent is the same however the keyboard composed it', async () => {
    const hash = await passwords.hashPassword('cr\u00e8me br\u00fbl\u00e9e 9');
    expect(await passwords.verifyPassword('cre\u0300me bru\u0302le\u0301e 9', hash)).toBe(true);
  });

  test.each([71, 72, 73, 200])('the last of %d characters counts', async (length) => {
    const start = 'many a tulip crane sleeps in a harbour at 7; '.repeat(5).slice(0, length - 1);
    const hash = await passwords.hashPassword(`${start}a`);
    expect(await passwords.verifyPassword(`${start}a`, hash)).toBe(true);
    for (const other of [`${start}b`, start, `${start}aa`]) {
      expect(await passwords.verifyPassword(other, hash)).toBe(false);
    }
  });

  test('a password that only Orderfolio reads whole is marked, any other is hashed as everywhere', async () => {
    const long = 'many a tulip crane sleeps in a harbour at 7; many a tulip crane sleeps well';
    expect(await passwords.hashPassword(long)).toMatch(/^\$bcrypt-hmac-sha512\$v=1\$2b\$04\$/);
    expect(await passwords.hashPassword('crème brûlée de Lyon')).toMatch(/^\$bcrypt-hmac-sha512\$v=1\$2b\$04\$/);
    expect(await passwords.hashPassword(GOOD)).toMatch(/^\$2b\$04\$/);
  });

  test('what bcrypt is given for a long password opens nothing itself', async () => {
    const long = 'many a tulip crane sleeps in a harbour at 7; many a tulip crane sleeps well';
    const hash = await passwords.hashPassword(long);
    const salt = hash.slice(-53, -31);
    const given = createHmac('sha512', '').update(salt).update(long).digest('base64').slice(0, 72);
    expect(await bcrypt.compare(given, hash.slice(-60))).toBe(true);
    expect(await passwords.verifyPassword(given, hash)).toBe(false);
  });

  test('a hash of a lower cost needs renewing, one of the same or a higher cost does not', async () => {
    const hash = await passwords.hashPassword(GOOD);
    expect(new PasswordManager({ cost: 5 }).needsRehash(hash)).toBe(true);
    expect(passwords.needsRehash(hash)).toBe(false);
    expect(passwords.needsRehash(hash.replace('$04$', '$05$'))).toBe(false);
  });

  test('a right password from before the rules is hashed again all the same', async () => {
    const hash = await passwords.rehashPassword('short');
    expect(await passwords.verifyPassword('short', hash)).toBe(true);
  });

  test('the event loop goes on while a hash is made', async () => {
    const slow = new PasswordManager({ cost: 10 });
    const settled: string[] = [];
    const hashing = slow.hashPassword(GOOD).then(() => settled.push('hash'));
    await new Promise((resolve) => setImmediate(resolve));
    settled.push('turn of the loop');
    await hashing;
    expect(settled).toEqual(['turn of the loop', 'hash']);
  });
});

describe('what cannot be hashed is refused at the door', () => {
  const refused: readonly [string, string, string][] = [
    ['nothing', '', 'must not be empty'],
    ['a megabyte', 'x7-'.repeat(350_000), 'must have at most 4096 characters'],
    ['a NUL', 'tulip crane\0harbour', 'must not contain NUL'],
    ['half a surrogate pair', 'tulip crane \ud83d harbour', 'must be well-formed Unicode'],
  ];

  test.each(refused)('%s', async (_what, password, rule) => {
    const hash = await passwords.hashPassword(GOOD);
    for (const call of [
      () => passwords.hashPassword(password),
      () => passwords.rehashPassword(password),
      () => passwords.verifyPassword(password, hash),
    ]) {
      const error = await call().catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'password', rule });
    }
  });

  test('what is not a string', async () => {
    // @ts-expect-error A number is no password; untyped callers may pass one.
    await expect(passwords.hashPassword(123456789012)).rejects.toMatchObject({ rule: 'must be a string' });
  });

  test('the refusal does not show the password', async () => {
    const error: unknown = await passwords.hashPassword('pw-7\0').catch((cause: unknown) => cause);
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain('pw-7');
  });
});

describe('configuration', () => {
  test('the cost is 12 unless another is given', () => expect(new PasswordManager().cost).toBe(12));

  const refused: readonly [string, PasswordOptions][] = [
    ...[3, 21, 10.5, Number.NaN, -1].map((cost): [string, PasswordOptions] => ['cost', { cost }]),
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: 1.5 }],
    ['queue', { queue: -1 }],
    ['queue', { queue: 10_001 }],
    ['minLength', { minLength: 7 }],
    ['minLength', { minLength: 65, maxLength: 64 }],
    ['maxLength', { maxLength: 63 }],
    ['minGuesses', { minGuesses: 0 }],
    ['breachTimeoutMs', { breachTimeoutMs: 0 }],
    ['forbiddenWords', { forbiddenWords: ['ab'] }],
    ['forbiddenWords', { forbiddenWords: [' - '] }],
    // Options that a caller without types, or with a configuration file, could hand in.
    ['forbiddenWords', JSON.parse('{"forbiddenWords":"orderfolio"}')],
    ['isBreached', JSON.parse('{"isBreached":1}')],
    ['characterClasses', JSON.parse('{"characterClasses":"yes"}')],
    ['forbidenWords', JSON.parse('{"forbidenWords":["orderfolio"]}')],
    ['languages', JSON.parse('{"languages":["de"]}')],
    ['formerPeppers', JSON.parse('{"formerPeppers":{}}')],
    ['formerPeppers', JSON.parse('{"formerPeppers":["p1"]}')],
    ['whenBreachUnknown', JSON.parse('{"whenBreachUnknown":"REFUSE"}')],
    ['pepper.secret', { pepper: { kid: 'p1', secret: 'short' } }],
    ['pepper.secret', { pepper: { kid: 'p1', secret: 'x'.repeat(64) } }],
    ['pepper.kid', { pepper: { kid: 'p,1', secret: randomBytes(32) } }],
    [
      'formerPeppers.0.kid',
      { pepper: { kid: 'p1', secret: randomBytes(32) }, formerPeppers: [{ kid: 'p1', secret: randomBytes(32) }] },
    ],
  ];

  test.each(refused)('%s of %o is refused', (field, options) => {
    const make = () => new PasswordManager({ cost: 4, ...options });
    expect(make).toThrow(ConfigurationInvalidError);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
  });

  test('at least one thread of the pool is left for everything else', () => {
    const poolOf = (threads: string | undefined, concurrency: number) => {
      vi.stubEnv('UV_THREADPOOL_SIZE', threads);
      return () => new PasswordManager({ cost: 4, concurrency });
    };
    expect(poolOf(undefined, 3)).not.toThrow();
    expect(poolOf(undefined, 4)).toThrow('concurrency must be a whole number, 1 to 3');
    expect(poolOf('16', 15)).not.toThrow();
    expect(poolOf('16', 16)).toThrow(ConfigurationInvalidError);
    expect(poolOf('1', 1)).not.toThrow();
    vi.stubEnv('UV_THREADPOOL_SIZE', '2');
    expect(() => new PasswordManager()).not.toThrow();
    vi.unstubAllEnvs();
  });
});
