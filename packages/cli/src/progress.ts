import { type Clock, systemClock } from '@orderfolio/domain';
import type { Terminal } from './terminal.ts';

const REDRAW_EVERY_MS = 100;
const BAR_WIDTH = 20;
const SECOND = 1_000;
const CLEAR_TO_END = '\u001b[K';
const WHOLE = new Intl.NumberFormat('en');

/** A line on the standard error with the progress of long work. It shows nothing if that is not a terminal. */
export class Progress {
  readonly #stderr: Terminal['stderr'];
  readonly #what: string;
  readonly #total: number | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #begun: number;
  #done: number;
  #drawnAt = Number.NEGATIVE_INFINITY;

  /**
   * `what` names the counted things, such as `users`. `total` is their number, if it is known. `begun` of them were done
   * before: they do not count for the rate.
   */
  constructor(
    { stderr }: Pick<Terminal, 'stderr'>,
    what: string,
    total?: number,
    clock: Clock = systemClock,
    begun = 0,
  ) {
    this.#stderr = stderr;
    this.#what = what;
    this.#total = total;
    this.#clock = clock;
    this.#startedAt = clock.now().getTime();
    this.#begun = begun;
    this.#done = begun;
  }

  add(done = 1): void {
    this.#done += done;
    const now = this.#clock.now().getTime();
    if (!this.#stderr.isTTY || now - this.#drawnAt < REDRAW_EVERY_MS) return;
    this.#drawnAt = now;
    this.#stderr.write(`\r${this.#line(now).slice(0, (this.#stderr.columns ?? 80) - 1)}${CLEAR_TO_END}`);
  }

  /** Removes the line. */
  end(): void {
    if (this.#stderr.isTTY) this.#stderr.write(`\r${CLEAR_TO_END}`);
  }

  #line(now: number): string {
    const done = WHOLE.format(this.#done);
    const perSecond = (this.#done - this.#begun) / Math.max(0.001, (now - this.#startedAt) / SECOND);
    // Of nothing that was done, no rate follows.
    const rate = perSecond === 0 ? '' : `, ${WHOLE.format(Math.round(perSecond))} a second`;
    if (this.#total === undefined) return `${done} ${this.#what}${rate}`;
    const left = Math.ceil(Math.max(0, this.#total - this.#done) / perSecond);
    const time = perSecond === 0 ? '' : `, ${timeText(left)} left`;
    const percent = Math.min(100, Math.floor((100 * this.#done) / Math.max(1, this.#total)));
    const bar = '='.repeat(Math.floor((BAR_WIDTH * percent) / 100)).padEnd(BAR_WIDTH);
    return `[${bar}] ${done} of ${WHOLE.format(this.#total)} ${this.#what}${rate}${time}`;
  }
}

function timeText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
