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

/** What every stored entity carries beside its own fields. */
export const stored = {
  /** 1 when created, one more at every change. */
  version: z.int().min(1),
  createdAt: timestamp,
  updatedAt: timestamp,
};
