import type { Moment } from '../command/execute.ts';
import { laterOf } from '../entities/cause.ts';
import { idAt } from '../ports/ids.ts';

/**
 * A moment as an account sees it. Within an account timestamps and ids do not run backwards, whatever the clocks of the processes say:
 * they follow those of the records that the command changes. Only the clock decides whether a time is over.
 */
export interface AccountMoment {
  /** The time of day, for expiries and ages. */
  readonly now: string;
  /** For `createdAt` and `updatedAt`: now, or the latest timestamp of the changed records, if that is later. */
  readonly stamp: string;
  /** An id with the time of the stamp, greater than every id that the account knows of. The generator does not notice. */
  newId(): string;
}

/** The times and the last id of a changed record. */
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
