import type * as z from 'zod';
import { text } from './schemas.ts';

/** Invisible characters: among them those that reverse text, and spaces of no width. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/**
 * The places where they belong. Joiners belong after a letter or a mark of a script that writes with them, or in an
 * emoji. Tags belong in a flag. Variation selectors belong after the character that they vary. Directional marks only
 * move the signs beside them.
 */
const BELONGING = new RegExp(
  [
    '(?<=\\p{Lo}\\p{M}*)[\\u200c\\u200d]',
    '(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)\\u200d',
    '(?<=\\u{1f3f4})[\\u{e0020}-\\u{e007e}]+\\u{e007f}',
    '(?<=[^\\p{Z}\\p{C}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}\\u180b-\\u180d\\u180f]',
    '[\\u200e\\u200f\\u061c]',
  ].join('|'),
  'gu',
);

/** Text that people see, of 1 to `max` characters: like `text`, with invisible characters only where they belong. */
export function shownText(max: number): z.ZodString {
  return text(max).refine(
    (given) => !INVISIBLE.test(given.replaceAll(BELONGING, '')),
    'must not contain invisible characters',
  );
}
