import { randomUUID } from 'node:crypto';
import { type HeaderSource, headerOf } from './headers.ts';

const HEADER = 'x-request-id';
const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** What a request is known by in logs and replies: its `X-Request-Id` where that is a plain word, else a new UUID. */
export function requestId(headers: HeaderSource): string {
  const given = headerOf(headers, HEADER);
  return given !== undefined && ACCEPTED.test(given) ? given : randomUUID();
}
