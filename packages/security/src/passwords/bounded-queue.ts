import { TooBusyError } from '../errors/too-busy-error.ts';

export interface QueueLimits {
  /** How many run at a time. */
  readonly concurrency: number;
  /** How many more may wait. */
  readonly queue: number;
  /** About how long one takes, for `retryAfterMs`. */
  readonly expectedMs: number;
}

/** Runs slow work a few at a time. So many more wait, first come, first served; the next is refused at once. */
export class BoundedQueue {
  readonly #limits: QueueLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** What the work resolves or rejects with. TOO_BUSY when the queue is full; the work is not begun then. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    const { concurrency, queue, expectedMs } = this.#limits;
    if (this.#running < concurrency) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= queue) {
      const rounds = Math.ceil((queue + concurrency) / concurrency);
      throw new TooBusyError({ retryAfterMs: Math.ceil(rounds * expectedMs) });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes to the next in line, so that nobody who comes meanwhile can take it. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
