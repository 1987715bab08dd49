import { isCommonPassword } from './common-passwords.ts';
import { byteLength, encodingIssues, normalise, type PasswordIssue, passwordIssue } from './password-text.ts';

/** Shorter passwords are refused when one is chosen. */
export const MIN_PASSWORD_BYTES = 12;

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

export interface PasswordPolicy {
  /** Also ask for an upper-case and a lower-case letter, a digit and a special character. Default false. */
  readonly characterClasses: boolean;
}

/** Every rule that the password breaks, in a fixed order; none for a good one. */
export function policyIssues(password: string, owner: PasswordOwner, policy: PasswordPolicy): readonly PasswordIssue[] {
  const issues = [...encodingIssues(password)];
  // What is not text at all, or too long to be read, has no further faults worth naming.
  if (issues.some(({ code }) => code === 'NOT_TEXT' || code === 'TOO_LONG')) return issues;
  const text = normalise(password);
  if (text !== '' && byteLength(text) < MIN_PASSWORD_BYTES) {
    issues.push(passwordIssue('TOO_SHORT', `must have at least ${MIN_PASSWORD_BYTES} bytes in UTF-8`));
  }
  if (policy.characterClasses) issues.push(...classIssues(text));
  issues.push(...ownerIssues(text, owner));
  if (isCommonPassword(text)) issues.push(passwordIssue('COMMON', 'must not be a common password'));
  return issues;
}

function classIssues(text: string): PasswordIssue[] {
  const issues: PasswordIssue[] = [];
  if (!/\p{Lu}/u.test(text)) issues.push(passwordIssue('NO_UPPER_CASE', 'must contain an upper-case letter'));
  if (!/\p{Ll}/u.test(text)) issues.push(passwordIssue('NO_LOWER_CASE', 'must contain a lower-case letter'));
  if (!/\p{Nd}/u.test(text)) issues.push(passwordIssue('NO_DIGIT', 'must contain a digit'));
  if (!/[^\p{L}\p{N}\s]/u.test(text)) issues.push(passwordIssue('NO_SPECIAL', 'must contain a special character'));
  return issues;
}

/** A password is refused if it is its owner's name or address, or a part of it, or is made of it. */
function ownerIssues(password: string, { username, email }: PasswordOwner): PasswordIssue[] {
  const issues: PasswordIssue[] = [];
  if (overlaps(password, username)) {
    issues.push(passwordIssue('CONTAINS_USERNAME', 'must not be made of the username'));
  }
  if (overlaps(password, email)) {
    issues.push(passwordIssue('CONTAINS_EMAIL', 'must not be made of the e-mail address'));
  }
  return issues;
}

/** Shorter names are found in too many good passwords. */
const SHORTEST_NAME = 4;

function overlaps(password: string, name: string | undefined): boolean {
  if (name === undefined || name.length < SHORTEST_NAME || password === '') return false;
  const text = password.toLowerCase();
  const whole = normalise(name).toLowerCase();
  const localPart = whole.split('@')[0] ?? whole;
  return (
    whole.includes(text) || text.includes(whole) || (localPart.length * 2 > text.length && text.includes(localPart))
  );
}
