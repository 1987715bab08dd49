import { expect, test } from 'vitest';
import { shownText } from '../../src/validation/shown-text.ts';

const name = shownText(50);
const isTaken = (given: string) => name.safeParse(given).success;

test.each([
  ['letters of any script', 'Zoë Ångström 李雷 Αλίκη'],
  ['a combining mark', 'Zoe\u0308'],
  ['a non-joiner in Persian', 'می\u200cخواهم'],
  ['a joiner in Sinhala', 'ශ්\u200dරී'],
  ['a joiner after a virama', 'क्\u200dष'],
  ['a family, joined', '👩\u200d👩\u200d👧'],
  ['a flag with a joiner and a variation', '🏳\ufe0f\u200d🌈'],
  ['a skin tone before a joiner', '🧑🏽\u200d🚀'],
  ['a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['a variation selector', '❤\ufe0f'],
  ['a mark of direction', 'שלום\u200f C++'],
  ['Mongolian with its selectors', 'ᠠ\u180b'],
])('takes %s', (_what, given) => {
  expect(isTaken(given)).toBe(true);
});

test.each([
  ['an override of direction', 'Alice\u202Emoor'],
  ['an embedding', 'Alice\u202amoor'],
  ['an isolate', 'Alice\u2066moor\u2069'],
  ['a space of no width', 'Ali\u200bce'],
  ['a word joiner', 'Ali\u2060ce'],
  ['a byte order mark', '\ufeffAlice'],
  ['a soft hyphen', 'Ali\u00adce'],
  ['a non-joiner between Latin letters', 'ad\u200cmin'],
  ['a joiner between Latin letters', 'ad\u200dmin'],
  ['a joiner after a Latin letter with its mark', 'Zoe\u0308\u200d'],
  ['a joiner at the start', '\u200dAlice'],
  ['nothing but a filler', '\u3164'],
  ['tags on no flag', 'Alice\u{e0041}'],
  ['a flag of tags without its end', '🏴\u{e0067}'],
  ['a control character', 'a\tb'],
])('refuses %s', (_what, given) => {
  expect(isTaken(given)).toBe(false);
});
