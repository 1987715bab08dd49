import { parse } from '@orderfolio/domain/adapter';
import * as z from 'zod';
import { type PasswordIssue, passwordIssue } from './password-text.ts';

/** The future owner of the password. */
export interface PasswordOwner {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

const word = z.string().optional();
const ownerSchema = z.object({ username: word, email: word, firstName: word, lastName: word });

/** The owner's words, read once. Other fields of a user are left out. VALIDATION_FAILED. */
export function readOwner(owner: PasswordOwner): PasswordOwner {
  return parse(ownerSchema, owner, 'owner');
}

/** Too many good passwords contain shorter names. */
const SHORTEST_NAME = 4;

/** The text without disguises: in plain letters, without accents. */
export function undisguised(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** The letters and digits of a text, in lower case. `Alice-Smith`, `alice_smith` and `ALICE SMITH` give the same. */
export function lettersOf(text: string): string {
  return undisguised(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** A password is refused if it is its owner's name or address, is a part of one, or is made of one. */
export function ownerIssues(password: string, { username = '', email = '' }: PasswordOwner): PasswordIssue[] {
  const text = lettersOf(password);
  const issues: PasswordIssue[] = [];
  if (overlaps(password, text, username)) {
    issues.push(passwordIssue('CONTAINS_USERNAME', 'must not be made of the username'));
  }
  if (overlaps(password, text, email) || isMostly(text, lettersOf(localPartOf(email)))) {
    issues.push(passwordIssue('CONTAINS_EMAIL', 'must not be made of the e-mail address'));
  }
  return issues;
}

/** A password is refused if it contains a forbidden word. */
export function forbiddenIssues(password: string, words: readonly string[]): PasswordIssue[] {
  const text = lettersOf(password);
  if (!words.some((word) => text.includes(word))) return [];
  return [passwordIssue('FORBIDDEN_WORD', 'must not contain a word that is forbidden here')];
}

/** The words that an attacker who knows the owner tries first: the names, their parts, and the parts of the address. */
export function wordsOf({ username = '', email = '', firstName = '', lastName = '' }: PasswordOwner): string[] {
  const whole = [username, localPartOf(email), firstName + lastName, lastName + firstName];
  const address = email.replace(/\.[^.]*$/, '');
  const parts = [username, address, firstName, lastName].flatMap((text) => text.split(/[^\p{L}\p{M}]+/u));
  return [...new Set([...whole, ...parts].map(lettersOf))].filter((word) => word.length > 2);
}

/** True if the password consists mostly of letters and digits, and these mostly of such words. */
export function isMadeOf(password: string, words: readonly string[]): boolean {
  const text = lettersOf(password);
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), text);
  return rest !== text && rest.length * 2 <= text.length && isOfLetters(password, text);
}

function localPartOf(email: string): string {
  return email.split('@')[0] ?? '';
}

/** True if the letters of the password contain the name, or the name contains them. */
function overlaps(password: string, text: string, name: string): boolean {
  const whole = lettersOf(name);
  if (whole.length < SHORTEST_NAME) return false;
  return text.includes(whole) || (isOfLetters(password, text) && whole.includes(text));
}

/** True if the word makes up more than half of the text. */
function isMostly(text: string, word: string): boolean {
  return word.length >= SHORTEST_NAME && word.length * 2 > text.length && text.includes(word);
}

/** False if the password consists mostly of signs: its few letters do not matter then. */
function isOfLetters(password: string, text: string): boolean {
  return text !== '' && text.length * 2 >= password.length;
}
