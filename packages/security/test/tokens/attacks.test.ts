import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { TokenInvalidError, TokenManager, type TokenRefusal } from '@orderfolio/security';
import { beforeAll, describe, expect, test } from 'vitest';
import { clockAtNoon, NOON } from '../clock.ts';
import {
  AUDIENCE,
  ed25519,
  edwards,
  handMade,
  hmac,
  ISSUER,
  type Json,
  p256,
  part,
  pem,
  SECRET,
  SERVICE,
} from './keys.ts';

const clock = clockAtNoon();
const [pair, curve, stranger] = [ed25519(), p256(), ed25519()];
const tokens = new TokenManager({
  ...SERVICE,
  keys: [
    { kid: 'hs', alg: 'HS256', secret: SECRET },
    { kid: 'ed', alg: 'EdDSA', ...pair },
    { kid: 'es', alg: 'ES256', ...curve },
  ],
  signWith: 'ed',
  clock,
});

const now = NOON / 1000;
const HEADER: Json = { alg: 'HS256', typ: 'at+jwt', kid: 'hs' };
const CLAIMS: Json = {
  sub: 'alice_01',
  role: 'customer',
  type: 'access',
  iss: ISSUER,
  aud: AUDIENCE,
  iat: now,
  nbf: now,
  exp: now + 60,
  jti: '01',
};

/** Signed with the right secret, so only what the row names is wrong. */
const with_ = (header: Json, claims: Json = {}): string =>
  handMade({ ...HEADER, ...header }, { ...CLAIMS, ...claims }, hmac(SECRET));
const without = (claim: string): string =>
  handMade(HEADER, Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== claim)), hmac(SECRET));
const genuine = with_({});
const [H = '', P = '', S = ''] = genuine.split('.');
const EVIL = part({ ...CLAIMS, role: 'admin' });

type Attack = readonly [source: string, attack: string, token: string, reason: TokenRefusal, claim?: string];

const ATTACKS: readonly Attack[] = [
  // The signature and the algorithm.
  ['RFC 8725 2.1', 'alg none, no signature', `${part({ ...HEADER, alg: 'none' })}.${P}.`, 'MALFORMED'],
  ['RFC 8725 2.1', 'alg none, some signature', `${part({ ...HEADER, alg: 'none' })}.${P}.${S}`, 'ALGORITHM'],
  ['RFC 8725 2.1', 'alg nOnE', `${part({ ...HEADER, alg: 'nOnE' })}.${P}.${S}`, 'ALGORITHM'],
  ['RFC 7519 6', 'an unsecured token', `${part({ alg: 'none' })}.${EVIL}.`, 'MALFORMED'],
  ['RFC 8725 2.1', 'no alg', with_({ alg: undefined }), 'HEADER'],
  [
    'RFC 8725 2.1',
    'the public key as the secret of HS256',
    handMade({ ...HEADER, kid: 'ed' }, CLAIMS, hmac(pem(pair))),
    'ALGORITHM',
  ],
  [
    'RFC 8725 2.1',
    'the raw public key as the secret of HS256',
    handMade({ ...HEADER, kid: 'es' }, CLAIMS, hmac(curve.publicKey.export({ type: 'spki', format: 'der' }))),
    'ALGORITHM',
  ],
  [
    'RFC 8725 3.1',
    'EdDSA under the name of the HS256 key',
    handMade({ ...HEADER, alg: 'EdDSA' }, CLAIMS, edwards(pair.privateKey)),
    'ALGORITHM',
  ],
  [
    'RFC 8725 3.1',
    'HS512 with the right secret',
    handMade({ ...HEADER, alg: 'HS512' }, CLAIMS, hmac(SECRET, 'sha512')),
    'ALGORITHM',
  ],
  ['RFC 8725 3.2', 'RS256', rsaToken(), 'ALGORITHM'],
  ['RFC 8725 3.5', 'a guessed secret', handMade(HEADER, CLAIMS, hmac('secret')), 'SIGNATURE'],
  ['RFC 8725 3.5', 'an empty secret', handMade(HEADER, CLAIMS, hmac('')), 'SIGNATURE'],
  [
    'CVE-2022-21449',
    'an ES256 signature of zeros',
    handMade({ ...HEADER, alg: 'ES256', kid: 'es' }, CLAIMS, () => Buffer.alloc(64)),
    'SIGNATURE',
  ],
  [
    'RFC 7518 3.4',
    'an ES256 signature as DER',
    handMade({ ...HEADER, alg: 'ES256', kid: 'es' }, CLAIMS, (input) =>
      sign('sha256', Buffer.from(input), curve.privateKey),
    ),
    'SIGNATURE',
  ],
  ['RFC 7515 5.2', 'other claims under a signature', `${H}.${EVIL}.${S}`, 'SIGNATURE'],
  [
    'RFC 7515 5.2',
    'another header over a signature',
    `${part({ kid: 'hs', typ: 'at+jwt', alg: 'HS256' })}.${P}.${S}`,
    'SIGNATURE',
  ],
  ['RFC 7515 5.2', 'a signature cut short', `${H}.${P}.${S.slice(0, 40)}`, 'SIGNATURE'],
  ['RFC 7515 5.2', 'a signature of one byte', `${H}.${P}.AA`, 'SIGNATURE'],
  [
    'RFC 8725 3.3',
    'signed by a stranger',
    handMade({ ...HEADER, alg: 'EdDSA', kid: 'ed' }, CLAIMS, edwards(stranger.privateKey)),
    'SIGNATURE',
  ],

  // The key: the token does not choose it.
  ['RFC 7515 4.1.4', 'an unknown kid', with_({ kid: 'new' }), 'UNKNOWN_KEY'],
  ['RFC 7515 4.1.4', 'no kid', with_({ kid: undefined }), 'HEADER'],
  ['RFC 8725 3.10', 'a kid that is a path', with_({ kid: '../../dev/null' }), 'UNKNOWN_KEY'],
  ['RFC 8725 3.10', 'a kid that is SQL', with_({ kid: "x' UNION SELECT 'k" }), 'UNKNOWN_KEY'],
  ['RFC 8725 3.10', 'a kid that every object has', with_({ kid: '__proto__' }), 'UNKNOWN_KEY'],
  ['RFC 8725 3.10', 'a kid that is no text', with_({ kid: ['hs'] }), 'HEADER'],
  [
    'RFC 7515 4.1.3',
    'its own key in the header',
    handMade(
      { ...HEADER, alg: 'EdDSA', kid: 'ed', jwk: stranger.publicKey.export({ format: 'jwk' }) },
      CLAIMS,
      edwards(stranger.privateKey),
    ),
    'HEADER',
  ],
  ['RFC 8725 3.10', 'a header that names a prototype', with_(JSON.parse('{ "__proto__": {} }')), 'HEADER'],
  [
    'RFC 8725 3.10',
    'claims that name a prototype',
    with_({}, JSON.parse('{ "__proto__": {} }')),
    'CLAIM',
    'unknown claim',
  ],
  ['RFC 8725 3.10', 'a link to its keys', with_({ jku: 'https://evil.example/jwks' }), 'HEADER'],
  ['RFC 8725 3.10', 'a link to its certificate', with_({ x5u: 'https://evil.example/cert' }), 'HEADER'],
  ['RFC 7515 4.1.6', 'its own certificate', with_({ x5c: ['MIIB'] }), 'HEADER'],
  ['RFC 7515 4.1.11', 'an extension that must be understood', with_({ crit: ['exp'], exp: 1 }), 'HEADER'],
  ['RFC 7515 4.1.11', 'an empty crit', with_({ crit: [] }), 'HEADER'],
  ['RFC 7797 3', 'an unencoded payload', with_({ b64: false, crit: ['b64'] }), 'HEADER'],
  ['RFC 8725 3.6', 'compression', with_({ zip: 'DEF' }), 'HEADER'],
  ['RFC 7519 5.2', 'a nested token', with_({ cty: 'JWT' }), 'HEADER'],
  ['RFC 8725 3.11', 'no typ', with_({ typ: undefined }), 'HEADER'],
  ['RFC 8725 3.11', 'a token of another kind', with_({ typ: 'JWT' }), 'HEADER'],
  ['RFC 8725 3.11', 'a logout token', with_({ typ: 'logout+jwt' }), 'HEADER'],

  // The claims.
  ['RFC 8725 3.8', 'another issuer', with_({}, { iss: 'https://evil.example' }), 'CLAIM', 'iss'],
  ['RFC 8725 3.8', 'an issuer that begins alike', with_({}, { iss: `${ISSUER}.evil.example` }), 'CLAIM', 'iss'],
  ['RFC 8725 3.9', 'another audience', with_({}, { aud: 'billing' }), 'CLAIM', 'aud'],
  ['RFC 8725 3.9', 'an audience in another case', with_({}, { aud: 'Trading' }), 'CLAIM', 'aud'],
  ['RFC 8725 3.9', 'several audiences', with_({}, { aud: [AUDIENCE, 'billing'] }), 'CLAIM', 'aud'],
  ['RFC 8725 3.12', 'a refresh token in place of an access token', with_({}, { type: 'refresh' }), 'CLAIM', 'type'],
  ['RFC 8725 3.8', 'a subject that is no username', with_({}, { sub: "' OR 1=1" }), 'CLAIM', 'sub'],
  ['RFC 8725 3.8', 'a role that does not exist', with_({}, { role: 'root' }), 'CLAIM', 'role'],
  ['RFC 8725 3.8', 'a list of roles', with_({}, { role: ['admin'] }), 'CLAIM', 'role'],
  ['RFC 7519 4.1.5', 'not yet valid', with_({}, { nbf: now + 6 }), 'CLAIM', 'nbf'],
  ['RFC 7519 4.1.6', 'issued in the future', with_({}, { iat: now + 6 }), 'CLAIM', 'iat'],
  ['RFC 7519 2', 'a time that is text', with_({}, { exp: '9999999999' }), 'CLAIM', 'exp'],
  ['RFC 7519 2', 'a time that is null', with_({}, { exp: null }), 'CLAIM', 'exp'],
  [
    'RFC 7519 2',
    'a time beyond all numbers',
    handMade(HEADER, JSON.stringify(CLAIMS).replace(`${now + 60}`, '1e999'), hmac(SECRET)),
    'CLAIM',
    'exp',
  ],
  ['RFC 7519 4.1.7', 'an id that is empty', with_({}, { jti: '' }), 'CLAIM', 'jti'],
  ['RFC 8725 3.8', 'a claim nobody issues', with_({}, { admin: true }), 'CLAIM', 'unknown claim'],
  ...Object.keys(CLAIMS).map((claim): Attack => ['RFC 7519 4', `no ${claim}`, without(claim), 'CLAIM', claim]),

  // The form.
  ['RFC 7515 7.1', 'nothing', '', 'MALFORMED'],
  ['RFC 7515 7.1', 'two parts', `${H}.${P}`, 'MALFORMED'],
  ['RFC 7515 7.1', 'four parts', `${genuine}.${S}`, 'MALFORMED'],
  ['RFC 7516 3.1', 'an encrypted token', `${H}..${P}.${P}.${S}`, 'MALFORMED'],
  ['RFC 7515 7.2', 'a JSON serialisation', JSON.stringify({ protected: H, payload: P, signature: S }), 'MALFORMED'],
  ['RFC 7515 2', 'padding', `${genuine}=`, 'MALFORMED'],
  ['RFC 7515 2', 'a line break', `${genuine}\n`, 'MALFORMED'],
  ['RFC 7515 2', 'a blank in front', ` ${genuine}`, 'MALFORMED'],
  [
    'RFC 7515 2',
    'the other base64',
    `${H}.${P}.${Buffer.alloc(32, 0xfb).toString('base64').replace('=', '')}`,
    'MALFORMED',
  ],
  ['RFC 6750 2.1', 'the scheme in front', `Bearer ${genuine}`, 'MALFORMED'],
  [
    'RFC 8725 3.7',
    'a header that is not UTF-8',
    `${Buffer.from([0xff, 0xfe]).toString('base64url')}.${P}.${S}`,
    'MALFORMED',
  ],
  ['RFC 7519 7.2', 'a header that is no object', `${part('[]')}.${P}.${S}`, 'MALFORMED'],
  ['RFC 7519 7.2', 'claims that are no object', handMade(HEADER, '"alice_01"', hmac(SECRET)), 'MALFORMED'],
  ['RFC 7519 7.2', 'claims that are no JSON', handMade(HEADER, '{"sub":', hmac(SECRET)), 'MALFORMED'],
  ['RFC 8725 3.6', 'a token without end', with_({}, { jti: 'x'.repeat(5_000) }), 'MALFORMED'],
];

function rsaToken(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return handMade({ ...HEADER, alg: 'RS256' }, CLAIMS, (input) => sign('sha256', Buffer.from(input), privateKey));
}

describe('attacks on tokens are refused', () => {
  test('while the token that they are made from is accepted', async () => {
    expect(await tokens.verifyAccessToken(genuine)).toEqual(CLAIMS);
  });

  const rows = ATTACKS.map(([source, attack, token, reason, claim]) => ({ source, attack, token, reason, claim }));
  test.each(rows)('$source: $attack', async ({ token, reason, claim }) => {
    const error: unknown = await tokens.verifyAccessToken(token).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(TokenInvalidError);
    expect(error).toMatchObject({ code: 'TOKEN_INVALID', reason, ...(claim === undefined ? {} : { claim }) });
  });

  test('RFC 7519 4.1.4: an expired token, and only an authentic one is called expired', async () => {
    await expect(tokens.verifyAccessToken(with_({}, { exp: now - 5 }))).rejects.toMatchObject({
      code: 'TOKEN_EXPIRED',
    });
    const forged = handMade(HEADER, { ...CLAIMS, exp: now - 5 }, hmac('secret'));
    await expect(tokens.verifyAccessToken(forged)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      reason: 'SIGNATURE',
    });
  });

  test('an expiry before all calendars is still an expired token', async () => {
    await expect(tokens.verifyAccessToken(with_({}, { exp: -1e300 }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test.each([undefined, null, 7, {}, ['a.b.c']])('what is no text: %o', async (token) => {
    // @ts-expect-error An untyped caller may pass anything.
    await expect(tokens.verifyAccessToken(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

describe('a refusal shows no token', () => {
  let shown: string;

  beforeAll(async () => {
    const errors = await Promise.all(
      ATTACKS.map(([, , token]) => tokens.verifyAccessToken(token).catch((error: unknown) => error)),
    );
    shown = errors
      .map((error) => `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`)
      .join('\n');
    for (const error of errors) expect(error).not.toHaveProperty('cause');
  });

  test('in message, JSON or stack', () => {
    expect(shown).toContain('TOKEN_INVALID');
    for (const secret of [S, P, H, SECRET, createHmac('sha256', SECRET).digest('base64url')]) {
      expect(shown).not.toContain(secret);
    }
  });
});
