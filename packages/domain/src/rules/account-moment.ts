import type { Moment } from '../command/execute.ts';
import { laterOf } from '../entities/cause.ts';
import { idAt } from '../ports/ids.ts';

/**
 * A moment as an account sees it. Within an account stamps and ids do not run backwards, whatever the clocks of the
 * processes say: they come after those of what the command changes. Whether a time is over is a question for the clock.
 */
export interface AccountMoment {
  /** The time of day, for what expires or has an age. */
  readonly now: string;
  /** For `createdAt` and `updatedAt`: now, or the latest stamp of what is changed. */
  readonly stamp: string;
  /** An id of the time of the stamp, greater than every one that the account knows of. The generator stays as it is. */
  newId(): string;
}

/** What a command changes, as far as its time is concerned. */
interface Changed {
  readonly updatedAt: string;
  readonly lastId?: string | undefined;
}

/** The moment for a command that changes these records, or adds to them. */
export function accountMoment({ now, newId }: Moment, ...changed: readonly (Changed | undefined)[]): AccountMoment {
  let stamp = now;
  let last: string | undefined;
  for (const record of changed) {
    if (record === undefined) continue;
    stamp = laterOf(stamp, record.updatedAt);
    if (record.lastId !== undefined) last = laterOf(last, record.lastId);
  }
  const milliseconds = Date.parse(stamp);
  return {
    now,
    stamp,
    newId() {
      last = idAt(milliseconds, newId(), last);
      return last;
    },
  };
}
