import { ConfigurationInvalidError } from '@orderfolio/domain';
import { aFlag, type OptionRules, wholeNumber } from '@orderfolio/domain/adapter';
import { forbiddenIssues, lettersOf, ownerIssues, type PasswordOwner } from './familiar-words.ts';
import { encodingIssues, lengthOf, normalise, type PasswordIssue, passwordIssue, tooLong } from './password-text.ts';

/** The rules for a chosen password, apart from the estimate of guesses. */
export interface PolicyOptions {
  /** The fewest characters (code points) of a chosen password. Default 12; 8 to `maxLength`. */
  readonly minLength?: number | undefined;
  /** The most characters (code points) of a chosen password. Default 256; 64 to 1,024. */
  readonly maxLength?: number | undefined;
  /** Also requires upper case, lower case, a digit and a special character, as older services do. Default false. */
  readonly characterClasses?: boolean | undefined;
  /**
   * Words that no password may contain, in any case, and with any signs between their letters. Use the names of the service and of its
   * products. Each has at least three letters or digits. At most 1,000 words.
   */
  readonly forbiddenWords?: readonly string[] | undefined;
}

/** The checked options with their defaults. The words are in the form that is compared. */
export type PasswordPolicy = { readonly [Option in keyof PolicyOptions]-?: Exclude<PolicyOptions[Option], undefined> };

const SHORTEST_FORBIDDEN = 3;
const MOST_FORBIDDEN = 1_000;

const LONGEST = 1_024;

export const POLICY_OPTIONS: OptionRules<PolicyOptions> = {
  minLength: wholeNumber(8, LONGEST),
  maxLength: wholeNumber(64, LONGEST),
  characterClasses: aFlag,
  forbiddenWords: {
    words: `must be at most ${MOST_FORBIDDEN} words of ${SHORTEST_FORBIDDEN} letters or digits at least`,
    allows: (value) => Array.isArray(value) && value.length <= MOST_FORBIDDEN && value.every(isForbiddable),
  },
};

/** The options with their defaults. CONFIGURATION_INVALID if the minimum length is greater than the maximum. */
export function readPolicy(options: PolicyOptions): PasswordPolicy {
  const { minLength = 12, maxLength = 256, characterClasses = false, forbiddenWords = [] } = options;
  if (minLength > maxLength)
    throw new ConfigurationInvalidError({ field: 'minLength', rule: `must be at most the maxLength, ${maxLength}` });
  return { minLength, maxLength, characterClasses, forbiddenWords: forbiddenWords.map(lettersOf) };
}

function isForbiddable(word: unknown): boolean {
  return typeof word === 'string' && lengthOf(lettersOf(word)) >= SHORTEST_FORBIDDEN;
}

/** Every rule that the password breaks by its characters and words, in a fixed order. */
export function policyIssues(password: string, owner: PasswordOwner, policy: PasswordPolicy): readonly PasswordIssue[] {
  const issues = [...encodingIssues(password)];
  if (!isReadable(issues)) return issues;
  const text = normalise(password);
  const length = lengthOf(text);
  if (length > policy.maxLength) return [...issues, tooLong(policy.maxLength)];
  if (length > 0 && length < policy.minLength) {
    issues.push(passwordIssue('TOO_SHORT', `must have at least ${policy.minLength} characters`));
  }
  if (policy.characterClasses) issues.push(...classIssues(text));
  return [...issues, ...ownerIssues(text, owner), ...forbiddenIssues(text, policy.forbiddenWords)];
}

/** False if the password is not text, or is too long to be read. It is not checked further then. */
export function isReadable(issues: readonly PasswordIssue[]): boolean {
  return !issues.some(({ code }) => code === 'NOT_TEXT' || code === 'TOO_LONG');
}

function classIssues(text: string): PasswordIssue[] {
  const issues: PasswordIssue[] = [];
  if (!/\p{Lu}/u.test(text)) issues.push(passwordIssue('NO_UPPER_CASE', 'must contain an upper-case letter'));
  if (!/\p{Ll}/u.test(text)) issues.push(passwordIssue('NO_LOWER_CASE', 'must contain a lower-case letter'));
  if (!/\p{Nd}/u.test(text)) issues.push(passwordIssue('NO_DIGIT', 'must contain a digit'));
  if (!/[^\p{L}\p{N}\s]/u.test(text)) issues.push(passwordIssue('NO_SPECIAL', 'must contain a special character'));
  return issues;
}
