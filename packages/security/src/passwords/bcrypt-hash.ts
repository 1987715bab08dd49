import { randomBytes } from 'node:crypto';
import { ValidationError } from '@orderfolio/domain';

/** The lowest cost that bcrypt knows. It is for tests. */
export const MIN_COST = 4;
/** One hash takes about a minute. A higher cost is a mistake. */
export const MAX_COST = 20;

/**
 * Version, cost, 22 characters of salt and 31 of digest, in bcrypt's base64. The last character of each has unused bits, and every
 * implementation writes them as zeros. If they are not zeros, the text is damaged and would never match. `$2x$` is left out: it marks the
 * hashes of a faulty implementation.
 */
const BCRYPT = String.raw`\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]`;
/** The first version of pre-hashed passwords (see `prehash`), with the name of the pepper if there is one. */
const MARK = '$bcrypt-hmac-sha512$v=1';
const HASH = new RegExp(String.raw`^(\$bcrypt-hmac-sha512\$v=1(?:,k=([A-Za-z0-9_-]{1,32}))?(?=\$2b))?(${BCRYPT})$`);

/** A stored hash, and how it was made from a password. */
export interface StoredHash {
  /** The part for bcrypt. */
  readonly bcrypt: string;
  readonly cost: number;
  /** True if bcrypt got a pre-hash. False if it got the password, as in every other system. */
  readonly isPrehashed: boolean;
  /** The `kid` of the pepper in the pre-hash. */
  readonly pepper: string | undefined;
}

/** The hash in a stored text. Undefined if there is none. */
export function parseHash(stored: string): StoredHash | undefined {
  const [, mark, pepper, bcrypt, cost] = (typeof stored === 'string' ? HASH.exec(stored) : undefined) ?? [];
  if (bcrypt === undefined) return undefined;
  // $2y$ is the name of $2b$ in crypt_blowfish and PHP. Node's bcrypt knows only $2b$.
  return { bcrypt: bcrypt.replace(/^\$2y/, '$2b'), cost: Number(cost), isPrehashed: mark !== undefined, pepper };
}

/** Reads a stored hash. VALIDATION_FAILED for any other text: a damaged hash must not look like a wrong password. */
export function readHash(stored: string): StoredHash {
  const hash = parseHash(stored);
  if (hash !== undefined) return hash;
  throw new ValidationError({ field: 'passwordHash', rule: 'must be a bcrypt hash ($2a$, $2b$ or $2y$)' });
}

/** The text to store for the bcrypt hash of a pre-hash. */
export function markPrehashed(bcrypt: string, pepper: string | undefined): string {
  return `${MARK}${pepper === undefined ? '' : `,k=${pepper}`}${bcrypt}`;
}

/** The salt of a hash, or of the beginning of a hash. */
export function saltOf(bcrypt: string): string {
  return bcrypt.slice(7, 29);
}

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A hash that no password matches: its salt and its digest are random. Comparing a password with it is as much work as with any other
 * hash of this cost.
 */
export function unmatchableHash(cost: number): string {
  const random = Array.from(randomBytes(51), (byte) => ALPHABET[byte % 64]);
  // The last character of salt and digest has unused bits. They are zeros, as in every real hash.
  const salt = `${random.slice(0, 21).join('')}O`;
  return `$2b$${String(cost).padStart(2, '0')}$${salt}${random.slice(21).join('')}C`;
}
