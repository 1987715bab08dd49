import { dictionary } from '@zxcvbn-ts/language-common';

/** Digits, signs and spaces around the word that someone started from. */
const PADDING = /^[^\p{L}]+|[^\p{L}]+$/gu;

let words: ReadonlySet<string> | undefined;

/** The list has 49,000 entries: it is read when the first password is checked. */
function commonPasswords(): ReadonlySet<string> {
  words ??= new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()));
  return words;
}

/**
 * True for a password on the list, in any case, and for one of which the list's word makes up more than half and the rest
 * is digits and signs around it: `password1234` is the word that a minimum length makes of `password`.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase();
  const word = text.replace(PADDING, '');
  const list = commonPasswords();
  return list.has(text) || (word.length * 2 > text.length && list.has(word)) || isRepetition(text);
}

/** One character or one common password, over and over. */
function isRepetition(text: string): boolean {
  const unit = /^(.+?)\1+$/su.exec(text)?.[1];
  return unit !== undefined && (unit.length <= 2 || commonPasswords().has(unit));
}
