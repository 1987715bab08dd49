import type { AnswerContext } from './answer.ts';
import type { Problem } from './problems/problem.ts';
import { problemReply } from './problems/problem-reply.ts';
import { remoteAddressOf, sourceFrom } from './requests/source.ts';

/** A request that no route answers. */
export interface Refused {
  /** Absent if it could not be read that far. */
  readonly request?: Request | undefined;
  /** The server's facts about the request. */
  readonly environment?: unknown;
}

const LONGEST_PATH_TOLD = 256;

/** The reply to a request that has no route, or never became one. It has its line in the log like any other. */
export function refuse(
  { trustProxy, clock, log }: Pick<AnswerContext, 'trustProxy' | 'clock' | 'log'>,
  error: unknown,
  { request, environment }: Refused,
): Problem {
  const { requestId = '', ipAddress } = sourceFrom(request ?? NO_HEADERS, {
    trustProxy,
    remoteAddress: remoteAddressOf(environment),
  });
  const problem = problemReply(error, requestId);
  const asked = request && {
    method: request.method,
    route: new URL(request.url).pathname.slice(0, LONGEST_PATH_TOLD),
  };
  const { status, body } = problem;
  log({ requestId, ...asked, ipAddress, status, code: body.code }, clock.now().getTime(), error);
  return problem;
}

const NO_HEADERS = { headers: {} };
