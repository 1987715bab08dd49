import { HttpError } from '../problems/http-error.ts';
import type { EventSettings } from './options.ts';

/** Who finds no seat asks again after so many polls. */
const RETRY_AFTER_POLLS = 5;

/** The streams of one kind that are open in this process: each has a signal that ends it. */
export class Seats {
  readonly #settings: EventSettings;
  readonly #taken = new Map<AbortController, string>();

  constructor(settings: EventSettings) {
    this.#settings = settings;
  }

  /** RATE_LIMITED if there is none. */
  take(username: string): AbortController {
    const { perUser, total, pollMs } = this.#settings;
    const own = [...this.#taken.values()].filter((user) => user === username).length;
    if (own >= perUser || this.#taken.size >= total)
      throw new HttpError('RATE_LIMITED', { retryAfterMs: RETRY_AFTER_POLLS * pollMs });
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
