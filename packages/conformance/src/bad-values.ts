import Big from 'big.js';

/** Values that no field of a kind may have. */

const NOT_TEXT: readonly unknown[] = [null, 7, true, {}, [], ['a']];

const NO_AMOUNT: readonly unknown[] = [
  '',
  ' ',
  '1e400',
  '1e2',
  'NaN',
  'Infinity',
  '-Infinity',
  'ten',
  '1,000.00',
  '1.000,00',
  ' 1',
  '1 ',
  '+1',
  '.5',
  '1.',
  '0x10',
  '--1',
  '１２',
  '1\n',
  '1'.repeat(39),
  `0.${'0'.repeat(37)}1`,
  '9'.repeat(100_000),
  1,
  0.1,
  Number.NaN,
  10n,
  // A Big of another constructor may come from a number, and would accept numbers in its arithmetic.
  new Big(0.1 + 0.2),
  new Big('1'),
  ...[null, true, {}, [], ['1']],
];

/** For an amount of any sign. */
export const BAD_SIGNED_AMOUNTS: readonly unknown[] = [...NO_AMOUNT, '-', `-${'1'.repeat(39)}`];
/** For an amount that is zero or more. */
export const BAD_AMOUNTS: readonly unknown[] = [...BAD_SIGNED_AMOUNTS, '-1', '-0.01'];
/** For an amount that is more than zero. */
export const BAD_POSITIVE_AMOUNTS: readonly unknown[] = [...BAD_AMOUNTS, '0', '0.00', '-0'];

/** For text of 1 to `max` characters. */
export function badText(max: number): readonly unknown[] {
  const unprintable = ['a\nb', 'a\u0000b', '\u001b[31m', 'a\u2028b', 'a\ud800', '\u007f', 'tab\there'];
  return [...NOT_TEXT, '', 'x'.repeat(max + 1), ...unprintable];
}

/** For text of 1 to `max` characters that is shown to people. */
export function badShownText(max: number): readonly unknown[] {
  const unseen = ['Alice\u202emoor', 'Ali\u200bce', '\ufeffAlice', 'ad\u200dmin', '\u3164'];
  return [...badText(max), ...unseen];
}

export const BAD_USERNAMES: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  'short',
  'x'.repeat(31),
  'has space',
  'has-dash',
  'has.dots',
  'ünïcode',
  'alice_01\n',
  "alice_01' --",
  // Upper or lower case makes ASCII letters of these.
  '\u212aelvin_1',
  '\u017ftring_1',
  'alice_0\u0131',
  'ß'.repeat(6),
];

export const BAD_EMAILS: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  'nobody',
  '@example.com',
  'a@b',
  'a b@example.com',
  'a@example.com\n',
  `${'a'.repeat(250)}@example.com`,
  'mar\u212a@example.com',
  'ä@example.com',
  'a@exämple.com',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(59)}.com`,
  '.a@example.com',
  'a.@example.com',
  'a..b@example.com',
  'a@example..com',
  'a@-example.com',
  'a@example-.com',
  'a@example.123',
  'a@b@example.com',
  '"a b"@example.com',
  'a@[192.0.2.1]',
];

export const BAD_USERNAME_PREFIXES: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  'x'.repeat(31),
  'a-',
  'a.b',
  'a b',
  'a%',
  'a@',
  'a\n',
  '\u212ael',
  '\u{10ffff}',
];

export const BAD_EMAIL_PREFIXES: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  '@',
  '.',
  'a b',
  'a..',
  'a.@',
  'a@b@',
  'a@.',
  'a@b..',
  'a@b_',
  'a@b%',
  'a,',
  '"a',
  'a\n',
  'mar\u212a',
  'a\u{10ffff}',
  `${'a'.repeat(255)}`,
];

export const BAD_ASSET_IDS: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  'x'.repeat(21),
  'BTC USD',
  '-BTC',
  'BTC#1',
  'ΒTC',
  'BTC\n',
  // Upper case makes several ASCII letters of each of these.
  'ß',
  'ß'.repeat(20),
  '\ufb03'.repeat(20),
  '\u0131',
  '\u017f',
];

export const BAD_CURRENCIES: readonly unknown[] = [...NOT_TEXT, '', 'usd', 'XXX', 'USD ', 'toString', '__proto__'];

export const BAD_ULIDS: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  '1',
  '01JGFJJZ00000G40R40M30E20',
  '01JGFJJZ00000G40R40M30E2090',
  '01JGFJJZ00000G40R40M30E20U',
  '81JGFJJZ00000G40R40M30E209',
];

export const BAD_LIMITS: readonly unknown[] = [
  0,
  -1,
  101,
  10_000,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '5',
  null,
];

/** For a flag. */
export const BAD_FLAGS: readonly unknown[] = [null, 0, 1, 'true', {}];

/** For a price that orders can wait for. */
export const BAD_PRICES: readonly unknown[] = [
  ...BAD_POSITIVE_AMOUNTS,
  '0.0000000000000000001',
  '1.0000000000000000001',
  '100000000000000000000',
  '9'.repeat(21),
];

/** For a time. */
export const BAD_TIMES: readonly unknown[] = [
  ...NOT_TEXT,
  '',
  'yesterday',
  '2026-06-01',
  '2026-06-01T00:00:00Z',
  '2026-06-01T00:00:00.0000Z',
  '2026-06-01T00:00:00.000',
  '2026-06-01T02:00:00.000+02:00',
  '2026-02-30T00:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '2026-06-01T24:00:00.000Z',
];

/** For the expiry of an order, while it is the start of 2026: no time, in the past, or more than a year away. */
export const BAD_EXPIRIES: readonly unknown[] = [
  ...BAD_TIMES,
  '2025-12-31T23:59:59.999Z',
  '2026-01-01T00:00:00.000Z',
  '2027-01-01T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
];
