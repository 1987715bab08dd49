export type { BreachOptions, IsBreached } from './breach-check.ts';
export type { PasswordOwner } from './familiar-words.ts';
export type { LanguagePackage, LoadLanguage } from './guess-estimator.ts';
export type { HashingOptions } from './hashing-limits.ts';
export { PasswordManager, type PasswordOptions } from './password-manager.ts';
export type { PolicyOptions } from './password-policy.ts';
export type { PasswordIssue, PasswordRule } from './password-text.ts';
export type { Patience } from './patience.ts';
