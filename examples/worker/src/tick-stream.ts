import type { Readable } from 'node:stream';
import type { Clock } from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';
import { linesOf } from './lines.ts';
import { readTick, type Tick } from './tick.ts';

export interface TickStream {
  readonly input: Readable;
  readonly stop: AbortSignal;
  /** Prices from its future are refused. Undefined for a series, whose prices are the time. */
  readonly clock: Clock | undefined;
  /** Told of every line that is skipped. */
  readonly onSkipped: (complaint: string) => void;
}

/** Clocks differ by less. */
const LARGEST_LEAD_MS = 60_000;

/**
 * The ticks of a stream. A line that is none is skipped: one garbled line must not leave every stop-loss behind it
 * unwatched.
 */
export async function* readTicks({ input, stop, clock, onSkipped }: TickStream): AsyncGenerator<Tick> {
  let number = 0;
  for await (const line of linesOf(input, stop)) {
    number += 1;
    if (line.trim() === '') continue;
    try {
      const tick = readTick(line, `line ${number}`);
      requirePresent(tick, clock);
      yield tick;
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      onSkipped(error.message);
    }
  }
}

/** Every price that is older than the last one changes nothing: one from next year would silence the feed until then. */
function requirePresent({ at, source }: Tick, clock: Clock | undefined): void {
  if (clock === undefined || Date.parse(at) - clock.now().getTime() <= LARGEST_LEAD_MS) return;
  throw new BadInputError(`${source}: time must not be in the future`);
}
