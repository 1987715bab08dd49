import type { Clock, Orderfolio } from '@orderfolio/domain';
import type { GuardedObserver } from '@orderfolio/domain/adapter';
import { type AuditLogger, type Identity, requireRole } from '@orderfolio/security';
import { type Deadline, deadlineIn } from './limits/deadline.ts';
import type { Throttle } from './limits/rate-limit.ts';
import { observeExchange } from './observed-exchange.ts';
import { HttpError } from './problems/http-error.ts';
import { toProblem } from './problems/problem.ts';
import { problemReply, responseOfProblem } from './problems/problem-reply.ts';
import { JSON_TYPE, nextLink, SAFE_HEADERS, STREAM_TYPE, UNBUFFERED } from './replies/reply-headers.ts';
import type { RequestLog } from './request-log.ts';
import { readJson } from './requests/body.ts';
import { idempotencyKeyFrom } from './requests/idempotency-key.ts';
import { type RequestSource, remoteAddressOf, sourceFrom } from './requests/source.ts';
import type { Call } from './routes/call.ts';
import type { Reply, Route } from './routes/route.ts';

/** The parts that answer every request. */
export interface AnswerContext {
  readonly app: Orderfolio<string>;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly observer: GuardedObserver | undefined;
  readonly throttle: Throttle | undefined;
  readonly audit: AuditLogger | undefined;
  readonly bodyLimitBytes: number;
  readonly deadlineMs: number;
  readonly trustProxy: number;
  /** The caller. TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID. */
  identify(request: Request, environment: unknown): Promise<Identity<string>>;
}

/** A request as the router hands it on. */
export interface Received {
  readonly request: Request;
  /** The server's facts about the request: its connection, or the event of a Lambda. */
  readonly environment: unknown;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Answers one request with the reply of its route, or with a problem. Never rejects. */
export function answer(context: AnswerContext, route: Route, received: Received): Promise<Response> {
  const { observer } = context;
  if (observer === undefined) return answerWith(context, route, received, () => undefined);
  return observeExchange(observer, route, received, (onProblem) => answerWith(context, route, received, onProblem));
}

async function answerWith(
  context: AnswerContext,
  route: Route,
  received: Received,
  onProblem: (code: string) => void,
): Promise<Response> {
  const { request, environment } = received;
  const startedAt = context.clock.now().getTime();
  const source = sourceFrom(request, {
    trustProxy: context.trustProxy,
    remoteAddress: remoteAddressOf(environment),
  });
  const { requestId = '', ipAddress } = source;
  const known = { requestId, method: request.method, route: route.path, ipAddress };
  const deadline = deadlineIn(context.deadlineMs);
  let username: string | undefined;

  async function work(): Promise<Reply> {
    const caller = route.access === 'public' ? undefined : await context.identify(request, environment);
    username = caller?.sub;
    if (route.access === 'admin' && caller !== undefined) {
      requireRole(caller, route.access, { audit: context.audit, ...source });
    }
    return route.run(callOf(context, received, { source, caller, deadline, fail }));
  }

  const logLate = (status: number, error?: unknown): void =>
    context.log({ ...known, username, status, code: 'AFTER_DEADLINE' }, startedAt, error);

  const fail = (error: unknown): void =>
    context.log({ ...known, username, status: toProblem(error).status, code: 'STREAM_FAILED' }, startedAt, error);

  try {
    const reply = await deadline.hold(work(), {
      done({ status, body }) {
        logLate(status);
        // Nobody will read it.
        if (body instanceof ReadableStream) void body.cancel();
      },
      failed: (error) => logLate(toProblem(error).status, error),
    });
    context.log({ ...known, username, status: reply.status }, startedAt);
    return responseOf(reply, request, requestId);
  } catch (error) {
    const problem = problemReply(error, requestId);
    const { status, body } = problem;
    onProblem(body.code);
    context.log({ ...known, username, status, code: body.code }, startedAt, error);
    return responseOfProblem(problem);
  }
}

/** The facts about a request when its route runs. */
interface Known {
  readonly source: RequestSource;
  readonly caller: Identity<string> | undefined;
  readonly deadline: Deadline;
  readonly fail: (error: unknown) => void;
}

function callOf(
  { app, throttle, bodyLimitBytes }: AnswerContext,
  { request, parameters }: Received,
  { source, caller, deadline, fail }: Known,
): Call {
  let body: Promise<unknown> | undefined;
  return {
    app,
    source,
    fail,
    get signal() {
      return deadline.signal;
    },
    get key() {
      return idempotencyKeyFrom(request.headers);
    },
    get lastEventId() {
      return request.headers.get('last-event-id') ?? undefined;
    },
    get query() {
      return new URL(request.url).searchParams;
    },
    get caller() {
      if (caller === undefined) throw new HttpError('TOKEN_MISSING');
      return caller.sub;
    },
    get expiresAt() {
      return caller === undefined ? undefined : expiryOf(caller);
    },
    parameter: (name) => parameters[name] ?? '',
    json() {
      body ??= readJson(request, bodyLimitBytes);
      return body;
    },
    limit: async (attempt) => throttle?.({ ...attempt, ipAddress: source.ipAddress }),
  };
}

/** When the token of the caller expires. A gateway's caller has none. */
function expiryOf(caller: Identity<string>): number | undefined {
  const exp: unknown = Reflect.get(caller, 'exp');
  return typeof exp === 'number' ? exp * 1_000 : undefined;
}

function responseOf({ status, body, location, replayed, nextCursor }: Reply, request: Request, requestId: string) {
  const headers = {
    ...SAFE_HEADERS,
    'x-request-id': requestId,
    ...(location !== undefined && { location }),
    ...(replayed && { 'idempotency-replayed': 'true' }),
    ...(nextCursor !== undefined && { link: nextLink(new URL(request.url), nextCursor) }),
    ...(body !== undefined && { 'content-type': body instanceof ReadableStream ? STREAM_TYPE : JSON_TYPE }),
  };
  if (body instanceof ReadableStream) return new Response(body, { status, headers: { ...headers, ...UNBUFFERED } });
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}
