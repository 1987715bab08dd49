import { once } from 'node:events';
import { createServer } from 'node:http';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** The value of an attribute, as OTLP writes it in JSON. */
interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly OtlpAttribute[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly OtlpAttribute[] }[];
  readonly status: { readonly code?: number };
}

interface OtlpPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly count?: number;
  readonly sum?: number;
  readonly asInt?: number;
  readonly asDouble?: number;
  readonly explicitBounds?: readonly number[];
}

interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly histogram?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly sum?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
}

/** What the collector of a service gets: one body of each export. */
interface Bodies {
  readonly resourceSpans?: readonly { readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[] }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

type Attributes = Readonly<Record<string, unknown>>;

export interface ReceivedSpan extends Omit<OtlpSpan, 'attributes' | 'events'> {
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
}

export interface ReceivedPoint extends Omit<OtlpPoint, 'attributes'> {
  readonly attributes: Attributes;
}

/** The global SDK with its exporters, and a local receiver of OTLP over HTTP instead of a collector. */
export function useReceiver() {
  const bodies: Bodies[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      bodies.push(JSON.parse(text));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  let tracers: BasicTracerProvider;
  let meters: MeterProvider;

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    tracers = new BasicTracerProvider({
      spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url}/v1/traces` }))],
    });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    trace.setGlobalTracerProvider(tracers);
    meters = new MeterProvider({
      readers: [
        new PeriodicExportingMetricReader({
          exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }),
          exportIntervalMillis: 3_600_000,
        }),
      ],
    });
    metrics.setGlobalMeterProvider(meters);
  });
  beforeEach(() => {
    bodies.length = 0;
  });
  // Other test files of this process find the API as it was.
  afterAll(async () => {
    await Promise.all([tracers.shutdown(), meters.shutdown()]);
    for (const api of [trace, context, propagation, metrics]) api.disable();
    server.close();
  });

  return {
    /** The spans that have ended in this test, since the last call. */
    async spans(): Promise<readonly ReceivedSpan[]> {
      await tracers.forceFlush();
      return bodies
        .splice(0)
        .flatMap(({ resourceSpans = [] }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans)
        .map((span) => ({
          ...span,
          attributes: attributesOf(span.attributes),
          events: span.events.map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
        }));
    },
    /** The points of a metric, of all tests until now. */
    async metric(name: string): Promise<{ readonly unit: string; readonly points: readonly ReceivedPoint[] }> {
      bodies.length = 0;
      await meters.forceFlush();
      const found = bodies
        .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap((scope) => scope.metrics)
        .find((metric) => metric.name === name);
      if (found === undefined) return { unit: '', points: [] };
      const { dataPoints } = found.histogram ?? found.sum ?? found.gauge ?? { dataPoints: [] };
      return {
        unit: found.unit,
        points: dataPoints.map((point) => ({ ...point, attributes: attributesOf(point.attributes) })),
      };
    },
  };
}

function attributesOf(attributes: readonly OtlpAttribute[]): Attributes {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, read(value)]));
}

function read({ stringValue, intValue, doubleValue, arrayValue }: OtlpValue): unknown {
  return stringValue ?? intValue ?? doubleValue ?? arrayValue?.values.map(read);
}
