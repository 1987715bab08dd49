import { randomBytes } from 'node:crypto';
import { ValidationError } from '@orderfolio/domain';

/** The cheapest that bcrypt knows; for tests. */
export const MIN_COST = 4;
/** About a minute for one hash: more is a mistake. */
export const MAX_COST = 20;

/**
 * Version, cost, 22 characters of salt, 31 of digest, in bcrypt's base64. The last character of each has unused bits, which
 * every implementation writes as zeros: a text in which they are not is damaged, and would never match.
 * `$2x$` is left out: it marks hashes of an implementation with a fault.
 */
const HASH = /^\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

/** A hash that bcrypt can check. */
export interface BcryptHash {
  readonly text: string;
  readonly cost: number;
}

/** True for text that `readHash` reads. */
export function isHash(text: string): boolean {
  return HASH.test(text);
}

/** Reads a stored hash. VALIDATION_FAILED for anything else: a damaged hash must not look like a wrong password. */
export function readHash(hash: string): BcryptHash {
  const cost = typeof hash === 'string' ? HASH.exec(hash)?.[1] : undefined;
  if (cost === undefined) {
    throw new ValidationError({ field: 'passwordHash', rule: 'must be a bcrypt hash ($2a$, $2b$ or $2y$)' });
  }
  // $2y$ is the same algorithm as $2b$, under the name that crypt_blowfish and PHP gave it; node's bcrypt knows only the latter.
  return { text: hash.replace(/^\$2y/, '$2b'), cost: Number(cost) };
}

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A hash of nothing: random salt, random digest. To compare a password with it is the same work as with any other of its cost. */
export function unmatchableHash(cost: number): string {
  const random = Array.from(randomBytes(51), (byte) => ALPHABET[byte % 64]);
  // The last character of salt and digest has unused bits: zeros, as in every real hash.
  const salt = `${random.slice(0, 21).join('')}O`;
  return `$2b$${String(cost).padStart(2, '0')}$${salt}${random.slice(21).join('')}C`;
}
