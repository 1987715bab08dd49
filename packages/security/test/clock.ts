import type { Clock } from '@orderfolio/domain';

/** Noon, on a whole second, as tokens count time. */
export const NOON: number = Date.UTC(2026, 0, 31, 12);

/** A clock that stands until it is moved. */
export class HandClock implements Clock {
  #time = NOON;

  now(): Date {
    return new Date(this.#time);
  }

  advance(seconds: number): void {
    this.#time += seconds * 1000;
  }
}
