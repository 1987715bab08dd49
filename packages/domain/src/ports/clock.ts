/** The time of day. Nothing else in Orderfolio asks the machine for it. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = Object.freeze({ now: () => new Date() });

declare const performance: { now(): number };

/**
 * Milliseconds since some moment, with fractions. It never runs backwards, whatever is done to a clock. It is for durations that are
 * only told: nothing is decided by it.
 */
export function stopwatch(): number {
  return performance.now();
}

/** Waits between the tries of a command, and for a lock. */
export interface Timer {
  /**
   * Resolves after about `milliseconds`, or as soon as `until` has settled, if it is given. Nobody waits after that, so a timer that
   * ignores `until` only keeps an alarm in vain.
   */
  sleep(milliseconds: number, until?: Promise<unknown>): Promise<void>;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(alarm: unknown): void;
declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** The machine's timer. */
export const systemTimer: Timer = Object.freeze({
  sleep: (milliseconds: number, until?: Promise<unknown>) =>
    new Promise<void>((resolve) => {
      const alarm = setTimeout(resolve, milliseconds);
      const wake = (): void => {
        clearTimeout(alarm);
        resolve();
      };
      until?.then(wake, wake);
    }),
});

/** Kept from the start, so that it stays the machine's own if a test replaces it. */
const laterOn: (callback: () => void) => unknown =
  typeof setImmediate === 'function' ? setImmediate : (callback) => setTimeout(callback, 0);

/** Resolves in the next turn of the event loop, after all work that is ready in this turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    laterOn(resolve);
  });
}
