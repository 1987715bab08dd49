import { ValidationError, type ValidationIssue } from '@orderfolio/domain';

/** bcrypt reads no further: what is longer is refused, since its end would not count. */
export const MAX_PASSWORD_BYTES = 72;

/** A rule that a password breaks: `code` for programs, `rule` in words that follow the field's name. */
export interface PasswordIssue extends ValidationIssue {
  readonly field: 'password';
  readonly code: PasswordRule;
}

/** What a password can fail. */
export type PasswordRule =
  | 'NOT_TEXT'
  | 'NOT_UNICODE'
  | 'CONTAINS_NUL'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'CONTAINS_USERNAME'
  | 'CONTAINS_EMAIL'
  | 'COMMON'
  | 'NO_UPPER_CASE'
  | 'NO_LOWER_CASE'
  | 'NO_DIGIT'
  | 'NO_SPECIAL';

export function passwordIssue(code: PasswordRule, rule: string): PasswordIssue {
  return { field: 'password', code, rule };
}

/** One form for each text, however a keyboard composed its accents: NFC. */
export function normalise(password: string): string {
  return password.normalize('NFC');
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * Why bcrypt cannot tell this text from another; none if it can. A NUL ends the text for some implementations, and half a
 * surrogate pair becomes the same replacement character as any other.
 */
export function encodingIssues(password: unknown): readonly PasswordIssue[] {
  if (typeof password !== 'string') return [passwordIssue('NOT_TEXT', 'must be a string')];
  const issues: PasswordIssue[] = [];
  if (password === '') issues.push(passwordIssue('TOO_SHORT', 'must not be empty'));
  if (/\p{Cs}/u.test(password)) issues.push(passwordIssue('NOT_UNICODE', 'must be well-formed Unicode'));
  if (password.includes('\0')) issues.push(passwordIssue('CONTAINS_NUL', 'must not contain NUL'));
  if (isTooLong(password)) {
    issues.push(passwordIssue('TOO_LONG', `must have at most ${MAX_PASSWORD_BYTES} bytes in UTF-8`));
  }
  return issues;
}

/** Composing turns at most four UTF-16 units into one: text longer than that can ever allow is refused unread. */
function isTooLong(password: string): boolean {
  return password.length > MAX_PASSWORD_BYTES * 4 || byteLength(normalise(password)) > MAX_PASSWORD_BYTES;
}

/** VALIDATION_FAILED with every issue, if there is any. */
export function refuse(issues: readonly PasswordIssue[]): void {
  const [first, ...rest] = issues;
  if (first !== undefined) throw new ValidationError(first, ...rest);
}

/** The password as bcrypt is to see it. VALIDATION_FAILED when it cannot tell it from another. */
export function bcryptInput(password: string): string {
  refuse(encodingIssues(password));
  return normalise(password);
}
