import { createHash } from 'node:crypto';
import { createRefreshToken, PasswordManager, TokenManager } from '@orderfolio/security';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announceSeed } from '../seed.ts';
import { openTrail } from './trail.ts';

const passwords = new PasswordManager({ cost: 4 });
const username = fc.stringMatching(/^[a-z0-9_]{6,30}$/);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

const ENCODINGS: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
];
const encoding = fc.constantFrom(...ENCODINGS);
/** A random secret, as a service has it. */
const random = fc.nat().map((seed) => createHash('sha256').update(String(seed)).digest('base64'));

/** A client's text, with or without a secret in it. */
const around = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    anyText,
    fc.constant(secret),
    fc.tuple(anyText, anyText).map(([before, after]) => `${before}${secret}${after}`),
    fc.tuple(anyText, anyText).map(([before, after]) => `${before} ${secret.normalize('NFD')} ${after}`),
    fc.nat({ max: 400 }).map((length) => 'x'.repeat(length) + secret),
    fc.tuple(anyText, encoding, anyText).map(([before, encode, after]) => `${before} ${encode(secret)} ${after}`),
  );

test('no line holds the password, the hash, the token or the secret, and each is one line of JSON', async () => {
  const seed = announceSeed('no secret in a line');
  let checked = 0;
  const inputs = fc.tuple(
    username,
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 12, maxLength: 30 }),
      fc.string({ minLength: 12, maxLength: 72 }),
    ),
    random,
    fc.gen(),
  );
  const property = fc.asyncProperty(inputs, async ([user, password, secret, gen]) => {
    // A caller can choose no part of the username: see `ownerIssues`.
    fc.pre(!user.includes(password.toLowerCase()));
    checked++;
    const hash = await passwords.rehashPassword(password);
    const tokens = new TokenManager({ issuer: 'i', audience: 'a', secret });
    const token = await tokens.createAccessToken(user, 'customer');
    const refresh = createRefreshToken(user, '01ARZ3NDEKTSV4RRFFQ69G5FAV').token;
    const { audit, lines } = openTrail('info', [secret]);
    const all = [password, hash, token, refresh, secret];
    const client = (): string => gen(around, gen(fc.constantFrom, ...all));
    const source = { ipAddress: client(), userAgent: client(), requestId: client(), secrets: [password] };
    audit.loginFailed({ ...source, username: client(), reason: 'UNKNOWN_USER' });
    audit.loginFailed({ ...source, username: user, reason: 'WRONG_PASSWORD' });
    audit.loginSucceeded({ ...source, username: user });
    audit.tokenCreated({ ...source, username: user, tokenId: client() });
    audit.roleChanged({ ...source, username: user, role: 'admin', previousRole: 'customer', actor: client() });
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const text = JSON.stringify(JSON.parse(line).audit);
      for (const value of [password, secret]) {
        for (const encode of ENCODINGS) expect(text).not.toContain(encode(value));
      }
      for (const value of all) {
        expect(text).not.toContain(value);
        expect(Object.values(JSON.parse(line).audit).join('\n')).not.toContain(value);
      }
    }
  });
  await fc.assert(property, { seed, numRuns: 300 });
  expect(checked).toBeGreaterThan(200);
});
