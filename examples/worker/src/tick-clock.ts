import type { Clock } from '@orderfolio/domain';

/**
 * Shows the time of the current price. So a series of the past expires orders by its own days, whenever it is fed, and
 * every worker that feeds the series decides alike.
 */
export class TickClock implements Clock {
  #milliseconds = 0;

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Moves on to an ISO-8601 time, and never back. */
  advanceTo(at: string): void {
    this.#milliseconds = Math.max(this.#milliseconds, Date.parse(at));
  }
}
