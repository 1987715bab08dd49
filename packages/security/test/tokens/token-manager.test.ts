import type { ManualClock } from '@orderfolio/domain/testing';
import { type AccessTokenClaims, requireRole, TokenManager, type UnverifiedTokenPayload } from '@orderfolio/security';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { clockAtNoon, NOON } from '../clock.ts';
import { AUDIENCE, ed25519, handMade, hmac, ISSUER, managers, p256, SECRET, SERVICE } from './keys.ts';

const clock = clockAtNoon();

describe.each(managers(clock))('an access token signed with %s', (alg, tokens) => {
  test('says who, as what, for whom and how long', async () => {
    const token = await tokens.createAccessToken('Alice_01', 'customer');
    const now = NOON / 1000;
    expect(await tokens.verifyAccessToken(token)).toEqual({
      sub: 'alice_01',
      role: 'customer',
      type: 'access',
      iss: ISSUER,
      aud: AUDIENCE,
      iat: now,
      nbf: now,
      exp: now + 900,
      jti: expect.stringMatching(/^[0-9A-Z]{26}$/),
    });
    const [header] = token.split('.');
    expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toEqual({
      alg,
      typ: 'at+jwt',
      kid: expect.any(String),
    });
  });

  test('has an id of its own, which its issuer is told', async () => {
    const [one, two] = [
      await tokens.issueAccessToken('alice_01', 'admin'),
      await tokens.issueAccessToken('alice_01', 'admin'),
    ];
    expect(one.claims.jti).not.toBe(two.claims.jti);
    expect(await tokens.verifyAccessToken(one.token)).toEqual(one.claims);
  });
});

describe('time', () => {
  let tokens: TokenManager;
  let time: ManualClock;

  beforeEach(() => {
    time = clockAtNoon();
    tokens = new TokenManager({ ...SERVICE, secret: SECRET, clock: time, lifetimeSeconds: 60, toleranceSeconds: 5 });
  });

  test('a token lives for its lifetime and the tolerance, and no second longer', async () => {
    const token = await tokens.createAccessToken('alice_01', 'customer');
    time.advance(64_000);
    expect(await tokens.verifyAccessToken(token)).toMatchObject({ sub: 'alice_01' });
    expect(tokens.isTokenExpired(token)).toBe(false);
    time.advance(1_000);
    await expect(tokens.verifyAccessToken(token)).rejects.toMatchObject({
      code: 'TOKEN_EXPIRED',
      expiredAt: '2026-01-31T12:01:00.000Z',
    });
    expect(tokens.isTokenExpired(token)).toBe(true);
  });

  test('a clock that is behind by the tolerance accepts the token, one that is further behind does not', async () => {
    const token = await tokens.createAccessToken('alice_01', 'customer');
    time.advance(-5_000);
    await expect(tokens.verifyAccessToken(token)).resolves.toBeDefined();
    time.advance(-1_000);
    await expect(tokens.verifyAccessToken(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'CLAIM' });
  });
});

describe('what a token says of itself', () => {
  const tokens = new TokenManager({ ...SERVICE, secret: SECRET, clock });

  test('can be read without its key, and is marked as unverified', () => {
    const forged = handMade({ alg: 'HS256' }, { sub: 'mallory_1', role: 'admin', exp: 1 }, hmac('not the secret'));
    const payload = tokens.decodeTokenPayload(forged);
    expect(payload).toEqual({ verified: false, unverifiedClaims: { sub: 'mallory_1', role: 'admin', exp: 1 } });
    expect(tokens.isTokenExpired(forged)).toBe(true);
  });

  test('cannot be taken for a verified identity', () => {
    expectTypeOf<UnverifiedTokenPayload>().not.toExtend<AccessTokenClaims>();
    // @ts-expect-error Claims that were not verified are not accepted.
    expect(() => requireRole(tokens.decodeTokenPayload(handMade({}, { role: 'admin' }, hmac('x'))), 'admin')).toThrow();
  });

  test('without an expiry is neither expired nor valid', () => {
    expect(() => tokens.isTokenExpired(handMade({}, { sub: 'alice_01' }, hmac('x')))).toThrow(
      expect.objectContaining({ code: 'TOKEN_INVALID', claim: 'exp' }),
    );
  });
});

describe('rotation', () => {
  const [old, young] = [ed25519(), p256()];

  test('nobody is logged out: tokens of the old key are accepted while it is in the set', async () => {
    const before = new TokenManager({ ...SERVICE, keys: [{ kid: '1', alg: 'EdDSA', ...old }], signWith: '1', clock });
    const both = new TokenManager({
      ...SERVICE,
      keys: [
        { kid: '1', alg: 'EdDSA', publicKey: old.publicKey },
        { kid: '2', alg: 'ES256', ...young },
      ],
      signWith: '2',
      clock,
    });
    const after = new TokenManager({ ...SERVICE, keys: [{ kid: '2', alg: 'ES256', ...young }], signWith: '2', clock });
    const token = await before.createAccessToken('alice_01', 'customer');
    expect(await both.verifyAccessToken(token)).toMatchObject({ sub: 'alice_01' });
    await expect(after.verifyAccessToken(token)).rejects.toMatchObject({ reason: 'UNKNOWN_KEY' });
    expect(await after.verifyAccessToken(await both.createAccessToken('alice_01', 'customer'))).toBeDefined();
  });

  test('a single secret becomes a member of a set under its default name', async () => {
    const before = new TokenManager({ ...SERVICE, secret: SECRET, clock });
    const set = new TokenManager({
      ...SERVICE,
      keys: [
        { kid: 'default', alg: 'HS256', secret: SECRET },
        { kid: '2', alg: 'ES256', ...young },
      ],
      signWith: '2',
      clock,
    });
    expect(await set.verifyAccessToken(await before.createAccessToken('alice_01', 'admin'))).toMatchObject({
      role: 'admin',
    });
  });

  test('another service verifies with the published keys alone', async () => {
    const tokens = new TokenManager({
      ...SERVICE,
      keys: [
        { kid: '1', alg: 'EdDSA', ...old },
        { kid: '2', alg: 'ES256', ...young },
        { kid: '3', alg: 'HS256', secret: SECRET },
      ],
      signWith: '2',
      clock,
    });
    const published = tokens.jwks();
    expect(published.keys.map(({ kid, alg, use }) => [kid, alg, use])).toEqual([
      ['1', 'EdDSA', 'sig'],
      ['2', 'ES256', 'sig'],
    ]);
    expect(published.keys.flatMap((key) => Object.keys(key))).not.toContain('d');
    expect(JSON.stringify(published)).not.toContain(Buffer.from(SECRET).toString('base64url'));
    const token = await tokens.createAccessToken('alice_01', 'customer');
    const verified = await jwtVerify(token, createLocalJWKSet(published), { currentDate: clock.now() });
    expect(verified.payload.sub).toBe('alice_01');
  });
});

describe('a service that only verifies', () => {
  const pair = ed25519();
  const issuer = new TokenManager({ ...SERVICE, keys: [{ kid: '1', alg: 'EdDSA', ...pair }], signWith: '1', clock });
  const verifier = new TokenManager({
    ...SERVICE,
    keys: [{ kid: '1', alg: 'EdDSA', publicKey: pair.publicKey }],
    clock,
  });

  test('has public keys and no more, and accepts what the other one signs', async () => {
    const token = await issuer.createAccessToken('alice_01', 'customer');
    expect(await verifier.verifyAccessToken(token)).toMatchObject({ sub: 'alice_01' });
    expect(verifier.jwks()).toEqual(issuer.jwks());
  });

  test('refuses what anyone else signs', async () => {
    const keys = [{ kid: '1', alg: 'EdDSA' as const, ...ed25519() }];
    const forged = await new TokenManager({ ...SERVICE, keys, signWith: '1', clock }).createAccessToken(
      'alice_01',
      'admin',
    );
    await expect(verifier.verifyAccessToken(forged)).rejects.toMatchObject({ reason: 'SIGNATURE' });
  });

  test('issues none', async () => {
    expect([issuer.canIssue, verifier.canIssue]).toEqual([true, false]);
    for (const issue of [
      () => verifier.createAccessToken('alice_01', 'admin'),
      () => verifier.issueAccessToken('alice_01', 'admin'),
    ]) {
      await expect(issue()).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'signWith' });
    }
  });

  test('has no private key, by its type', () => {
    const keys = [{ kid: '1', alg: 'EdDSA' as const, ...pair }];
    // @ts-expect-error A private key must sign.
    expect(() => new TokenManager({ ...SERVICE, keys })).toThrow('signWith');
  });
});
