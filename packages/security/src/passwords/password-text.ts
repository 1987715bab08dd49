import { ValidationError, type ValidationIssue } from '@orderfolio/domain';

/** A rule that a password breaks. `code` is for programs. `rule` is text that follows the field's name. */
export interface PasswordIssue extends ValidationIssue {
  readonly field: 'password';
  readonly code: PasswordRule;
}

/** The rules that a password can break. */
export type PasswordRule =
  | 'NOT_TEXT'
  | 'NOT_UNICODE'
  | 'CONTAINS_NUL'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'CONTAINS_USERNAME'
  | 'CONTAINS_EMAIL'
  | 'FORBIDDEN_WORD'
  | 'GUESSABLE'
  | 'BREACHED'
  | 'BREACH_UNKNOWN'
  | 'NO_UPPER_CASE'
  | 'NO_LOWER_CASE'
  | 'NO_DIGIT'
  | 'NO_SPECIAL';

/** In UTF-16 units. Nobody types that much. Longer text is refused before it is read, even in a comparison. */
const LONGEST_READ = 4096;

export function passwordIssue(code: PasswordRule, rule: string): PasswordIssue {
  return { field: 'password', code, rule };
}

/** The same form for the same text, NFC, because keyboards compose accents in different ways. */
export function normalise(password: string): string {
  return password.normalize('NFC');
}

/** The number of code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/**
 * Why this text would get the same hash as another one. The list is empty if it would not. A NUL ends the text for some implementations
 * of bcrypt, and every half of a surrogate pair becomes the same replacement character.
 */
export function encodingIssues(password: unknown): readonly PasswordIssue[] {
  if (typeof password !== 'string') return [passwordIssue('NOT_TEXT', 'must be a string')];
  if (password.length > LONGEST_READ) return [tooLong(LONGEST_READ)];
  const issues: PasswordIssue[] = [];
  if (password === '') issues.push(passwordIssue('TOO_SHORT', 'must not be empty'));
  if (/\p{Cs}/u.test(password)) issues.push(passwordIssue('NOT_UNICODE', 'must be well-formed Unicode'));
  if (password.includes('\0')) issues.push(passwordIssue('CONTAINS_NUL', 'must not contain NUL'));
  return issues;
}

export function tooLong(most: number): PasswordIssue {
  return passwordIssue('TOO_LONG', `must have at most ${most} characters`);
}

/** VALIDATION_FAILED with every issue, if there is any. */
export function refuse(issues: readonly PasswordIssue[]): void {
  const [first, ...rest] = issues;
  if (first !== undefined) throw new ValidationError(first, ...rest);
}
