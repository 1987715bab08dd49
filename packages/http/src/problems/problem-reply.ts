import { SAFE_HEADERS } from '../replies/reply-headers.ts';
import type { ProblemCode } from './kinds.ts';
import { toProblem } from './problem.ts';

/** A problem as the API replies with it, and what the log is told. */
export interface ProblemReply {
  readonly response: Response;
  readonly status: number;
  readonly code: ProblemCode;
}

/** The reply names the request, so that its line in the log can be found. */
export function problemReply(error: unknown, requestId: string): ProblemReply {
  const { status, headers, body } = toProblem(error);
  const text = JSON.stringify({ ...body, requestId });
  const response = new Response(text, { status, headers: { ...SAFE_HEADERS, ...headers, 'x-request-id': requestId } });
  return { response, status, code: body.code };
}
