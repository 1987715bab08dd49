import type { Timer } from '@orderfolio/domain';
import { dispositionOf, isTimeout } from './classify-error.ts';

/** How long to go on, in milliseconds. */
export interface Patience {
  /** One request may take this long. */
  readonly requestTimeoutMs: number;
  /** No new try begins once the waits and the timed-out requests add up to this. */
  readonly retryForMs: number;
  readonly timer: Timer;
}

/** How a request ended after all its tries. `unsure`: one of them failed in a way that may have written. */
export type Outcome<Result> =
  | { readonly ended: 'answered'; readonly result: Result; readonly unsure: boolean }
  | { readonly ended: 'failed'; readonly cause: unknown; readonly unsure: boolean };

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/**
 * Sends a request, again and again with full jitter while its failures are transient. This is the only place that retries: the SDK's
 * retries are off. It counts the time slept or waited, so a clock that stands still cannot stretch it. Source of the jitter: "Exponential
 * Backoff and Jitter", AWS Architecture Blog.
 */
export async function persist<Result>(patience: Patience, send: () => Promise<Result>): Promise<Outcome<Result>> {
  let unsure = false;
  for (let tried = 1, spent = 0; ; tried++) {
    try {
      return { ended: 'answered', result: await send(), unsure };
    } catch (cause) {
      const disposition = dispositionOf(cause);
      unsure ||= disposition === 'unsure';
      if (isTimeout(cause)) spent += patience.requestTimeoutMs;
      if (disposition === 'final' || spent >= patience.retryForMs) return { ended: 'failed', cause, unsure };
    }
    const pause = pauseAfter(tried);
    try {
      await patience.timer.sleep(pause);
    } catch (cause) {
      // Nobody waits any more, but a try may have written.
      return { ended: 'failed', cause, unsure };
    }
    spent += pause;
  }
}

/** A millisecond, and anything up to a bound that doubles. */
export function pauseAfter(tried: number): number {
  return 1 + Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
}
