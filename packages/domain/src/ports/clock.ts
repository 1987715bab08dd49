/** The time of day. Nothing else in Orderfolio asks the machine for it. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = Object.freeze({ now: () => new Date() });

/** Waiting: between the tries of a command, and for a lock. */
export interface Timer {
  /** Resolves after about `milliseconds`. */
  sleep(milliseconds: number): Promise<void>;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;

/** The machine's timer. */
export const systemTimer: Timer = Object.freeze({
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
});
