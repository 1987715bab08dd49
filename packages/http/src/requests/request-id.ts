import { randomUUID } from 'node:crypto';
import { type HeaderSource, headerOf } from './headers.ts';

const HEADER = 'x-request-id';
const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** The id of a request in logs and replies: its `X-Request-Id` if that is a plain word, else a new UUID. VALIDATION_FAILED if they cannot be read. */
export function requestId(headers: HeaderSource): string {
  const given = headerOf(headers, HEADER);
  return given !== undefined && ACCEPTED.test(given) ? given : randomUUID();
}
