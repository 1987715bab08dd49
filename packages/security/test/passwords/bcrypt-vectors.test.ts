import { ValidationError } from '@orderfolio/domain';
import { PasswordManager } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const passwords = new PasswordManager({ cost: 4 });

/** Password, hash, and the test suite or documentation that they are from. */
const VECTORS: readonly [password: string, hash: string, source: string][] = [
  ['a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe', 'jBCrypt'],
  ['abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'jBCrypt'],
  ['abcdefghijklmnopqrstuvwxyz', '$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC', 'jBCrypt'],
  ['~!@#$%^&*()      ~!@#$%^&*()PNBFRD', '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO', 'jBCrypt'],
  ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'crypt_blowfish'],
  ['U*U*U', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a', 'crypt_blowfish'],
  [
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
    'crypt_blowfish, 72 bytes',
  ],
  ['ππππππππ', '$2a$10$.TtQJ4Jr6isd4Hp.mVfZeuh6Gws4rOQ/vdBczhDx.19NFK0Y84Dle', 'BCrypt.Net'],
  ['Kk4DQuMMfZL9o', '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm', 'pyca/bcrypt'],
  ['9IeRXmnGxMYbs', '$2b$04$pQ7gRO7e6wx/936oXhNjrOUNOHL1D0h1N2IDbJZYs.1ppzSof6SPy', 'pyca/bcrypt'],
  ['rasmuslerdorf', '$2y$10$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a', 'PHP manual'],
];

describe('hashes made by other implementations verify', () => {
  test.each(VECTORS)('%s: %s (%s)', async (password, hash) => {
    expect(await passwords.verifyPassword(password, hash)).toBe(true);
    expect(await passwords.verifyPassword(`${password.slice(0, -1)}%`, hash)).toBe(false);
  });
});

describe('a text that is no bcrypt hash is refused, and never looks like a wrong password', () => {
  const HASH = '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm';
  const damaged: readonly [string, string][] = [
    ['nothing', ''],
    ['a password in clear', 'tulip crane 77 harbour'],
    ['an argon2 hash', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b27eL2w'],
    ['a hash cut short', HASH.slice(0, -1)],
    ['a hash with a line break behind', `${HASH}\n`],
    ['a hash with more behind', `${HASH}x`],
    ['a cost below 4', HASH.replace('$04$', '$03$')],
    ['a cost above 31', HASH.replace('$04$', '$32$')],
    ['a cost of one digit', HASH.replace('$04$', '$4$')],
    ['$2x$, the mark of a faulty implementation', HASH.replace('$2b$', '$2x$')],
    ['an unknown version', HASH.replace('$2b$', '$2c$')],
    ['a character outside the alphabet', HASH.replace('V', '+')],
    ['bits set in the salt that no implementation sets', HASH.replace('2SO', '2SP')],
    ['bits set in the digest that no implementation sets', `${HASH.slice(0, -1)}n`],
  ];

  test.each(damaged)('%s', async (_what, hash) => {
    const refusal = await passwords.verifyPassword('Kk4DQuMMfZL9o', hash).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ValidationError);
    expect(refusal).toMatchObject({ field: 'passwordHash', rule: 'must be a bcrypt hash ($2a$, $2b$ or $2y$)' });
    expect(() => passwords.needsRehash(hash)).toThrow(ValidationError);
  });
});
