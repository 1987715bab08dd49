import type { KeyObject } from 'node:crypto';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { JSONWebKeySet, JWK } from 'jose';
import { readSecret, type SecretInput } from '../secrets/secret-key.ts';
import {
  ASYMMETRIC_ALGORITHMS,
  type AsymmetricAlgorithm,
  type KeyInput,
  readPrivateKey,
  readPublicKey,
  requirePair,
  type TokenAlgorithm,
} from './key-material.ts';

/** A key pair. Without its private half it only verifies: a retired key does that until its last token has expired. */
export interface KeyPair {
  readonly kid: string;
  readonly alg: AsymmetricAlgorithm;
  readonly privateKey?: KeyInput | undefined;
  readonly publicKey: KeyInput;
}

/** A shared secret of at least 32 bytes. */
export interface SharedSecret {
  readonly kid: string;
  readonly alg: 'HS256';
  readonly secret: SecretInput;
}

/** The public half of a pair, for a service that verifies the tokens of another one. */
export interface PublicHalf extends KeyPair {
  readonly privateKey?: undefined;
}

/** One secret, or a set of keys: one of them signs, and all verify. A set without `signWith` only verifies. */
export type KeyOptions =
  | { readonly secret: SecretInput; readonly keys?: never; readonly signWith?: never }
  | { readonly keys: readonly (KeyPair | SharedSecret)[]; readonly signWith: string; readonly secret?: never }
  | { readonly keys: readonly (PublicHalf | SharedSecret)[]; readonly signWith?: undefined; readonly secret?: never };

/** The `kid` of a secret that is given alone. To rotate away from it, put it into `keys` under this name. */
export const DEFAULT_KID = 'default';

/** A key and its only algorithm. */
export interface TokenKey {
  readonly kid: string;
  readonly alg: TokenAlgorithm;
  readonly verifyWith: KeyObject;
  readonly signWith: KeyObject | undefined;
}

/** The key that signs. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: TokenAlgorithm;
  readonly key: KeyObject;
}

/** The keys by `kid`, the key that signs, and the public halves. */
export class TokenKeys {
  readonly #keys = new Map<string, TokenKey>();
  /** Undefined if the keys only verify. */
  readonly signing: SigningKey | undefined;

  /** CONFIGURATION_INVALID, naming the field, for a key that cannot be used. */
  constructor(options: KeyOptions) {
    const { keys, signWith } = asKeySet(options);
    keys.forEach((given, index) => {
      const field = options.secret === undefined ? `keys.${index}.` : '';
      const key = fieldsOf(given, `keys.${index}`);
      if (typeof key.kid !== 'string' || key.kid === '' || this.#keys.has(key.kid)) {
        throw new ConfigurationInvalidError({ field: `${field}kid`, rule: 'must be a name that no other key has' });
      }
      this.#keys.set(key.kid, readTokenKey(key, field));
    });
    this.signing = signWith === undefined ? this.#requireNoPrivateKey() : this.#signingKey(signWith);
  }

  get(kid: string): TokenKey | undefined {
    return this.#keys.get(kid);
  }

  #signingKey(kid: string): SigningKey {
    const key = this.#keys.get(kid);
    if (key?.signWith !== undefined) return { kid, alg: key.alg, key: key.signWith };
    throw new ConfigurationInvalidError({ field: 'signWith', rule: 'must be the kid of a key that can sign' });
  }

  /** A service that does not sign needs no private key: `signWith` was forgotten, or the key is in the wrong place. */
  #requireNoPrivateKey(): undefined {
    const isPrivate = ({ alg, signWith }: TokenKey): boolean => alg !== 'HS256' && signWith !== undefined;
    if (![...this.#keys.values()].some(isPrivate)) return undefined;
    const rule = 'must be the kid of the key that signs; to verify only, give no private key';
    throw new ConfigurationInvalidError({ field: 'signWith', rule });
  }

  /** The public keys as a JWK set, without shared secrets. */
  jwks(): JSONWebKeySet {
    const keys = [...this.#keys.values()].filter(({ alg }) => alg !== 'HS256').map(publicJwk);
    return { keys };
  }
}

/** The fields, read once. An error must not quote them in a cause: some are secret. */
function fieldsOf(key: KeyPair | SharedSecret, field: string): KeyPair | SharedSecret {
  let fields: KeyPair | SharedSecret | undefined;
  try {
    fields = typeof key === 'object' && key !== null ? { ...key } : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  if (fields !== undefined) return fields;
  throw new ConfigurationInvalidError({ field, rule: 'must be an object that can be read' });
}

function publicJwk({ kid, alg, verifyWith }: TokenKey): JWK {
  const { kty, crv, x, y } = verifyWith.export({ format: 'jwk' });
  return JSON.parse(JSON.stringify({ kty, crv, x, y, kid, alg, use: 'sig' }));
}

function asKeySet(options: KeyOptions): {
  readonly keys: readonly (KeyPair | SharedSecret)[];
  readonly signWith?: string | undefined;
} {
  if (options.secret !== undefined) {
    if (options.keys === undefined)
      return { keys: [{ kid: DEFAULT_KID, alg: 'HS256', secret: options.secret }], signWith: DEFAULT_KID };
    throw new ConfigurationInvalidError({ field: 'secret', rule: 'must not be given beside keys' });
  }
  if (!Array.isArray(options.keys) || options.keys.length === 0) {
    throw new ConfigurationInvalidError({ field: 'keys', rule: 'must list at least one key; or give a secret' });
  }
  return options;
}

function readTokenKey(key: KeyPair | SharedSecret, field: string): TokenKey {
  if (key.alg === 'HS256') {
    const secret = readSecret(key.secret, `${field}secret`);
    return { kid: key.kid, alg: key.alg, verifyWith: secret, signWith: secret };
  }
  if (!ASYMMETRIC_ALGORITHMS.includes(key.alg)) {
    const rule = `must be one of ${[...ASYMMETRIC_ALGORITHMS, 'HS256'].join(', ')}`;
    throw new ConfigurationInvalidError({ field: `${field}alg`, rule });
  }
  const verifyWith = readPublicKey(key.publicKey, key.alg, `${field}publicKey`);
  if (key.privateKey === undefined) return { kid: key.kid, alg: key.alg, verifyWith, signWith: undefined };
  const signWith = readPrivateKey(key.privateKey, key.alg, `${field}privateKey`);
  requirePair(signWith, verifyWith, `${field}publicKey`);
  return { kid: key.kid, alg: key.alg, verifyWith, signWith };
}
