import { createHash } from 'node:crypto';
import { createRefreshToken, readRefreshToken } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const FAMILY = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe('a refresh token', () => {
  test('leads back to its user, its family and the hash that is stored', () => {
    const { token, username, familyId, tokenHash } = createRefreshToken('Alice_01', FAMILY);
    expect({ username, familyId }).toEqual({ username: 'alice_01', familyId: FAMILY });
    expect(tokenHash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(readRefreshToken(token)).toEqual({ username, familyId, tokenHash });
  });

  test('is never issued twice', () => {
    const made = Array.from({ length: 1000 }, () => createRefreshToken('alice_01', FAMILY).token);
    expect(new Set(made).size).toBe(1000);
  });

  test('is made for usernames only', () => {
    expect(() => createRefreshToken('no.user', FAMILY)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });

  test('is made for families with a ULID only', () => {
    const make = () => createRefreshToken('alice_01', 'family.1');
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'ids' }));
  });

  const { token } = createRefreshToken('alice_01', FAMILY);
  test.each([
    '',
    'ofr.alice_01.short',
    token.slice(0, -1),
    `${token}A`,
    `${token}\n`,
    token.replace('ofr.', 'jwt.'),
    token.replace('alice_01', 'Alice_01'),
    token.replace('alice_01', 'alice.01'),
    token.replace(`${FAMILY}.`, ''),
    token.replace(FAMILY, FAMILY.toLowerCase()),
  ])('that is malformed is refused and not shown', (text) => {
    expect(() => readRefreshToken(text)).toThrow(
      expect.objectContaining({ code: 'TOKEN_INVALID', reason: 'MALFORMED' }),
    );
    expect(() => readRefreshToken(text)).not.toThrow(token.slice(-20));
  });
});
