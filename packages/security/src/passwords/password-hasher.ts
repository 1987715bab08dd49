import { createHmac, type KeyObject } from 'node:crypto';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import bcrypt from 'bcrypt';
import { type GivenSecret, type NamedSecret, readNamedSecrets } from '../secrets/secret-key.ts';
import { markPrehashed, parseHash, readHash, type StoredHash, saltOf, unmatchableHash } from './bcrypt-hash.ts';
import { normalise } from './password-text.ts';

/** bcrypt reads no further. */
const BCRYPT_BYTES = 72;

/**
 * Hashes and compares, with no opinion on what a good password is.
 *
 * bcrypt is given the password itself where every other system would give it the same bytes. Where they may not, since they
 * read 72 bytes only or compose accents in another way, and wherever there is a pepper, it is given a pre-hash, and a mark in
 * the stored text says so. So a plain hash of such a password is somebody else's, and can be renewed.
 */
export class PasswordHasher {
  readonly #cost: number;
  /** The `kid` of the pepper in new hashes. */
  readonly #pepper: string | undefined;
  readonly #peppers: ReadonlyMap<string, KeyObject>;
  readonly #unmatchable: string;

  /** CONFIGURATION_INVALID for a weak pepper, or two of one name. */
  constructor(cost: number, pepper: NamedSecret | undefined, formerPeppers: readonly NamedSecret[]) {
    const former = formerPeppers.map((secret, index): GivenSecret => [`formerPeppers.${index}`, secret]);
    this.#cost = cost;
    this.#peppers = readNamedSecrets(pepper === undefined ? former : [['pepper', pepper], ...former]);
    this.#pepper = pepper === undefined ? undefined : [...this.#peppers.keys()][0];
    this.#unmatchable = unmatchableHash(cost);
  }

  async hash(password: string): Promise<string> {
    const text = normalise(password);
    const salt = bcrypt.genSaltSync(this.#cost);
    if (this.#pepper === undefined && !isReadDifferently(text)) return bcrypt.hash(text, salt);
    const input = prehash(text, salt, this.#pepperOf(this.#pepper));
    return markPrehashed(await bcrypt.hash(input, salt), this.#pepper);
  }

  /**
   * True if this is the password that was hashed. Whatever is stored, the comparisons are as many as the password has
   * spellings, so that their time tells nothing of the account; no hash is compared with one that nothing matches.
   */
  async matches(password: string, hash: StoredHash | undefined): Promise<boolean> {
    let isMatch = false;
    for (const input of this.#inputs(password, hash)) {
      isMatch = (await bcrypt.compare(input, hash?.bcrypt ?? this.#unmatchable)) || isMatch;
    }
    return isMatch && hash !== undefined;
  }

  /** The stored hash. VALIDATION_FAILED for what is none; CONFIGURATION_INVALID for one with a pepper that was not given. */
  read(stored: string): StoredHash {
    const hash = readHash(stored);
    if (this.#hasPepperOf(hash)) return hash;
    throw new ConfigurationInvalidError({
      field: 'formerPeppers',
      rule: `must have ${hash.pepper}, which hashes name`,
    });
  }

  /** The stored hash, if it can be compared with. */
  find(stored: string | undefined): StoredHash | undefined {
    const hash = stored === undefined ? undefined : parseHash(stored);
    return hash !== undefined && this.#hasPepperOf(hash) ? hash : undefined;
  }

  /** True if the password that was hashed would be hashed in another way today. */
  isOutdated({ cost, pepper, isPrehashed }: StoredHash, password: string | undefined): boolean {
    if (cost < this.#cost || pepper !== this.#pepper) return true;
    return !isPrehashed && password !== undefined && isReadDifferently(normalise(password));
  }

  #inputs(password: string, hash: StoredHash | undefined): (string | Buffer)[] {
    const text = normalise(password);
    const spellings = password === text ? [text] : [text, password];
    if (!hash?.isPrehashed) return spellings.map((spelling) => Buffer.from(spelling).subarray(0, BCRYPT_BYTES));
    const input = prehash(text, hash.bcrypt, this.#pepperOf(hash.pepper));
    return spellings.map(() => input);
  }

  #hasPepperOf({ pepper }: StoredHash): boolean {
    return pepper === undefined || this.#peppers.has(pepper);
  }

  #pepperOf(kid: string | undefined): KeyObject | undefined {
    return kid === undefined ? undefined : this.#peppers.get(kid);
  }
}

/** True if another system may have hashed other bytes for this password: its first 72, or another composition of its accents. */
function isReadDifferently(text: string): boolean {
  return Buffer.byteLength(text) >= BCRYPT_BYTES || text !== text.normalize('NFD');
}

/**
 * An HMAC-SHA-512 of salt and password, keyed with the pepper where there is one, as the 72 bytes that bcrypt reads: base64,
 * which has no NUL. The salt is in it so that an unsalted SHA-512 that leaked elsewhere cannot be tried in the password's place.
 */
function prehash(text: string, bcryptText: string, pepper: KeyObject | undefined): string {
  const hmac = createHmac('sha512', pepper ?? '').update(saltOf(bcryptText));
  return hmac.update(text, 'utf8').digest('base64').slice(0, BCRYPT_BYTES);
}
