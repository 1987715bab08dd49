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
const BCRYPT = String.raw`\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]`;
/** The first version of pre-hashed passwords (see `prehash`), with the name of the pepper where there is one. */
const MARK = '$bcrypt-hmac-sha512$v=1';
const HASH = new RegExp(String.raw`^(\$bcrypt-hmac-sha512\$v=1(?:,k=([A-Za-z0-9_-]{1,32}))?(?=\$2b))?(${BCRYPT})$`);

/** A stored hash, and how it was made from a password. */
export interface StoredHash {
  /** As bcrypt reads it. */
  readonly bcrypt: string;
  readonly cost: number;
  /** True where bcrypt was given a pre-hash; false where it was given the password, as every other system does it. */
  readonly isPrehashed: boolean;
  /** The `kid` of the pepper in the pre-hash. */
  readonly pepper: string | undefined;
}

/** The hash that a stored text holds; undefined if it holds none. */
export function parseHash(stored: string): StoredHash | undefined {
  const [, mark, pepper, bcrypt, cost] = (typeof stored === 'string' ? HASH.exec(stored) : undefined) ?? [];
  if (bcrypt === undefined) return undefined;
  // $2y$ is the same algorithm as $2b$, under the name that crypt_blowfish and PHP gave it; node's bcrypt knows only the latter.
  return { bcrypt: bcrypt.replace(/^\$2y/, '$2b'), cost: Number(cost), isPrehashed: mark !== undefined, pepper };
}

/** Reads a stored hash. VALIDATION_FAILED for anything else: a damaged hash must not look like a wrong password. */
export function readHash(stored: string): StoredHash {
  const hash = parseHash(stored);
  if (hash !== undefined) return hash;
  throw new ValidationError({ field: 'passwordHash', rule: 'must be a bcrypt hash ($2a$, $2b$ or $2y$)' });
}

/** The stored text of a bcrypt hash of a pre-hash. */
export function markPrehashed(bcrypt: string, pepper: string | undefined): string {
  return `${MARK}${pepper === undefined ? '' : `,k=${pepper}`}${bcrypt}`;
}

/** The salt of a hash, or of the start of one. */
export function saltOf(bcrypt: string): string {
  return bcrypt.slice(7, 29);
}

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A hash of nothing: random salt, random digest. To compare a password with it is the same work as with any other of its cost. */
export function unmatchableHash(cost: number): string {
  const random = Array.from(randomBytes(51), (byte) => ALPHABET[byte % 64]);
  // The last character of salt and digest has unused bits: zeros, as in every real hash.
  const salt = `${random.slice(0, 21).join('')}O`;
  return `$2b$${String(cost).padStart(2, '0')}$${salt}${random.slice(21).join('')}C`;
}
