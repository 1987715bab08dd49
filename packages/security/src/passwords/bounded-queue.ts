import { TooBusyError } from '../errors/too-busy-error.ts';

export interface QueueLimits {
  /** The most that run at a time. */
  readonly concurrency: number;
  /** The most that may wait. */
  readonly queue: number;
  /** How long one takes, roughly. It is for `retryAfterMs`. */
  readonly expectedMs: number;
}

/** Runs slow work a few at a time. A limited number may wait, first come, first served. The next is refused at once. */
export class BoundedQueue {
  readonly #limits: QueueLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * The result or the error of the work. TOO_BUSY if the queue is full, or if the signal comes while the work waits. The work does not
   * begin then, and its place becomes free.
   */
  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) throw this.#refusal();
    if (this.#running < this.#limits.concurrency) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#limits.queue) throw this.#refusal();
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(this.#refusal());
      };
      this.#waiting.push(enter);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  #refusal(): TooBusyError {
    const { concurrency, queue, expectedMs } = this.#limits;
    const rounds = Math.ceil((queue + concurrency) / concurrency);
    return new TooBusyError({ retryAfterMs: Math.ceil(rounds * expectedMs) });
  }

  /** The place goes to the next in line, so that no newcomer can take it. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
