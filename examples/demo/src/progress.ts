import type { Clock } from '@orderfolio/domain';
import type { Output } from './screen.ts';

const PATIENCE_MS = 1_000;
const REDRAW_MS = 100;
const BAR_WIDTH = 40;
const CLEAR_LINE = '\r\u001B[K';

/** A bar that rewrites its line. It appears on a terminal only, and only for work of more than a second. */
export class Progress {
  readonly #output: Output;
  readonly #clock: Clock;
  readonly #started: number;
  #drawnAt = 0;
  #isDrawn = false;

  constructor(output: Output, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
    this.#started = clock.now().getTime();
  }

  update(done: number, total: number): void {
    if (this.#output.isTTY !== true) return;
    const now = this.#clock.now().getTime();
    if (now - this.#started < PATIENCE_MS || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    const full = Math.floor((done / total) * BAR_WIDTH);
    const bar = '#'.repeat(full).padEnd(BAR_WIDTH, '.');
    this.#output.write(`${CLEAR_LINE}[${bar}] day ${done} of ${total}`);
  }

  /** Removes the bar from the screen. */
  clear(): void {
    if (this.#isDrawn) this.#output.write(CLEAR_LINE);
    this.#isDrawn = false;
  }
}
