import { SAFE_HEADERS } from '../replies/reply-headers.ts';
import { type Problem, toProblem } from './problem.ts';

/** An error as the API answers it. The reply names the request, so that its line in the log can be found. */
export function problemReply(error: unknown, requestId: string): Problem {
  const { status, headers, body } = toProblem(error);
  return {
    status,
    headers: { ...SAFE_HEADERS, ...headers, 'x-request-id': requestId },
    body: { ...body, requestId },
  };
}

export function responseOfProblem({ status, headers, body }: Problem): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
