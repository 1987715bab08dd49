import { setImmediate as nextTurn } from 'node:timers/promises';
import { AssetNotFoundError, type Orderfolio, ValidationError } from '@orderfolio/domain';
import type { Report } from './report.ts';
import { type Retries, withRetries } from './retries.ts';
import type { Tick } from './tick.ts';
import type { TickClock } from './tick-clock.ts';

export interface Feed {
  readonly app: Orderfolio;
  readonly ticks: AsyncIterable<Tick> | Iterable<Tick>;
  /** Moved on to each tick before it is applied. */
  readonly tickClock: TickClock;
  readonly report: Report;
  readonly verbose: boolean;
  readonly retries: Retries;
  /** Told of every tick that the domain refuses. */
  readonly onSkipped: (complaint: string) => void;
  /** Told of every order that should have ended and could not. */
  readonly onLeft: (complaint: string) => void;
  /** Once it is aborted, the current tick is finished, and no other begins. */
  readonly stop: AbortSignal;
}

/** Applies the ticks in their order. After each it ends the expired orders. */
export async function applyTicks(feed: Feed): Promise<void> {
  const { ticks, stop, onSkipped } = feed;
  for await (const tick of ticks) {
    // Signals arrive between turns of the event loop, and SQLite answers within one turn. So it waits for a turn.
    await nextTurn();
    if (stop.aborted) return;
    try {
      await applyTick(feed, tick);
    } catch (error) {
      if (!(error instanceof AssetNotFoundError || error instanceof ValidationError)) throw error;
      onSkipped(`${tick.source}: ${error.message}`);
    }
  }
}

async function applyTick(feed: Feed, tick: Tick): Promise<void> {
  const { app, tickClock, report, verbose, retries, onLeft } = feed;
  const { assetId, price, at } = tick;
  tickClock.advanceTo(at);
  const { applied, filled, failed, expired, skipped } = await withRetries(
    () => app.orders.onPrice({ assetId, price, at }),
    retries,
  );
  const due = await withRetries(() => app.orders.expireDue(), retries);
  report.printEnded('filled', filled, tick);
  report.printEnded('failed', failed, tick);
  report.printEnded('expired', [...expired, ...due.expired], tick);
  for (const { username, orderId, trailingGroupId, error } of [...skipped, ...due.skipped]) {
    const what = username === undefined ? `the trailing group ${trailingGroupId}` : `order ${orderId} of ${username}`;
    onLeft(`${tick.source}: ${what} is left as it is: ${error.message}`);
  }
  report.countTick(applied);
  if (verbose) report.printTick(tick, applied);
}
