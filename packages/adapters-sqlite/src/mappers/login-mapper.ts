import type { Login } from '@orderfolio/domain/adapter';
import { countColumns, countFields, type LoginCountsRow } from './login-counts.ts';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface LoginRow extends StoredRow, LoginCountsRow {
  readonly username: string;
  readonly password_hash: string | null;
}

export const loginMapper: Mapper<Login, LoginRow> = {
  entity: 'login',
  table: 'logins',
  columns: {
    username: (login) => login.username,
    password_hash: (login) => login.passwordHash ?? null,
    ...countColumns,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    passwordHash: row.password_hash ?? undefined,
    ...countFields(row),
    ...storedFields(row),
  }),
};
