import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { BatchWork, ExchangeWork, Observation, ObservedWork, Observer } from '@orderfolio/domain';
import {
  BATCH_SIZE,
  BATCH_TRIES,
  CHANGES,
  CODE,
  COMMAND,
  COMMAND_TRIES,
  COMMITS,
  ERROR_TYPE,
  LOCK_TRIES,
  OUTCOME,
  SENT,
  TRIED_ON,
} from './attributes.ts';
import {
  commandCode,
  consumedCapacity,
  errorCode,
  exchangeAnswer,
  exchangeAttributes,
  requestAttributes,
  requestError,
} from './facts.ts';

/** A span that has begun, and the context in which its children begin. */
interface Begun {
  readonly span: Span;
  readonly context: Context;
}

/**
 * Makes a span of each work. A command's span is a child of its caller's. A batch of one command is a child of that command; a batch of
 * several begins a trace of its own, and is linked with each of them, since a span has one parent.
 */
export function spansObserver(tracer: Tracer): Observer {
  const begun = new WeakMap<ObservedWork, Begun>();

  function begin(work: ObservedWork): Observation {
    const started = start(work);
    begun.set(work, started);
    return { run: (act) => context.with(started.context, act) };
  }

  function start(work: ObservedWork): Begun {
    switch (work.kind) {
      case 'command':
        return startIn(context.active(), work.name, SpanKind.INTERNAL, { [COMMAND]: work.name });
      case 'batch':
        return startBatch(work);
      case 'commit':
        return startIn(context.active(), 'commit', SpanKind.INTERNAL, { [CHANGES]: work.changes });
      case 'request': {
        const target = work.table === undefined ? '' : ` ${work.table}`;
        return startIn(context.active(), work.operation + target, SpanKind.CLIENT, requestAttributes(work));
      }
      case 'lock':
        return startIn(context.active(), 'lock', SpanKind.INTERNAL, {});
      case 'exchange':
        return startExchange(work);
    }
  }

  function startIn(parent: Context, name: string, kind: SpanKind, attributes: Attributes): Begun {
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    return { span, context: trace.setSpan(parent, span) };
  }

  function startBatch({ commands }: BatchWork): Begun {
    const callers = commands.flatMap((command) => begun.get(command) ?? []);
    const attributes = { [BATCH_SIZE]: commands.length };
    const [only, ...others] = callers;
    if (only !== undefined && others.length === 0) return startIn(only.context, 'batch', SpanKind.INTERNAL, attributes);
    const links = callers.map(({ span }) => ({ context: span.spanContext() }));
    const span = tracer.startSpan('batch', { kind: SpanKind.INTERNAL, attributes, links }, ROOT_CONTEXT);
    for (const caller of callers) caller.span.addLink({ context: span.spanContext() });
    return { span, context: trace.setSpan(ROOT_CONTEXT, span) };
  }

  /** Within a span of the server's own instrumentation it is a part of that; otherwise it continues the trace of the caller. */
  function startExchange(work: ExchangeWork): Begun {
    const active = context.active();
    const isWithin = trace.getSpan(active) !== undefined;
    const parent = isWithin ? active : propagation.extract(active, headersOf(work));
    const kind = isWithin ? SpanKind.INTERNAL : SpanKind.SERVER;
    return startIn(parent, `${work.method} ${work.route}`, kind, exchangeAttributes(work));
  }

  function end(work: ObservedWork, attributes: Attributes): void {
    const span = begun.get(work)?.span;
    if (span === undefined) return;
    span.setAttributes(attributes);
    if (attributes[ERROR_TYPE] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    begun.delete(work);
  }

  return {
    begin,
    command(facts) {
      const { work, outcome, tries } = facts;
      end(work, { [OUTCOME]: outcome, [COMMAND_TRIES]: tries, ...commandCode(facts) });
    },
    tried({ batch, code, on }) {
      if (code !== undefined) begun.get(batch)?.span.addEvent('try lost', { [CODE]: code, [TRIED_ON]: on });
    },
    batch: ({ work, tries }) => end(work, { [BATCH_TRIES]: tries }),
    commit: (facts) => end(facts.work, { [SENT]: facts.sent, ...errorCode(facts) }),
    request(facts) {
      const shared = facts.commits === undefined ? {} : { [COMMITS]: facts.commits };
      end(facts.work, { ...requestError(facts), ...consumedCapacity(facts), ...shared });
    },
    lock: (facts) => end(facts.work, { [LOCK_TRIES]: facts.tries, ...errorCode(facts) }),
    exchange: (facts) => end(facts.work, exchangeAnswer(facts)),
  };
}

function headersOf({ traceparent, tracestate }: ExchangeWork): Record<string, string> {
  return { ...(traceparent !== undefined && { traceparent }), ...(tracestate !== undefined && { tracestate }) };
}
