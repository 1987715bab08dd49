import { createHash } from 'node:crypto';
import { createRefreshToken, readRefreshToken } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

describe('a refresh token', () => {
  test('leads back to its user and to the hash that is stored', () => {
    const { token, username, tokenHash } = createRefreshToken('Alice_01');
    expect(username).toBe('alice_01');
    expect(tokenHash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(readRefreshToken(token)).toEqual({ username, tokenHash });
  });

  test('is never issued twice', () => {
    const made = Array.from({ length: 1000 }, () => createRefreshToken('alice_01').token);
    expect(new Set(made).size).toBe(1000);
  });

  test('is made for usernames only', () => {
    expect(() => createRefreshToken('no.user')).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });

  const { token } = createRefreshToken('alice_01');
  test.each([
    '',
    'ofr.alice_01.short',
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    token.replace('ofr.', 'jwt.'),
    token.replace('alice_01', 'Alice_01'),
    token.replace('alice_01', 'alice.01'),
  ])('that is malformed is refused and not shown', (text) => {
    expect(() => readRefreshToken(text)).toThrow(
      expect.objectContaining({ code: 'TOKEN_INVALID', reason: 'MALFORMED' }),
    );
    expect(() => readRefreshToken(text)).not.toThrow(token.slice(-20));
  });
});
