import { aStopSignal, type StopSignal, sleepUnlessStopped } from '../../ports/stop-signal.ts';
import { adapterStoreOf, aStore, type Store } from '../../ports/store.ts';
import { anObject, type OptionRules, oneOf, requireOptions } from '../../validation/options.ts';
import { type AnalyticsService, hostOfAnalytics } from './analytics-service.ts';
import { FeedReading } from './feed-reading.ts';
import { CURRENT, currentIn } from './generations.ts';

/** The options of `runAnalytics`. */
export interface RunAnalytics {
  /** The app whose `analytics` are kept up, by its clock and its timer. */
  readonly app: { readonly analytics: AnalyticsService };
  /** A store with a feed. */
  readonly store: Store;
  /** Ends the run after the batch under way. */
  readonly signal?: StopSignal | undefined;
  /** `caughtUp` ends the run when nothing is left to read. Default: it waits for more. */
  readonly until?: 'caughtUp' | undefined;
}

const OPTIONS: OptionRules<RunAnalytics> = {
  app: anObject,
  store: aStore,
  signal: aStopSignal,
  until: oneOf('caughtUp'),
};

/** How long it waits when nothing has happened. */
const IDLE_MS = 1_000;

/**
 * Keeps the figures of `app.analytics` up: it reads the feed, and adds each event to the aggregates of its shard. The aggregates are stored
 * in the commit that also stores how far the shard was read, so each event counts exactly once, also if the process dies at any moment or
 * if several of them run. Resolves when the signal or `until` ends it.
 *
 * CONFIGURATION_INVALID (an option that cannot work, or a store that keeps no feed), FEED_TRIMMED (it was not run for so long that events
 * are gone), STORAGE_FAILED, STORE_CLOSED.
 */
export async function runAnalytics(options: RunAnalytics): Promise<void> {
  requireOptions(options, OPTIONS, ['app', 'store'], 'options');
  const { app, store, signal, until } = options;
  const { unitOfWork } = adapterStoreOf(store);
  const host = hostOfAnalytics(app.analytics);
  const context = { ...host, unitOfWork };
  let reading: FeedReading | undefined;
  while (signal?.aborted !== true) {
    const [kept] = await unitOfWork.read([CURRENT]);
    const current = currentIn(kept);
    // A rebuild has taken over.
    if (reading?.generation !== current.generation) reading = new FeedReading(context, store, current);
    if (await reading.readOnce(() => signal?.aborted === true)) continue;
    if (until === 'caughtUp') return;
    await sleepUnlessStopped(host.timer, IDLE_MS, signal);
  }
}
