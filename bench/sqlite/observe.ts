import { metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Observer } from '@orderfolio/domain';
import { openTelemetry } from '@orderfolio/telemetry';
import { ASSET_ID, type Market, openMarket, QUANTITY } from './market.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';

const USERS = 64;
const PER_ROUND = 4 * USERS;
const ROUNDS = 120;

export interface ObserverResult {
  readonly perRound: number;
  readonly comparisons: readonly Comparison[];
}

const nothing = (): void => undefined;

/** An observer that does nothing with the facts. */
const FACTS: Observer = {
  command: nothing,
  tried: nothing,
  batch: nothing,
  commit: nothing,
  request: nothing,
  lock: nothing,
};

/** Ends spans as one that exports them, and exports none: the collector's part is not measured. */
const DROPPING: SpanProcessor = {
  onStart: nothing,
  onEnd: nothing,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/** The cost of an observer: market orders in memory without one, against the same with each kind. */
export async function compareObservers(compare: Compare): Promise<ObserverResult> {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
    exportIntervalMillis: 3_600_000,
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [DROPPING] });
  await using without = await openMarket({ filename: ':memory:', users: USERS });
  await using facts = await openMarket({ filename: ':memory:', users: USERS, observe: FACTS });
  await using idle = await openMarket({ filename: ':memory:', users: USERS, observe: openTelemetry() });
  await using metered = await openMarket({
    filename: ':memory:',
    users: USERS,
    observe: openTelemetry({ meterProvider, tracerProvider: trace.getTracerProvider() }),
  });
  await using traced = await openMarket({
    filename: ':memory:',
    users: USERS,
    observe: openTelemetry({ meterProvider: metrics.getMeterProvider(), tracerProvider }),
  });
  await using all = await openMarket({
    filename: ':memory:',
    users: USERS,
    observe: openTelemetry({ meterProvider, tracerProvider }),
  });
  const comparisons = await compare(
    contender('without an observer', without),
    [
      contender('facts, of which nothing is made', facts),
      contender('OpenTelemetry without an SDK', idle),
      contender('OpenTelemetry with metrics', metered),
      contender('OpenTelemetry with spans', traced),
      contender('OpenTelemetry with both', all),
    ],
    ROUNDS,
  );
  await meterProvider.shutdown();
  return { perRound: PER_ROUND, comparisons };
}

function contender(name: string, { app, usernames }: Market): Contender {
  return {
    name,
    async run() {
      for (let sent = 0; sent < PER_ROUND; sent++) {
        const username = usernames[sent % USERS] ?? '';
        await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: ASSET_ID, quantity: QUANTITY });
      }
    },
  };
}
