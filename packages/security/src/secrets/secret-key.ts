import { createSecretKey, type KeyObject } from 'node:crypto';
import { types } from 'node:util';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import { weaknessOf } from './weak-secret.ts';

/** A secret as text, which is encoded in UTF-8, or as bytes. */
export type SecretInput = string | Uint8Array;

/** A secret and its name. Stored texts and tokens refer to it by the name. */
export interface NamedSecret {
  /** 1 to 32 letters, digits, `-` and `_`. */
  readonly kid: string;
  /** At least 32 random bytes. */
  readonly secret: SecretInput;
}

/** An HMAC is as strong as its secret: RFC 7518, section 3.2, requires as many bits as the hash has. */
const MIN_SECRET_BYTES = 32;
const KID = /^[A-Za-z0-9_-]{1,32}$/;

/** The secret of an HMAC. CONFIGURATION_INVALID if it is shorter than 32 bytes, or plainly not random. */
export function readSecret(secret: SecretInput, field: string): KeyObject {
  const bytes = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret;
  const advice = `make one with crypto.randomBytes(${MIN_SECRET_BYTES})`;
  if (!types.isUint8Array(bytes) || bytes.byteLength < MIN_SECRET_BYTES) {
    const rule = `must have at least ${MIN_SECRET_BYTES} bytes: ${advice}`;
    throw new ConfigurationInvalidError({ field, rule });
  }
  const weakness = weaknessOf(bytes);
  if (weakness !== undefined) throw new ConfigurationInvalidError({ field, rule: `${weakness}: ${advice}` });
  return createSecretKey(bytes);
}

/** A named secret and where it was given. */
export type GivenSecret = readonly [field: string, secret: NamedSecret];

/** The parts, read once. An error must not quote them in a cause: they are secret. */
function partsOf(named: NamedSecret, field: string): NamedSecret {
  let parts: NamedSecret | undefined;
  try {
    parts = typeof named === 'object' && named !== null ? { ...named } : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  if (parts !== undefined) return parts;
  throw new ConfigurationInvalidError({ field, rule: 'must be an object with a kid and a secret' });
}

/** The secrets by their names. CONFIGURATION_INVALID for a weak secret, and for a name that is invalid or given twice. */
export function readNamedSecrets(given: readonly GivenSecret[]): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const [field, named] of given) {
    const { kid, secret } = partsOf(named, field);
    if (typeof kid !== 'string' || !KID.test(kid) || keys.has(kid)) {
      const rule = 'must be 1 to 32 letters, digits, - or _, and the name of no other';
      throw new ConfigurationInvalidError({ field: `${field}.kid`, rule });
    }
    keys.set(kid, readSecret(secret, `${field}.secret`));
  }
  return keys;
}
