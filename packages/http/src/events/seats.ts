import { HttpError } from '../problems/http-error.ts';

/** How many streams may be open at once. */
interface SeatLimits {
  /** Of one user. */
  readonly perUser: number;
  readonly total: number;
  /** When to ask again if there is no seat, in milliseconds. */
  readonly retryAfterMs: number;
}

/** The streams of one kind that are open in this process: each has a signal that ends it. */
export class Seats {
  readonly #limits: SeatLimits;
  readonly #taken = new Map<AbortController, string>();

  constructor(limits: SeatLimits) {
    this.#limits = limits;
  }

  /** RATE_LIMITED if there is none. */
  take(username: string): AbortController {
    const { perUser, total, retryAfterMs } = this.#limits;
    const own = [...this.#taken.values()].filter((user) => user === username).length;
    if (own >= perUser || this.#taken.size >= total) throw new HttpError('RATE_LIMITED', { retryAfterMs });
    const stop = new AbortController();
    this.#taken.set(stop, username);
    return stop;
  }

  release(stop: AbortController): void {
    this.#taken.delete(stop);
    stop.abort();
  }

  /** Ends all streams. Each is released once it has told its client. */
  end(): void {
    for (const stop of this.#taken.keys()) stop.abort();
  }
}
