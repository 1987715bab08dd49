/** The time of day. Nothing else in Orderfolio asks the machine for it. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = Object.freeze({ now: () => new Date() });

/** Waiting: between the tries of a command, and for a lock. */
export interface Timer {
  /**
   * Resolves after about `milliseconds`, or as soon as `until` has settled, where it is given. Then nobody waits any more:
   * a timer that does not look at it keeps its alarm for nothing.
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

/** Held from the start, so that it stays the machine's own where a test replaces it. */
const laterOn: (callback: () => void) => unknown =
  typeof setImmediate === 'function' ? setImmediate : (callback) => setTimeout(callback, 0);

/** Resolves in the next turn of the event loop: whoever is ready in this one goes first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    laterOn(resolve);
  });
}
