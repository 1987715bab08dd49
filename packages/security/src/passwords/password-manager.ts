import { anObject, type OptionRules, requireOptions, wholeNumber } from '@orderfolio/domain/adapter';
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

/** How passwords are hashed, and what is asked of new ones. */
export interface PasswordOptions extends HashingOptions, PolicyOptions, BreachOptions {
  /** The fewest guesses that a chosen password must take, by the estimate. Default 10^10; 10^6 to 10^20. */
  readonly minGuesses?: number | undefined;
  /** Words of further languages that attackers try, beside English and what is common everywhere. */
  readonly languages?: readonly LoadLanguage[] | undefined;
  /** A secret that is kept apart from the store: without it, stolen hashes cannot be tried. Default none. */
  readonly pepper?: NamedSecret | undefined;
  /** Peppers of hashes that are not yet renewed. */
  readonly formerPeppers?: readonly NamedSecret[] | undefined;
}

/** What each option must be, but for those that depend on the process. */
const OPTIONS: OptionRules<Omit<PasswordOptions, keyof HashingOptions>> = {
  ...POLICY_OPTIONS,
  ...BREACH_OPTIONS,
  minGuesses: wholeNumber(1e6, 1e20),
  languages: {
    words: 'must be a list of functions that load a language',
    allows: (value) => Array.isArray(value) && value.every((load) => typeof load === 'function'),
  },
  // `readNamedSecrets` says more of what is wrong with a pepper.
  pepper: anObject,
  formerPeppers: {
    words: 'must be a list of peppers',
    allows: (value) => Array.isArray(value) && value.every(anObject.allows),
  },
};

const DEFAULT_COST = 12;
/** Compared in place of text that cannot be hashed; that it might match is ruled out beside it. */
const STAND_IN = 'not a password';

/**
 * Passwords as bcrypt hashes. The work is done on the thread pool, a few at a time, so that a flood of logins leaves threads
 * to everything else; what would wait too long is refused with TOO_BUSY.
 *
 * Passwords are compared in NFC and have 12 to 256 characters when chosen. What bcrypt would cut, at 72 bytes, is pre-hashed.
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

  /** CONFIGURATION_INVALID, naming the field, for a number out of range, a weak pepper, a forbidden word that is none, an option that is not known. */
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
   * Every rule that the password breaks, not only the first; an empty list for a good one, which was also looked up with
   * `isBreached`. The words of the estimate are loaded with the first password: some tenths of a second, once.
   *
   * TOO_BUSY when too many wait to be estimated; CONFIGURATION_INVALID where a language cannot be loaded, or `isBreached` says neither
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

  /** The hash of a password that its owner has chosen. VALIDATION_FAILED with every rule that it breaks; TOO_BUSY. */
  async hashPassword(password: string, owner: PasswordOwner = {}, patience: Patience = {}): Promise<string> {
    refuse(await this.validatePasswordStrength(password, owner, patience));
    return this.rehashPassword(password, patience);
  }

  /**
   * A new hash of a password that was right a moment ago (see `needsRehash`): it may be older than the rules for new ones.
   * VALIDATION_FAILED for what cannot be hashed (empty, over 4,096 characters, a NUL, half a surrogate pair); TOO_BUSY.
   */
  async rehashPassword(password: string, patience: Patience = {}): Promise<string> {
    const signal = signalOf(patience);
    refuse(encodingIssues(password));
    return this.#queue.run(() => this.#hasher.hash(password), signal);
  }

  /**
   * True if this is the password that was hashed, here or by any implementation of `$2a$`, `$2b$` or `$2y$`: in NFC, as it is
   * typed, or, where those cut it, by its first 72 bytes.
   *
   * VALIDATION_FAILED for text that cannot be hashed and for a hash that is none; CONFIGURATION_INVALID for a hash with a
   * pepper that was not given; TOO_BUSY.
   */
  async verifyPassword(password: string, passwordHash: string, patience: Patience = {}): Promise<boolean> {
    const signal = signalOf(patience);
    const hash = this.#hasher.read(passwordHash);
    refuse(encodingIssues(password));
    return this.#queue.run(() => this.#hasher.matches(password, hash), signal);
  }

  /**
   * For logins: true if this is the password that was hashed, false for everything else: no hash, one that is none, a password
   * that cannot be hashed. Whatever is stored, the same comparisons are made, at the cost of the hash or of new hashes: one, or
   * two for a text that is not in NFC. So the time does not tell a user that does not exist from a password that is wrong.
   *
   * TOO_BUSY when too many wait, with nothing compared.
   */
  async matchesPassword(password: string, passwordHash: string | undefined, patience: Patience = {}): Promise<boolean> {
    const signal = signalOf(patience);
    const isText = encodingIssues(password).length === 0;
    const hash = this.#hasher.find(passwordHash);
    const isMatch = await this.#queue.run(() => this.#hasher.matches(isText ? password : STAND_IN, hash), signal);
    return isMatch && isText;
  }

  /** True for a stored text that a password can be compared with: a bcrypt hash, with a known pepper or none. */
  isUsableHash(passwordHash: string): boolean {
    return this.#hasher.find(passwordHash) !== undefined;
  }

  /**
   * True if the password would be hashed in another way today: hash it again while it is at hand. The hash is of a lower cost
   * or of another pepper; or, given the password that it matches, another system made it from other bytes than we would.
   * VALIDATION_FAILED for a hash that is none; CONFIGURATION_INVALID for one with a pepper that was not given.
   */
  needsRehash(passwordHash: string, password?: string): boolean {
    return this.#hasher.isOutdated(this.#hasher.read(passwordHash), password);
  }
}
