import { trace } from '@opentelemetry/api';

/** The names that log collectors look for. */
export interface TraceFields {
  readonly trace_id?: string;
  readonly span_id?: string;
  readonly trace_flags?: string;
}

/**
 * The trace that is active where it is called, as fields of a log line; none without one. It is a `mixin` for pino:
 *
 * ```ts
 * const logger = pino({ mixin: traceFields });
 * ```
 */
export function traceFields(): TraceFields {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined) return {};
  const { traceId, spanId, traceFlags } = context;
  return { trace_id: traceId, span_id: spanId, trace_flags: traceFlags.toString(16).padStart(2, '0') };
}
