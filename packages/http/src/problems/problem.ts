import { DomainError } from '@orderfolio/domain';
import * as z from 'zod';
import { presentMoney } from '../replies/money.ts';
import { PROBLEM_FACTS } from './facts.ts';
import { HttpError } from './http-error.ts';
import { isProblemCode, isSecret, PROBLEM_KINDS, type ProblemCode } from './kinds.ts';

/** The body of a problem: RFC 9457, with the standard members, the code and the facts of the error. */
export const problemSchema = z.looseObject({
  /** Identifies the code. There is nothing to fetch under it. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** True if the same request may succeed later with nothing else changed. */
  retryable: z.boolean(),
  /** Names the request in the service's logs. */
  requestId: z.string().optional(),
});
/** The body of a problem (RFC 9457), with the code and the facts of the error. */
export type ProblemBody = z.output<typeof problemSchema> & { readonly code: ProblemCode };

/** The answer to an error: a status, headers, and a body as JSON. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemBody;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
const RETRY_AFTER_MS = 1_000;

/**
 * An error as a problem, for any framework: `status`, `headers` (`Content-Type`, and `Retry-After` or `WWW-Authenticate` where they
 * belong) and `body`. It has the error's code and facts, and nothing of its cause. It leaves out what only the service may know (why the
 * store failed, what is wrong with its configuration, an error that is not Orderfolio's): log that.
 */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof DomainError) || !isProblemCode(error.code)) return toProblem(new HttpError('UNEXPECTED'));
  const { code, retryable } = error;
  const { status, title } = PROBLEM_KINDS[code];
  const facts = isSecret(code) ? {} : presentMoney(factsOf(error, code));
  const detail = isSecret(code) ? title : error.message;
  return {
    status,
    headers: headersOf(status, error),
    body: { ...facts, type: typeOf(code), title, status, detail, code, retryable },
  };
}

/** Only the facts that the document has for this problem: an error may have more fields. */
function factsOf(error: DomainError, code: ProblemCode): Record<string, unknown> {
  const facts = error.toJSON();
  return Object.fromEntries(
    Object.keys(PROBLEM_FACTS[code]).flatMap((name) => (Object.hasOwn(facts, name) ? [[name, facts[name]]] : [])),
  );
}

/** Identifies the kind of a problem. There is nothing to fetch under it. */
export function typeOf(code: ProblemCode): string {
  return `urn:orderfolio:problem:${code.toLowerCase().replaceAll('_', '-')}`;
}

function headersOf(status: number, error: DomainError): Record<string, string> {
  return {
    'content-type': PROBLEM_MEDIA_TYPE,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...((error.retryable || isToRetry(status)) && { 'retry-after': secondsUntilRetry(error) }),
    ...(error instanceof HttpError && error.allowed !== undefined && { allow: error.allowed.join(', ') }),
  };
}

/** True if the client should try again later: after 429 and 503, and after a 504 with the same key. */
export function isToRetry(status: number): boolean {
  return status === 429 || status === 503 || status === 504;
}

/** Whole seconds for the header, rounded up. */
function secondsUntilRetry(error: DomainError): string {
  const ms = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : RETRY_AFTER_MS;
  return String(Math.max(1, Math.ceil(ms / 1_000)));
}

/** Like `toProblem`, as a `Response`. */
export function problemResponse(error: unknown, more: Readonly<Record<string, string>> = {}): Response {
  const { status, headers, body } = toProblem(error);
  return new Response(JSON.stringify(body), { status, headers: { ...headers, ...more } });
}
