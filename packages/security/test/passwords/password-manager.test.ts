import { ConfigurationInvalidError, ValidationError } from '@orderfolio/domain';
import { PasswordManager, type PasswordOwner } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const passwords = new PasswordManager({ cost: 4 });
const GOOD = 'tulip crane 77 harbour';

const codesOf = (password: string, owner?: PasswordOwner, manager = passwords): string[] =>
  manager.validatePasswordStrength(password, owner).map(({ code }) => code);

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

  test('the last of 72 bytes counts', async () => {
    const first71 = 'harbour-7'.repeat(8).slice(0, 71);
    const hash = await passwords.hashPassword(`${first71}a`);
    expect(await passwords.verifyPassword(`${first71}a`, hash)).toBe(true);
    expect(await passwords.verifyPassword(`${first71}b`, hash)).toBe(false);
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

describe('what bcrypt cannot represent is refused at the door', () => {
  const refused: readonly [string, string, string][] = [
    ['nothing', '', 'must not be empty'],
    ['73 bytes', 'x7-'.repeat(25), 'must have at most 72 bytes in UTF-8'],
    ['37 characters of 2 bytes', 'é'.repeat(37), 'must have at most 72 bytes in UTF-8'],
    ['a megabyte', 'x7-'.repeat(350_000), 'must have at most 72 bytes in UTF-8'],
    ['a NUL', 'tulip crane\0harbour', 'must not contain NUL'],
    ['half a surrogate pair', 'tulip crane \ud83d harbour', 'must be well-formed Unicode'],
  ];

  test.each(refused)('%s', async (_what, password, rule) => {
    const hash = await passwords.hashPassword(GOOD);
    for (const refusal of [
      passwords.hashPassword(password),
      passwords.rehashPassword(password),
      passwords.verifyPassword(password, hash),
    ]) {
      const error = await refusal.catch((cause: unknown) => cause);
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

describe('strength', () => {
  test('a passphrase passes', () => expect(codesOf(GOOD)).toEqual([]));

  test('every broken rule is named, not only the first', () => {
    const strict = new PasswordManager({ cost: 4, characterClasses: true });
    expect(codesOf('alice\0', { username: 'alice_01' }, strict)).toEqual([
      'CONTAINS_NUL',
      'TOO_SHORT',
      'NO_UPPER_CASE',
      'NO_DIGIT',
      'COMMON',
    ]);
    expect(codesOf('password', { username: 'password' })).toEqual(['TOO_SHORT', 'CONTAINS_USERNAME', 'COMMON']);
  });

  test('12 bytes are enough, 11 are not', () => {
    expect(codesOf('tulip-crane7')).toEqual([]);
    expect(codesOf('tulip-crane')).toEqual(['TOO_SHORT']);
  });

  test('bytes count, not characters', () => expect(codesOf('žluťoučký9')).toEqual([]));

  test.each(['zorblaxa_1990', 'ZORBLAXA_1990', 'my zorblaxa_1990', 'zorblaxa_199'])(
    '%s is refused for the user zorblaxa_1990',
    (password) => {
      expect(codesOf(password, { username: 'zorblaxa_1990' })).toEqual(['CONTAINS_USERNAME']);
    },
  );

  test.each(['zelda.fitzg@example.com', 'Zelda.Fitzg77', 'fitzg@example'])(
    '%s is refused for the owner of zelda.fitzg@example.com',
    (password) => {
      expect(codesOf(password, { email: 'zelda.fitzg@example.com' })).toEqual(['CONTAINS_EMAIL']);
    },
  );

  test.each([
    '1qaz2wsx3edc',
    'Qwerty123456',
    'administrator',
    'password1234',
    '!!password!!',
    'aaaaaaaaaaaaaa',
    'dragondragon',
    'ababababababab',
  ])('%s is common', (password) => expect(codesOf(password)).toEqual(['COMMON']));

  test('a common word in a longer phrase is fine', () => {
    expect(codesOf('a dragon sleeps in Leipzig')).toEqual([]);
  });

  test('the character classes of older services are asked for on request only', () => {
    const strict = new PasswordManager({ cost: 4, characterClasses: true });
    expect(codesOf('tulipcraneharbour')).toEqual([]);
    expect(codesOf('tulipcraneharbour', {}, strict)).toEqual(['NO_UPPER_CASE', 'NO_DIGIT', 'NO_SPECIAL']);
    expect(codesOf('TULIPCRANE-77', {}, strict)).toEqual(['NO_LOWER_CASE']);
    expect(codesOf('Tulip-Crane-77', {}, strict)).toEqual([]);
  });

  test('hashing a weak password is refused with every rule', async () => {
    const refusal = passwords.hashPassword('password', { username: 'alice_01' });
    await expect(refusal).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ code: 'TOO_SHORT' }, { code: 'COMMON' }],
    });
  });
});

describe('configuration', () => {
  test('the cost is 12 unless another is given', () => expect(new PasswordManager().cost).toBe(12));

  test.each([3, 21, 10.5, Number.NaN, -1])('a cost of %d is refused', (cost) => {
    expect(() => new PasswordManager({ cost })).toThrow(ConfigurationInvalidError);
  });
});
