import type { Counter, Gauge, Histogram, Meter } from '@opentelemetry/api';

/** As the semantic conventions want them for requests to databases, in seconds. */
const REQUEST_BOUNDARIES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
/** The same for HTTP. */
const EXCHANGE_BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** A command in memory takes a tenth of a millisecond, and one that waits for others may take ten seconds. */
const COMMAND_BOUNDARIES = [0.0001, 0.0005, ...REQUEST_BOUNDARIES];
const BATCH_BOUNDARIES = [1, 2, 5, 10, 20, 50, 100];

/** The metrics. */
export interface Instruments {
  readonly commands: Histogram;
  readonly queued: Histogram;
  readonly lostTries: Counter;
  readonly batchSizes: Histogram;
  readonly locks: Histogram;
  readonly requests: Histogram;
  readonly capacity: Counter;
  readonly exchanges: Histogram;
  readonly lag: Gauge;
  readonly events: Counter;
  readonly failures: Counter;
}

export function instrumentsOf(meter: Meter): Instruments {
  const seconds = (name: string, explicitBucketBoundaries: number[], description: string): Histogram =>
    meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries } });
  const counter = (name: string, unit: string, description: string): Counter =>
    meter.createCounter(name, { unit, description });
  return {
    commands: seconds('orderfolio.command.duration', COMMAND_BOUNDARIES, 'From the call of a command to its answer.'),
    queued: seconds('orderfolio.command.queue.duration', COMMAND_BOUNDARIES, 'The wait for the commands before it.'),
    lostTries: counter('orderfolio.command.lost_tries', '{try}', 'Tries of batches that are not stored.'),
    batchSizes: meter.createHistogram('orderfolio.batch.size', {
      unit: '{command}',
      description: 'Commands that are decided together.',
      advice: { explicitBucketBoundaries: BATCH_BOUNDARIES },
    }),
    locks: seconds(
      'orderfolio.lock.wait.duration',
      COMMAND_BOUNDARIES,
      'From asking for a user lock to the end of the wait.',
    ),
    requests: seconds('db.client.operation.duration', REQUEST_BOUNDARIES, 'Duration of database client operations.'),
    capacity: counter('orderfolio.request.capacity', '{unit}', 'Units of DynamoDB that requests have consumed.'),
    exchanges: seconds('http.server.request.duration', EXCHANGE_BOUNDARIES, 'Duration of HTTP server requests.'),
    lag: meter.createGauge('orderfolio.consumer.lag', {
      unit: 's',
      description: 'The age of the last event that a consumer has handled, at that time.',
    }),
    events: counter('orderfolio.consumer.events', '{event}', 'Events that a consumer has handled.'),
    failures: counter(
      'orderfolio.consumer.failures',
      '{event}',
      'Events that are parked, and changes that cannot be read.',
    ),
  };
}
