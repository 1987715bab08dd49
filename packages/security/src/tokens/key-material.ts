import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { types } from 'node:util';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { JWK } from 'jose';

export const ASYMMETRIC_ALGORITHMS = ['EdDSA', 'ES256'] as const;
/** The algorithms that have public keys. */
export type AsymmetricAlgorithm = (typeof ASYMMETRIC_ALGORITHMS)[number];
/** The algorithms that can sign a token. */
export type TokenAlgorithm = AsymmetricAlgorithm | 'HS256';

/** A key as PEM text (PKCS#8, SPKI), as a JWK, or as a `KeyObject` of Node. */
export type KeyInput = string | JWK | KeyObject;

/** A private key that fits the algorithm. CONFIGURATION_INVALID. */
export function readPrivateKey(input: KeyInput, alg: AsymmetricAlgorithm, field: string): KeyObject {
  const key = readKey(() => privateKeyOf(input), 'private', field);
  requireFit(key, alg, field);
  return key;
}

/** A public key that fits the algorithm. From a private key, it takes the public half. CONFIGURATION_INVALID. */
export function readPublicKey(input: KeyInput, alg: AsymmetricAlgorithm, field: string): KeyObject {
  const key = readKey(() => publicKeyOf(input), 'public', field);
  requireFit(key, alg, field);
  return key;
}

/** CONFIGURATION_INVALID unless the two belong together: one would refuse the tokens that the other signs. */
export function requirePair(privateKey: KeyObject, publicKey: KeyObject, field: string): void {
  if (createPublicKey(privateKey).equals(publicKey)) return;
  throw new ConfigurationInvalidError({ field, rule: 'does not belong to the private key beside it' });
}

function privateKeyOf(input: KeyInput): KeyObject {
  if (types.isKeyObject(input)) return input;
  return typeof input === 'string' ? createPrivateKey(input) : createPrivateKey({ key: { ...input }, format: 'jwk' });
}

function publicKeyOf(input: KeyInput): KeyObject {
  if (types.isKeyObject(input)) return input.type === 'public' ? input : createPublicKey(input);
  return typeof input === 'string' ? createPublicKey(input) : createPublicKey({ key: { ...input }, format: 'jwk' });
}

function readKey(read: () => KeyObject, kind: 'private' | 'public', field: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch (error) {
    // The parser's message may quote members of a JWK, even private ones, so it must not become a cause.
    if (!(error instanceof Error)) throw error;
  }
  if (key?.type === kind) return key;
  const pem = kind === 'private' ? 'PKCS#8' : 'SPKI';
  throw new ConfigurationInvalidError({
    field,
    rule: `cannot be read as a ${kind} key: give ${pem} PEM text, a JWK or a KeyObject`,
  });
}

function requireFit(key: KeyObject, alg: AsymmetricAlgorithm, field: string): void {
  const fits =
    alg === 'EdDSA'
      ? key.asymmetricKeyType === 'ed25519'
      : key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (fits) return;
  const curve = alg === 'EdDSA' ? 'Ed25519' : 'P-256';
  throw new ConfigurationInvalidError({ field, rule: `must be a key on the curve ${curve}, which ${alg} signs with` });
}
