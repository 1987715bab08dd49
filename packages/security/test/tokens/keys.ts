import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Clock } from '@orderfolio/domain';
import { TokenManager } from '@orderfolio/security';

export const SECRET = 'a shared secret of forty-four printed bytes.';
export const ISSUER = 'https://auth.example';
export const AUDIENCE = 'trading';
export const SERVICE = { issuer: ISSUER, audience: AUDIENCE };

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function ed25519(): Pair {
  return generateKeyPairSync('ed25519');
}

export function p256(): Pair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

export function pem({ publicKey }: Pair): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** A manager over each kind of key. */
export function managers(clock: Clock): readonly [string, TokenManager][] {
  const [edwards, elliptic] = [ed25519(), p256()];
  return [
    ['HS256', new TokenManager({ ...SERVICE, secret: SECRET, clock })],
    ['EdDSA', new TokenManager({ ...SERVICE, keys: [{ kid: 'e1', alg: 'EdDSA', ...edwards }], signWith: 'e1', clock })],
    [
      'ES256',
      new TokenManager({ ...SERVICE, keys: [{ kid: 'p1', alg: 'ES256', ...elliptic }], signWith: 'p1', clock }),
    ],
  ];
}

export type Json = Readonly<Record<string, unknown>>;

export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token with any header and claims, signed by hand, as an attacker or a faulty issuer could make it. */
export function handMade(header: unknown, claims: unknown, signature: (input: string) => Buffer | string): string {
  const input = `${part(header)}.${part(claims)}`;
  const made = signature(input);
  return `${input}.${typeof made === 'string' ? made : made.toString('base64url')}`;
}

export const hmac =
  (secret: string | Buffer, hash = 'sha256') =>
  (input: string): Buffer =>
    createHmac(hash, secret).update(input).digest();

export const edwards =
  (key: KeyObject) =>
  (input: string): Buffer =>
    sign(null, Buffer.from(input), key);
