import type { AccountToken, AccountTokenPurpose } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface AccountTokenRow extends StoredRow {
  readonly username: string;
  readonly token_hash: string;
  readonly purpose: AccountTokenPurpose;
  readonly epoch: number;
  readonly expires_at: string;
  readonly used_at: string | null;
}

export const accountTokenMapper: Mapper<AccountToken, AccountTokenRow> = {
  entity: 'accountToken',
  table: 'account_tokens',
  fixed: ['purpose', 'epoch', 'expires_at'],
  columns: {
    username: (token) => token.username,
    token_hash: (token) => token.tokenHash,
    purpose: (token) => token.purpose,
    epoch: (token) => token.epoch,
    expires_at: (token) => token.expiresAt,
    used_at: (token) => token.usedAt ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    tokenHash: row.token_hash,
    purpose: row.purpose,
    epoch: row.epoch,
    expiresAt: row.expires_at,
    usedAt: row.used_at ?? undefined,
    ...storedFields(row),
  }),
};
