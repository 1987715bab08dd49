import type { Clock } from '@orderfolio/domain';

/** A clock that shows the days of the series, so the ledger has the dates of the story. */
export class DayClock implements Clock {
  #now = new Date(0);

  now(): Date {
    return this.#now;
  }

  /** Moves on to the close of trading on this day. */
  startDay(date: string): void {
    this.#now = new Date(`${date}T16:00:00.000Z`);
  }
}
