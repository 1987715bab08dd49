import { ValidationError } from '@orderfolio/domain';
import { idempotencyKeySchema, parse } from '@orderfolio/domain/schemas';
import { type HeaderSource, headerOf } from './headers.ts';

const HEADER = 'idempotency-key';
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

/**
 * The key that makes a command repeatable, from `Idempotency-Key`; undefined without one. Quotes are optional: the draft of the header
 * has them. VALIDATION_FAILED, naming the header, if it came twice, is too long, or has characters other than ASCII, which servers and
 * proxies read in different ways; naming `headers` if they cannot be read.
 */
export function idempotencyKeyFrom(headers: HeaderSource): string | undefined {
  const text = headerOf(headers, HEADER);
  if (text === undefined) return undefined;
  if (text.includes(', ')) throw new ValidationError({ field: IDEMPOTENCY_HEADER, rule: 'must be given once' });
  const key = QUOTED.test(text) ? text.slice(1, -1) : text;
  if (PLAIN.test(key)) return key;
  const rule = 'must be ASCII: a key with other characters can stand in the body';
  if (!ASCII.test(key)) throw new ValidationError({ field: IDEMPOTENCY_HEADER, rule });
  return parse(idempotencyKeySchema, key, IDEMPOTENCY_HEADER);
}

const QUOTED = /^".*"$/;
const ASCII = /^[ -~]*$/;
/** The values that the schema accepts, in ASCII only. */
const PLAIN = /^[ -~]{1,100}$/;

/** The key of the header or the body. VALIDATION_FAILED if both are there and differ. */
export function oneKey(ofHeader: string | undefined, ofBody: unknown, field: string): unknown {
  if (ofHeader === undefined) return ofBody;
  if (ofBody === undefined || ofBody === ofHeader) return ofHeader;
  throw new ValidationError({
    field: IDEMPOTENCY_HEADER,
    rule: `must be the ${field} of the body, where both are given`,
  });
}

/** VALIDATION_FAILED for an id that no path can name: clients and proxies resolve `.` and `..` before the service sees them. */
export function requireAskable(key: unknown, field: string): void {
  if (key === '.' || key === '..') {
    throw new ValidationError({ field, rule: 'must not be . or ..: no path leads to such an id' });
  }
}
