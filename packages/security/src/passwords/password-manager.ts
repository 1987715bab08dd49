import { ConfigurationInvalidError } from '@orderfolio/domain';
import bcrypt from 'bcrypt';
import { isHash, MAX_COST, MIN_COST, readHash, unmatchableHash } from './bcrypt-hash.ts';
import { type PasswordOwner, type PasswordPolicy, policyIssues } from './password-policy.ts';
import { bcryptInput, encodingIssues, type PasswordIssue, refuse } from './password-text.ts';

/** How passwords are hashed, and what is asked of new ones. */
export interface PasswordOptions {
  /** The work factor: each step doubles the time. Default 12, some hundreds of milliseconds. 4 to 20. */
  readonly cost?: number | undefined;
  /** Also ask for upper case, lower case, a digit and a special character, as older services do. Default false. */
  readonly characterClasses?: boolean | undefined;
}

const DEFAULT_COST = 12;
/** Compared in place of text that bcrypt cannot represent; that it might match is ruled out beside it. */
const STAND_IN = 'not a password';

/**
 * Passwords as bcrypt hashes. The work is done on the thread pool: the event loop goes on.
 *
 * Passwords are compared in NFC and are 12 to 72 bytes in UTF-8 when chosen. bcrypt reads 72 bytes and stops at a NUL, so
 * what is longer, or contains one, is refused, never cut.
 *
 * ```ts
 * const passwords = new PasswordManager({ cost: 12 });
 * const passwordHash = await passwords.hashPassword(password, { username, email });
 * if (await passwords.verifyPassword(candidate, passwordHash)) …
 * ```
 */
export class PasswordManager {
  /** The work factor of new hashes. */
  readonly cost: number;
  readonly #policy: PasswordPolicy;
  readonly #unmatchable: string;

  /** CONFIGURATION_INVALID for a cost that is no whole number from 4 to 20. */
  constructor({ cost = DEFAULT_COST, characterClasses = false }: PasswordOptions = {}) {
    if (!Number.isInteger(cost) || cost < MIN_COST || cost > MAX_COST) {
      throw new ConfigurationInvalidError({
        field: 'cost',
        rule: `must be a whole number, ${MIN_COST} to ${MAX_COST}`,
      });
    }
    this.cost = cost;
    this.#policy = { characterClasses };
    this.#unmatchable = unmatchableHash(cost);
  }

  /** Every rule that the password breaks, not only the first; an empty list for a good one. */
  validatePasswordStrength(password: string, owner: PasswordOwner = {}): readonly PasswordIssue[] {
    return policyIssues(password, owner, this.#policy);
  }

  /** The hash of a password that its owner has chosen. VALIDATION_FAILED with every rule that it breaks. */
  async hashPassword(password: string, owner: PasswordOwner = {}): Promise<string> {
    refuse(this.validatePasswordStrength(password, owner));
    return bcrypt.hash(bcryptInput(password), this.cost);
  }

  /**
   * A new hash of a password that was right a moment ago (see `needsRehash`): it may be older than the rules for new ones.
   * VALIDATION_FAILED for what bcrypt cannot represent.
   */
  async rehashPassword(password: string): Promise<string> {
    return bcrypt.hash(bcryptInput(password), this.cost);
  }

  /**
   * True if this is the password that was hashed, by any implementation of `$2a$`, `$2b$` or `$2y$`.
   * VALIDATION_FAILED for text that bcrypt cannot represent (empty, over 72 bytes, a NUL) and for a hash that is none.
   */
  async verifyPassword(password: string, passwordHash: string): Promise<boolean> {
    const { text } = readHash(passwordHash);
    return bcrypt.compare(bcryptInput(password), text);
  }

  /**
   * For logins: true if this is the password that was hashed, false for everything else: no hash, one that is none, a password
   * that bcrypt cannot represent. Whatever it is, exactly one comparison is made, at the cost of the hash or of new hashes, so
   * that the time does not tell a user that does not exist from a password that is wrong.
   */
  async matchesPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
    const isText = encodingIssues(password).length === 0;
    const hash = passwordHash !== undefined && isHash(passwordHash) ? readHash(passwordHash).text : undefined;
    const isMatch = await bcrypt.compare(isText ? bcryptInput(password) : STAND_IN, hash ?? this.#unmatchable);
    return isMatch && isText && hash !== undefined;
  }

  /** True if the hash was made at a lower cost than today's: hash the password again while it is at hand. */
  needsRehash(passwordHash: string): boolean {
    return readHash(passwordHash).cost < this.cost;
  }
}
