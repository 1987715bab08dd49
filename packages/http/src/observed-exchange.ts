import type { ExchangeWork } from '@orderfolio/domain';
import type { GuardedObserver } from '@orderfolio/domain/adapter';
import type { Received } from './answer.ts';
import type { Route } from './routes/route.ts';

/** Answers a request, and tells the observer. The answer says which problem it is, if it is one. */
export async function observeExchange(
  observer: GuardedObserver,
  { method, path }: Pick<Route, 'method' | 'path'>,
  { request }: Pick<Received, 'request'>,
  answer: (onProblem: (code: string) => void) => Promise<Response>,
): Promise<Response> {
  const observed = observer.begin({
    kind: 'exchange',
    method: method.toUpperCase(),
    route: path,
    ...traceOf(request.headers),
  });
  let code: string | undefined;
  const response = await observed.run(() =>
    answer((problem) => {
      code = problem;
    }),
  );
  observed.end({ status: response.status, code });
  return response;
}

/** `traceparent` of the W3C Trace Context, version 00. Nothing else passes: what a caller sends may be anything. */
const TRACEPARENT = /^00-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
/** The least that everybody has to pass on. */
const LONGEST_TRACESTATE = 512;
const TRACESTATE = /^[a-z\d][a-z\d_*/@-]*=[!-~ ]+$/;

function traceOf(headers: Headers): Pick<ExchangeWork, 'traceparent' | 'tracestate'> {
  const traceparent = headers.get('traceparent');
  if (traceparent === null || !TRACEPARENT.test(traceparent)) return {};
  const tracestate = headers.get('tracestate') ?? '';
  const isUsable = tracestate.length <= LONGEST_TRACESTATE && TRACESTATE.test(tracestate);
  return { traceparent, ...(isUsable && { tracestate }) };
}
