import type { RefreshToken, RefreshTokenStatus } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface RefreshTokenRow extends StoredRow {
  readonly username: string;
  readonly token_hash: string;
  readonly family_id: string;
  readonly status: RefreshTokenStatus;
  readonly expires_at: string;
}

export const refreshTokenMapper: Mapper<RefreshToken, RefreshTokenRow> = {
  entity: 'refreshToken',
  table: 'refresh_tokens',
  fixed: ['family_id', 'expires_at'],
  columns: {
    username: (token) => token.username,
    token_hash: (token) => token.tokenHash,
    family_id: (token) => token.familyId,
    expires_at: (token) => token.expiresAt,
    status: (token) => token.status,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    tokenHash: row.token_hash,
    familyId: row.family_id,
    status: row.status,
    expiresAt: row.expires_at,
    ...storedFields(row),
  }),
};
