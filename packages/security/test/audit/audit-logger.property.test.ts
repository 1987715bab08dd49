import { createRefreshToken, PasswordManager, TokenManager } from '@orderfolio/security';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announceSeed } from '../seed.ts';
import { openTrail } from './trail.ts';

const passwords = new PasswordManager({ cost: 4 });
const username = fc.stringMatching(/^[a-z0-9_]{6,30}$/);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** Text that a client sends, with a secret in it or without. */
const around = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    anyText,
    fc.constant(secret),
    fc.tuple(anyText, anyText).map(([before, after]) => `${before}${secret}${after}`),
    fc.tuple(anyText, anyText).map(([before, after]) => `${before} ${secret.normalize('NFD')} ${after}`),
    fc.nat({ max: 400 }).map((length) => 'x'.repeat(length) + secret),
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
    fc.string({ minLength: 32, maxLength: 64 }),
    fc.gen(),
  );
  const property = fc.asyncProperty(inputs, async ([user, password, secret, gen]) => {
    fc.pre(passwords.validatePasswordStrength(password, { username: user }).length === 0);
    checked++;
    const hash = await passwords.hashPassword(password);
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
      for (const value of all) {
        expect(text).not.toContain(value);
        expect(Object.values(JSON.parse(line).audit).join('\n')).not.toContain(value);
      }
    }
  });
  await fc.assert(property, { seed, numRuns: 300 });
  expect(checked).toBeGreaterThan(200);
});
