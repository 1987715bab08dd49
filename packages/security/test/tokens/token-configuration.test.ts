import { randomBytes } from 'node:crypto';
import { ConfigurationInvalidError, type UserRole } from '@orderfolio/domain';
import { type KeyOptions, TokenManager } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { clockAtNoon } from '../clock.ts';
import { ed25519, type Pair, p256, pem, SECRET, SERVICE } from './keys.ts';

const clock = clockAtNoon();

/** A key pair with a damaged public half. */
function offCurve({ publicKey }: Pair): object {
  const jwk = publicKey.export({ format: 'jwk' });
  return { privateKey: undefined, publicKey: { ...jwk, y: jwk.x } };
}

describe('configuration that cannot work is refused, naming the field, and shows no key', () => {
  const [edwards, elliptic, other] = [ed25519(), p256(), ed25519()];
  const privateJwk = edwards.privateKey.export({ format: 'jwk' });
  const one = (key: object): KeyOptions => {
    // A configuration file may hold more than the type allows.
    const keys = [{ kid: 'k', alg: 'EdDSA', ...edwards, ...key }] as Extract<KeyOptions, { keys: unknown }>['keys'];
    return { keys, signWith: 'k' };
  };
  const faults: readonly [string, KeyOptions, string][] = [
    ['a secret of 31 bytes', { secret: 's'.repeat(31) }, 'secret'],
    ['an empty secret', { secret: '' }, 'secret'],
    ['RFC 8725 3.5: one character, repeated', { secret: 'a'.repeat(32) }, 'secret'],
    ['RFC 8725 3.5: one byte, repeated', { secret: new Uint8Array(32) }, 'secret'],
    ['RFC 8725 3.5: few different bytes', { secret: '0110100110010110100101100110100110' }, 'secret'],
    ['RFC 8725 3.5: a run of the alphabet', { secret: 'abcdefghijklmnopqrstuvwxyz012345' }, 'secret'],
    ['RFC 8725 3.5: bytes that count', { secret: Uint8Array.from({ length: 32 }, (_, n) => n * 7) }, 'secret'],
    ['RFC 8725 3.5: a word, repeated', { secret: 'Secret-'.repeat(5) }, 'secret'],
    ['RFC 8725 3.5: words', { secret: 'this-is-my-jwt-secret-please-change-me' }, 'secret'],
    ['RFC 8725 3.5: words in one', { secret: 'MySuperSecretSigningKeyForProduction' }, 'secret'],
    ['RFC 8725 3.5: the keyboard', { secret: 'qwertyuiopasdfghjklzxcvbnm1234567890' }, 'secret'],
    ['RFC 8725 2.1: a public key as the secret', { secret: pem(edwards) }, 'secret'],
    [
      'RFC 8725 3.5: a weak secret in a set',
      { keys: [{ kid: 'k', alg: 'HS256', secret: 'password'.repeat(4) }], signWith: 'k' },
      'keys.0.secret',
    ],
    [
      'RFC 8725 3.4: a point that is not on the curve',
      one({ alg: 'ES256', ...offCurve(elliptic) }),
      'keys.0.publicKey',
    ],
    ['31 bytes', { secret: new Uint8Array(31) }, 'secret'],
    [
      'a short secret in a set',
      { keys: [{ kid: 'k', alg: 'HS256', secret: 'short' }], signWith: 'k' },
      'keys.0.secret',
    ],
    ['no keys', { keys: [], signWith: 'k' }, 'keys'],
    ['an unknown algorithm', one({ alg: 'RS256' }), 'keys.0.alg'],
    ['the algorithm none', one({ alg: 'none' }), 'keys.0.alg'],
    ['a private key that is no key', one({ privateKey: 'PRIVATE-7f3a' }), 'keys.0.privateKey'],
    ['a damaged JWK', one({ privateKey: { ...privateJwk, d: 7 } }), 'keys.0.privateKey'],
    ['a public key in place of a private one', one({ privateKey: pem(edwards) }), 'keys.0.privateKey'],
    ['a public key that is no key', one({ publicKey: '' }), 'keys.0.publicKey'],
    ['a key of another curve', one({ publicKey: elliptic.publicKey }), 'keys.0.publicKey'],
    ['halves of two pairs', one({ publicKey: other.publicKey }), 'keys.0.publicKey'],
    ['an empty kid', one({ kid: '' }), 'keys.0.kid'],
    ['signing with an unknown key', { ...one({}), signWith: 'x' } as KeyOptions, 'signWith'],
    ['signing with a public key', one({ privateKey: undefined }), 'signWith'],
    ['a private key that signs nothing', { ...one({}), signWith: undefined } as KeyOptions, 'signWith'],
  ];

  test.each(faults)('%s', (_fault, keys, field) => {
    let error: unknown;
    try {
      new TokenManager({ ...SERVICE, ...keys });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ConfigurationInvalidError);
    expect(error).toMatchObject({ code: 'CONFIGURATION_INVALID', field });
    const shown = `${String(error)} ${JSON.stringify(error)} ${String(error instanceof Error ? error.cause : '')}`;
    expect(shown).not.toMatch(/7f3a|ssss|short/);
    expect(shown).not.toContain(String(privateJwk.d));
  });

  test.each([
    ['32 random bytes', () => randomBytes(32)],
    ['32 hexadecimal digits', () => randomBytes(16).toString('hex')],
    ['base64 of 24 bytes', () => randomBytes(24).toString('base64')],
    ['40 random digits', () => Array.from(randomBytes(40), (byte) => byte % 10).join('')],
  ])('%s are never taken for weak', (_what, make) => {
    for (let made = 0; made < 2_000; made++) {
      expect(() => new TokenManager({ ...SERVICE, secret: make() })).not.toThrow();
    }
  });

  test('two keys of one name', () => {
    const key = { kid: 'k', alg: 'EdDSA' as const, ...edwards };
    expect(() => new TokenManager({ ...SERVICE, keys: [key, key], signWith: 'k' })).toThrow('keys.1.kid');
  });

  test.each([
    ['issuer', { issuer: '' }],
    ['audience', { audience: '' }],
    ['lifetimeSeconds', { lifetimeSeconds: 0 }],
    ['lifetimeSeconds', { lifetimeSeconds: 86_401 }],
    ['toleranceSeconds', { toleranceSeconds: -1 }],
    ['toleranceSeconds', { toleranceSeconds: 0.5 }],
  ])('%s of %o', (field, options) => {
    expect(() => new TokenManager({ ...SERVICE, secret: SECRET, ...options })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }),
    );
  });

  test('keys are read as PEM, as JWK and as Node holds them', async () => {
    const privatePem = edwards.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const written: KeyOptions[] = [
      { keys: [{ kid: 'k', alg: 'EdDSA', privateKey: privatePem, publicKey: pem(edwards) }], signWith: 'k' },
      one({ privateKey: privateJwk, publicKey: edwards.publicKey.export({ format: 'jwk' }) }),
    ];
    const verifier = new TokenManager({ ...SERVICE, ...one({}), clock });
    for (const keys of written) {
      const token = await new TokenManager({ ...SERVICE, ...keys, clock }).createAccessToken('alice_01', 'customer');
      expect(await verifier.verifyAccessToken(token)).toMatchObject({ sub: 'alice_01' });
    }
  });

  test('a username or role that is none makes no token', async () => {
    const tokens = new TokenManager({ ...SERVICE, secret: SECRET, clock });
    await expect(tokens.createAccessToken('no', 'customer')).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'username',
    });
    const role: string = 'root';
    await expect(tokens.createAccessToken('alice_01', role as UserRole)).rejects.toMatchObject({ field: 'role' });
  });
});
