import { type Clock, nextTurn, type Timer } from '../ports/clock.ts';
import { parse } from '../validation/parse.ts';
import { timestamp } from '../validation/schemas.ts';

const START = '2026-01-01T00:00:00.000Z';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #milliseconds: number;

  /** Shows `start`, an ISO-8601 UTC time. VALIDATION_FAILED for anything else. */
  constructor(start: string = START) {
    this.#milliseconds = Date.parse(parse(timestamp, start, 'start'));
  }

  /** The time that it shows, in whole milliseconds. */
  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Sets the clock to an ISO-8601 UTC time, in the past too. VALIDATION_FAILED for anything else. */
  set(time: string): void {
    this.#milliseconds = Date.parse(parse(timestamp, time, 'time'));
  }

  /** Moves the clock by this many milliseconds, back if they are negative. */
  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  /** Moves the clock forward to this many milliseconds since 1970, unless it is past them. */
  advanceTo(milliseconds: number): void {
    this.#milliseconds = Math.max(this.#milliseconds, milliseconds);
  }

  /** The time since 1970, with the fraction of a millisecond that `now` cuts off. */
  get milliseconds(): number {
    return this.#milliseconds;
  }
}

/**
 * Sleeps by moving the clock forward. No real time passes, but work that is ready gets its turn first. Overlapping sleeps pass together,
 * as real ones do.
 */
export class ManualTimer implements Timer {
  readonly #clock: ManualClock;
  #slept = 0;

  /** Moves this clock forward. */
  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  /** The milliseconds that all callers together have slept so far. */
  get slept(): number {
    return this.#slept;
  }

  /** Resolves in a later turn of the event loop, after the clock has moved, or as soon as `until` has settled. */
  async sleep(milliseconds: number, until?: Promise<unknown>): Promise<void> {
    const end = this.#clock.milliseconds + milliseconds;
    let isWoken = false;
    const wake = (): void => {
      isWoken = true;
    };
    until?.then(wake, wake);
    await nextTurn();
    if (isWoken) return;
    this.#slept += milliseconds;
    this.#clock.advanceTo(end);
  }
}
