import type { LoginAttempts } from '@orderfolio/domain/adapter';
import type { Columns } from './mapper.ts';

type Counts = Pick<LoginAttempts, 'failures' | 'pauses' | 'lastFailureAt' | 'pausedUntil' | 'epoch'>;

/** The columns of the counts of logins to a name, of a user or of nobody. */
export interface LoginCountsRow {
  readonly failures: number;
  readonly pauses: number;
  readonly last_failure_at: string | null;
  readonly paused_until: string | null;
  readonly epoch: number;
}

export const countColumns: Columns<Counts, LoginCountsRow> = {
  failures: (counts) => counts.failures,
  pauses: (counts) => counts.pauses,
  last_failure_at: (counts) => counts.lastFailureAt ?? null,
  paused_until: (counts) => counts.pausedUntil ?? null,
  epoch: (counts) => counts.epoch,
};

export function countFields(row: LoginCountsRow) {
  return {
    failures: row.failures,
    pauses: row.pauses,
    lastFailureAt: row.last_failure_at ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    epoch: row.epoch,
  };
}
