import type { Readable } from 'node:stream';
import { BadInputError } from './bad-input-error.ts';
import { linesOf } from './lines.ts';
import { readTick, type Tick } from './tick.ts';

export interface TickStream {
  readonly input: Readable;
  readonly stop: AbortSignal;
  /** Told of every line that is skipped. */
  readonly onSkipped: (complaint: string) => void;
}

/**
 * The ticks of a stream. It skips a garbled line: every stop-loss depends on the lines after it.
 */
export async function* readTicks({ input, stop, onSkipped }: TickStream): AsyncGenerator<Tick> {
  let number = 0;
  for await (const line of linesOf(input, stop)) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      yield readTick(line, `line ${number}`);
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      onSkipped(error.message);
    }
  }
}
