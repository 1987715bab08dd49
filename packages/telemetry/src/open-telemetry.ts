import { type MeterProvider, metrics, type TracerProvider, trace } from '@opentelemetry/api';
import type { Observer } from '@orderfolio/domain';
import { type OptionRules, requireOptions, withMethod } from '@orderfolio/domain/adapter';
import { metricsObserver } from './metrics.ts';
import { spansObserver } from './spans.ts';

/** The options of `openTelemetry`. */
export interface OpenTelemetryOptions {
  /** Default: the global one. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Default: the global one, which must be set before. */
  readonly meterProvider?: MeterProvider | undefined;
}

const OPTIONS: OptionRules<OpenTelemetryOptions> = {
  tracerProvider: withMethod('getTracer'),
  meterProvider: withMethod('getMeter'),
};

const SCOPE = '@orderfolio/telemetry';

/**
 * An observer that makes spans and metrics of what it is told. Give the same one to `createOrderfolio`, to the store, to
 * `createAuthentication`, to `createHttpApi` and to `consume`, so that a request to the database is a part of its command's trace.
 *
 * Start the SDK before: metrics of a meter that was taken earlier go nowhere. Without an SDK it does nothing. CONFIGURATION_INVALID for
 * what is no provider.
 *
 * ```ts
 * const observe = openTelemetry();
 * const store = await openSqlite({ filename: 'orders.db', observe });
 * const app = createOrderfolio({ store, observe });
 * ```
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Observer {
  requireOptions(options, OPTIONS, [], 'options');
  const { tracerProvider = trace.getTracerProvider(), meterProvider = metrics.getMeterProvider() } = options;
  const spans = spansObserver(tracerProvider.getTracer(SCOPE));
  const counts = metricsObserver(meterProvider.getMeter(SCOPE));
  return {
    begin: (work) => spans.begin?.(work),
    command(facts) {
      spans.command?.(facts);
      counts.command?.(facts);
    },
    tried(facts) {
      spans.tried?.(facts);
      counts.tried?.(facts);
    },
    batch(facts) {
      spans.batch?.(facts);
      counts.batch?.(facts);
    },
    commit: (facts) => spans.commit?.(facts),
    request(facts) {
      spans.request?.(facts);
      counts.request?.(facts);
    },
    lock(facts) {
      spans.lock?.(facts);
      counts.lock?.(facts);
    },
    exchange(facts) {
      spans.exchange?.(facts);
      counts.exchange?.(facts);
    },
    consumed: (facts) => counts.consumed?.(facts),
    failed: (facts) => counts.failed?.(facts),
  };
}
