import type { Clock, Timer } from '@orderfolio/domain';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #milliseconds: number;

  constructor(start = '2026-01-01T00:00:00.000Z') {
    this.#milliseconds = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Sets the clock to an ISO-8601 time, in the past too. */
  set(time: string): void {
    this.#milliseconds = Date.parse(time);
  }

  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  /** Moves the clock on to this many milliseconds since 1970, if it is not there yet. */
  advanceTo(milliseconds: number): void {
    this.#milliseconds = Math.max(this.#milliseconds, milliseconds);
  }

  /** With the fraction of a millisecond that `now` cuts off. */
  get milliseconds(): number {
    return this.#milliseconds;
  }
}

/**
 * Sleeps by moving the clock on: at once by the wall clock, though others that are ready get their turn first.
 * Sleeps that overlap pass together, as they do in life.
 */
export class ManualTimer implements Timer {
  readonly #clock: ManualClock;
  #slept = 0;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  /** The milliseconds slept so far, by everyone together. */
  get slept(): number {
    return this.#slept;
  }

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

/** Resolves in the next turn of the event loop: whoever is ready now goes first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
