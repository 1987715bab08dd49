import type { DayClock } from './day-clock.ts';
import type { Tell } from './desk.ts';
import type { Screen } from './screen.ts';

/** A long series would only scroll by after so many routine lines. */
const ROUTINE_LINES = 40;

/** Prints every landmark, and the first routine lines, under their dates. */
export class Narrator {
  readonly #screen: Screen;
  readonly #clock: DayClock;
  #told = 0;
  #untold = 0;

  constructor(screen: Screen, clock: DayClock) {
    this.#screen = screen;
    this.#clock = clock;
  }

  readonly tell: Tell = (who, what, importance) => {
    if (importance === 'routine' && this.#told === ROUTINE_LINES) {
      this.#untold += 1;
      return;
    }
    if (importance === 'routine') this.#told += 1;
    const date = this.#clock.now().toISOString().slice(0, '2026-01-31'.length);
    this.#screen.print(`${date}  ${who.padEnd('bruno_trend'.length)}  ${what}`);
  };

  /** Says how many lines were left out. */
  end(): void {
    if (this.#untold > 0)
      this.#screen.print(`and ${this.#untold} more deposits, orders, purchases and sales, not shown`);
  }
}
