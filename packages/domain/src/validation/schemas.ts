import * as z from 'zod';

/** Control characters, line separators and lone surrogates: they break logs, terminals and UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Printable text of 1 to `max` characters. */
export function text(max: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !UNPRINTABLE.test(value), 'must not contain control characters');
}

/** The key of a command: any printable text, unique per user. */
export const idempotencyKey: z.ZodString = text(100);

/** Crockford base32, 26 characters. Source: the ULID specification. */
export const ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID');

/** A SHA-256, as 64 hexadecimal digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** ISO-8601 in UTC with milliseconds: `2026-01-31T23:59:59.000Z`. */
export const timestamp = z.iso.datetime({ precision: 3, error: 'must be an ISO-8601 UTC timestamp with milliseconds' });

const MOST_PAIRS = 20;
export const SHORT_NAME_RULE = 'must be 1 to 40 letters, digits, dots, dashes and underscores';
/** It begins with a letter or a digit, so that no key has a meaning in JavaScript, such as `__proto__`. */
const metadataKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/, SHORT_NAME_RULE);

/** A name that becomes a part of keys, such as that of a consumer. */
export const shortName = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, SHORT_NAME_RULE);

/** JSON text may have this key. A record of zod's leaves it out without a word, so it is refused here. */
function requireNoPrototype(pairs: Record<string, string>, context: z.core.$RefinementCtx): Record<string, string> {
  const given: unknown = pairs;
  if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__'))
    context.addIssue({ code: 'custom', path: ['__proto__'], message: `is no key: it ${SHORT_NAME_RULE}` });
  return pairs;
}

/** Metadata that a service attaches for its own use: at most 20 pairs of short texts, sorted by key. */
export const metadata = z.preprocess(
  requireNoPrototype,
  z
    .record(metadataKey, text(500))
    .refine((pairs) => Object.keys(pairs).length <= MOST_PAIRS, `must have at most ${MOST_PAIRS} pairs`)
    .overwrite((pairs) => Object.fromEntries(Object.entries(pairs).sort(([one], [other]) => (one < other ? -1 : 1)))),
);

/** The fields that every stored entity has. */
export const stored = {
  /** 1 when created, and one more after every change. */
  version: z.int().min(1),
  createdAt: timestamp,
  updatedAt: timestamp,
};
