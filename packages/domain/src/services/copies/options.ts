import type { GivenHost } from '../../ports/host.ts';
import { aStopSignal, type StopSignal } from '../../ports/stop-signal.ts';
import { aFlag, aFunction, type OptionRules, withMethod } from '../../validation/options.ts';

/** How far a copy is. */
export interface CopyProgress {
  /** `reading` a file to check it, `copying` records, `comparing` them in the target, `reconciling` its users. */
  readonly phase: 'reading' | 'copying' | 'comparing' | 'reconciling';
  /** Records, or users. */
  readonly done: number;
  /** How many there are in all, if that is known. While copying it may be an estimate. */
  readonly total: number | undefined;
}

/** What copies, exports and imports take. */
export interface CommonOptions extends Omit<GivenHost, 'timer'> {
  /** Called when a phase begins, and after each page. What it throws is ignored. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Ends the work after the page under way. */
  readonly signal?: StopSignal | undefined;
}

/** What a copy and an import take. */
export interface CopyOptions extends CommonOptions, GivenHost {
  /** Goes on with a copy into the target that was not finished. Without such a copy it begins one. Default false. */
  readonly resume?: boolean | undefined;
}

export const COMMON_RULES: OptionRules<CommonOptions> = {
  onProgress: aFunction,
  signal: aStopSignal,
  clock: withMethod('now'),
  ids: withMethod('next'),
};

export const COPY_RULES: OptionRules<CopyOptions> = { ...COMMON_RULES, resume: aFlag, timer: withMethod('sleep') };

/** Counts what is done in one phase, and tells it. */
export class PhaseProgress {
  readonly #onProgress: CommonOptions['onProgress'];
  readonly #phase: CopyProgress['phase'];
  readonly #total: number | undefined;
  #done: number;

  constructor({ onProgress }: CommonOptions, phase: CopyProgress['phase'], total?: number, done = 0) {
    this.#onProgress = onProgress;
    this.#phase = phase;
    this.#total = total;
    this.#done = done;
    this.add(0);
  }

  add(count: number): void {
    this.#done += count;
    try {
      this.#onProgress?.({ phase: this.#phase, done: this.#done, total: this.#total });
    } catch (_failure) {
      // Whoever only looks on does not stop a copy.
    }
  }

  get done(): number {
    return this.#done;
  }
}
