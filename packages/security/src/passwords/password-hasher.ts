import { createHmac, type KeyObject } from 'node:crypto';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import bcrypt from 'bcrypt';
import { type GivenSecret, type NamedSecret, readNamedSecrets } from '../secrets/secret-key.ts';
import { markPrehashed, parseHash, readHash, type StoredHash, saltOf, unmatchableHash } from './bcrypt-hash.ts';
import { normalise } from './password-text.ts';

/** bcrypt ignores the bytes after these. */
const BCRYPT_BYTES = 72;

/**
 * Hashes and compares passwords. It does not judge them.
 *
 * bcrypt gets the password itself if every other system would give it the same bytes. Other systems may give it other bytes: they read
 * only 72 bytes, or compose accents in another way. For such a password, and whenever there is a pepper, bcrypt gets a pre-hash, and a
 * mark in the stored text says so. So a plain hash of such a password comes from another system, and can be renewed.
 */
export class PasswordHasher {
  readonly #cost: number;
  /** The `kid` of the pepper in new hashes. */
  readonly #pepper: string | undefined;
  readonly #peppers: ReadonlyMap<string, KeyObject>;
  readonly #unmatchable: string;

  /** CONFIGURATION_INVALID for a weak pepper, or two peppers with the same name. */
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
   * True if this is the password that was hashed. It makes one comparison for each spelling of the password, whatever is stored, so that
   * the time does not reveal anything about the account. If there is no hash, it compares with one that nothing matches.
   */
  async matches(password: string, hash: StoredHash | undefined): Promise<boolean> {
    let isMatch = false;
    for (const input of this.#inputs(password, hash)) {
      isMatch = (await bcrypt.compare(input, hash?.bcrypt ?? this.#unmatchable)) || isMatch;
    }
    return isMatch && hash !== undefined;
  }

  /** The stored hash. VALIDATION_FAILED for text that is not a hash; CONFIGURATION_INVALID for a hash with an unknown pepper. */
  read(stored: string): StoredHash {
    const hash = readHash(stored);
    if (this.#hasPepperOf(hash)) return hash;
    throw new ConfigurationInvalidError({
      field: 'formerPeppers',
      rule: `must have ${hash.pepper}, which hashes name`,
    });
  }

  /** The stored hash, if a password can be compared with it. */
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

/** True if another system may have hashed other bytes for this password: only the first 72, or accents that are composed in another way. */
function isReadDifferently(text: string): boolean {
  return Buffer.byteLength(text) >= BCRYPT_BYTES || text !== text.normalize('NFD');
}

/**
 * The 72 bytes for bcrypt: an HMAC-SHA-512 of salt and password, in base64, which has no NUL. The pepper is its key, if there is one.
 * Because of the salt, nobody can try an unsalted SHA-512 that leaked elsewhere in place of the password.
 */
function prehash(text: string, bcryptText: string, pepper: KeyObject | undefined): string {
  const hmac = createHmac('sha512', pepper ?? '').update(saltOf(bcryptText));
  return hmac.update(text, 'utf8').digest('base64').slice(0, BCRYPT_BYTES);
}
