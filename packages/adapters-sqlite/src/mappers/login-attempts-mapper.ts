import type { LoginAttempts } from '@orderfolio/domain/adapter';
import { countColumns, countFields, type LoginCountsRow } from './login-counts.ts';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface LoginAttemptsRow extends StoredRow, LoginCountsRow {
  readonly username: string;
  readonly expires_at: string | null;
}

export const loginAttemptsMapper: Mapper<LoginAttempts, LoginAttemptsRow> = {
  entity: 'loginAttempts',
  table: 'login_attempts',
  columns: {
    username: (attempts) => attempts.username,
    ...countColumns,
    expires_at: (attempts) => attempts.expiresAt ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    ...countFields(row),
    expiresAt: row.expires_at ?? undefined,
    ...storedFields(row),
  }),
};
