export { PasswordManager, type PasswordOptions } from './password-manager.ts';
export { MIN_PASSWORD_BYTES, type PasswordOwner } from './password-policy.ts';
export { MAX_PASSWORD_BYTES, type PasswordIssue, type PasswordRule } from './password-text.ts';
