import type { Login } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface LoginRow extends StoredRow {
  readonly username: string;
  readonly password_hash: string | null;
  readonly failures: number;
  readonly pauses: number;
  readonly last_failure_at: string | null;
  readonly paused_until: string | null;
  readonly epoch: number;
}

export const loginMapper: Mapper<Login, LoginRow> = {
  entity: 'login',
  table: 'logins',
  columns: {
    username: (login) => login.username,
    password_hash: (login) => login.passwordHash ?? null,
    failures: (login) => login.failures,
    pauses: (login) => login.pauses,
    last_failure_at: (login) => login.lastFailureAt ?? null,
    paused_until: (login) => login.pausedUntil ?? null,
    epoch: (login) => login.epoch,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    passwordHash: row.password_hash ?? undefined,
    failures: row.failures,
    pauses: row.pauses,
    lastFailureAt: row.last_failure_at ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    epoch: row.epoch,
    ...storedFields(row),
  }),
};
