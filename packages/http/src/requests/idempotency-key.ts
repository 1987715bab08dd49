import { ValidationError } from '@orderfolio/domain';
import { type HeaderSource, headerOf } from './headers.ts';

const HEADER = 'idempotency-key';
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

/**
 * The key that makes a command repeatable, from `Idempotency-Key`; undefined without one. In quotes or not: the draft of the
 * header has them. VALIDATION_FAILED when the header came twice.
 */
export function idempotencyKeyFrom(headers: HeaderSource): string | undefined {
  const text = headerOf(headers, HEADER);
  if (text === undefined) return undefined;
  if (text.includes(', ')) throw new ValidationError({ field: IDEMPOTENCY_HEADER, rule: 'must be given once' });
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}

/** The key of the header and the one in the body, which must be the same. VALIDATION_FAILED when they differ. */
export function oneKey(ofHeader: string | undefined, ofBody: unknown, field: string): unknown {
  if (ofHeader === undefined) return ofBody;
  if (ofBody === undefined || ofBody === ofHeader) return ofHeader;
  throw new ValidationError({
    field: IDEMPOTENCY_HEADER,
    rule: `must be the ${field} of the body, where both are given`,
  });
}
