import type { Clock } from '@orderfolio/domain';

/**
 * Shows the time of the price at hand: a series of the past expires orders by its own days, whenever it is fed. Every
 * worker that feeds the same series decides alike.
 */
export class TickClock implements Clock {
  #milliseconds = 0;

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Moves on to an ISO-8601 time; never back. */
  advanceTo(at: string): void {
    this.#milliseconds = Math.max(this.#milliseconds, Date.parse(at));
  }
}
