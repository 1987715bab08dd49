import type { Clock } from '@orderfolio/domain';

/** A clock that stands until it is moved. */
export class HandClock implements Clock {
  #time = Date.UTC(2026, 2, 2, 9, 30);

  now(): Date {
    return new Date(this.#time);
  }

  advance(seconds: number): void {
    this.#time += seconds * 1000;
  }
}
