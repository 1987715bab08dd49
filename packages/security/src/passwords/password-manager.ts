import { aFunction, anObject, listOf, type OptionRules, requireOptions, wholeNumber } from '@orderfolio/domain/adapter';
import type { NamedSecret } from '../secrets/secret-key.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { BREACH_OPTIONS, BreachCheck, type BreachOptions } from './breach-check.ts';
import { type PasswordOwner, readOwner, wordsOf } from './familiar-words.ts';
import { GuessEstimator, type LoadLanguage } from './guess-estimator.ts';
import { type HashingOptions, hashingOptions, readLimits } from './hashing-limits.ts';
import { PasswordHasher } from './password-hasher.ts';
import {
  isReadable,
  type PasswordPolicy,
  POLICY_OPTIONS,
  type PolicyOptions,
  policyIssues,
  readPolicy,
} from './password-policy.ts';
import { encodingIssues, normalise, type PasswordIssue, passwordIssue, refuse } from './password-text.ts';
import { type Patience, signalOf } from './patience.ts';

/** How passwords are hashed, and which rules apply to new ones. */
export interface PasswordOptions extends HashingOptions, PolicyOptions, BreachOptions {
  /** The fewest guesses that a chosen password must withstand, by the estimate. Default 10^10; 10^6 to 10^20. */
  readonly minGuesses?: number | undefined;
  /** Words of further languages that attackers try, in addition to English and to words that are common everywhere. */
  readonly languages?: readonly LoadLanguage[] | undefined;
  /** A secret that is kept apart from the store. Without it, nobody can try passwords against stolen hashes. Default none. */
  readonly pepper?: NamedSecret | undefined;
  /** Former peppers, for hashes that are not renewed yet. */
  readonly formerPeppers?: readonly NamedSecret[] | undefined;
}

/** The rules for each option, except those that depend on the process. */
const OPTIONS: OptionRules<Omit<PasswordOptions, keyof HashingOptions>> = {
  ...POLICY_OPTIONS,
  ...BREACH_OPTIONS,
  minGuesses: wholeNumber(1e6, 1e20),
  languages: listOf('functions that load a language', aFunction.allows),
  // `readNamedSecrets` checks the peppers in detail.
  pepper: anObject,
  formerPeppers: listOf('peppers', anObject.allows),
};

const DEFAULT_COST = 12;
/** Compared in place of text that cannot be hashed. The result is false even if it matches. */
const STAND_IN = 'not a password';

/**
 * Passwords as bcrypt hashes. The work is done on the thread pool, a few at a time, so that a flood of logins leaves threads for
 * everything else. Work that would wait too long is refused with TOO_BUSY.
 *
 * Passwords are compared in NFC. A chosen password has 12 to 256 characters. bcrypt would cut a password at 72 bytes, so a longer one is
 * pre-hashed.
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
  readonly #minGuesses: number;
  readonly #breaches: BreachCheck;
  readonly #hasher: PasswordHasher;
  readonly #queue: BoundedQueue;
  readonly #estimator: GuessEstimator;

  /** CONFIGURATION_INVALID, naming the field, for a number out of range, a weak pepper, an invalid forbidden word, or an unknown option. */
  constructor(options: PasswordOptions = {}) {
    requireOptions<PasswordOptions>(options, { ...hashingOptions(), ...OPTIONS }, [], 'options');
    const { cost = DEFAULT_COST, minGuesses = 1e10, pepper, formerPeppers = [], languages = [] } = options;
    const limits = readLimits(options, cost);
    this.cost = cost;
    this.#policy = readPolicy(options);
    this.#minGuesses = minGuesses;
    this.#breaches = new BreachCheck(options);
    this.#hasher = new PasswordHasher(cost, pepper, formerPeppers);
    this.#queue = new BoundedQueue(limits);
    this.#estimator = new GuessEstimator(languages, limits.queue);
  }

  /**
   * Every rule that the password breaks, not only the first. The list is empty for a good password, which was then also looked up with
   * `isBreached`. The first call loads the words of the estimate, which takes some tenths of a second.
   *
   * TOO_BUSY if too many wait to be estimated; CONFIGURATION_INVALID if a language cannot be loaded, or if `isBreached` returns neither
   * true nor false.
   */
  async validatePasswordStrength(
    password: string,
    owner: PasswordOwner = {},
    patience: Patience = {},
  ): Promise<readonly PasswordIssue[]> {
    const signal = signalOf(patience);
    const whose = readOwner(owner);
    const issues = policyIssues(password, whose, this.#policy);
    if (!isReadable(issues)) return issues;
    const text = normalise(password);
    const words = [...wordsOf(whose), ...this.#policy.forbiddenWords];
    if (await this.#estimator.isGuessable(text, words, this.#minGuesses, signal)) {
      const rule = 'must be harder to guess: longer, or of words that do not belong together';
      return [...issues, passwordIssue('GUESSABLE', rule)];
    }
    return issues.length > 0 ? issues : this.#breaches.issues(text);
  }

  /** The hash of a chosen password. VALIDATION_FAILED with every rule that it breaks; TOO_BUSY. */
  async hashPassword(password: string, owner: PasswordOwner = {}, patience: Patience = {}): Promise<string> {
    refuse(await this.validatePasswordStrength(password, owner, patience));
    return this.rehashPassword(password, patience);
  }

  /**
   * A new hash of a password that was just found right (see `needsRehash`). The rules for new passwords do not apply: the password may be
   * older than they are. VALIDATION_FAILED for text that cannot be hashed (empty, over 4,096 characters, a NUL, half a surrogate pair);
   * TOO_BUSY.
   */
  async rehashPassword(password: string, patience: Patience = {}): Promise<string> {
    const signal = signalOf(patience);
    refuse(encodingIssues(password));
    return this.#queue.run(() => this.#hasher.hash(password), signal);
  }

  /**
   * True if this is the password that was hashed, here or by any implementation of `$2a$`, `$2b$` or `$2y$`. It may match in NFC, as it
   * is typed, or by its first 72 bytes if those implementations cut it there.
   *
   * VALIDATION_FAILED for text that cannot be hashed and for text that is not a hash; CONFIGURATION_INVALID for a hash with an unknown
   * pepper; TOO_BUSY.
   */
  async verifyPassword(password: string, passwordHash: string, patience: Patience = {}): Promise<boolean> {
    const signal = signalOf(patience);
    const hash = this.#hasher.read(passwordHash);
    refuse(encodingIssues(password));
    return this.#queue.run(() => this.#hasher.matches(password, hash), signal);
  }

  /**
   * For logins. True if this is the password that was hashed. False for everything else: there is no hash, the text is not a hash, or the
   * password cannot be hashed. The same comparisons are made whatever is stored, at the cost of the hash or of new hashes: one, or two
   * for a text that is not in NFC. So the time does not tell an unknown user from a wrong password.
   *
   * TOO_BUSY if too many wait. Nothing is compared then.
   */
  async matchesPassword(password: string, passwordHash: string | undefined, patience: Patience = {}): Promise<boolean> {
    const signal = signalOf(patience);
    const isText = encodingIssues(password).length === 0;
    const hash = this.#hasher.find(passwordHash);
    const isMatch = await this.#queue.run(() => this.#hasher.matches(isText ? password : STAND_IN, hash), signal);
    return isMatch && isText;
  }

  /** True if a password can be compared with the stored text: it is a bcrypt hash, without a pepper or with a known one. */
  isUsableHash(passwordHash: string): boolean {
    return this.#hasher.find(passwordHash) !== undefined;
  }

  /**
   * True if the password would be hashed in another way today. Then hash it again while it is at hand. The hash has a lower cost or
   * another pepper. With the matching password given, it is also true if another system hashed other bytes. VALIDATION_FAILED for text
   * that is not a hash; CONFIGURATION_INVALID for a hash with an unknown pepper.
   */
  needsRehash(passwordHash: string, password?: string): boolean {
    return this.#hasher.isOutdated(this.#hasher.read(passwordHash), password);
  }
}
