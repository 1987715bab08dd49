import type { LoginAttempts } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface LoginAttemptsRow extends StoredRow {
  readonly username: string;
  readonly failures: number;
  readonly pauses: number;
  readonly last_failure_at: string | null;
  readonly paused_until: string | null;
  readonly epoch: number;
}

export const loginAttemptsMapper: Mapper<LoginAttempts, LoginAttemptsRow> = {
  entity: 'loginAttempts',
  table: 'login_attempts',
  columns: {
    username: (attempts) => attempts.username,
    failures: (attempts) => attempts.failures,
    pauses: (attempts) => attempts.pauses,
    last_failure_at: (attempts) => attempts.lastFailureAt ?? null,
    paused_until: (attempts) => attempts.pausedUntil ?? null,
    epoch: (attempts) => attempts.epoch,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    failures: row.failures,
    pauses: row.pauses,
    lastFailureAt: row.last_failure_at ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    epoch: row.epoch,
    ...storedFields(row),
  }),
};
