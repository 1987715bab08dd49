import type { RefreshToken, RefreshTokenStatus } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface RefreshTokenRow extends StoredRow {
  readonly username: string;
  readonly token_hash: string;
  readonly family_id: string;
  readonly status: RefreshTokenStatus;
  readonly expires_at: string;
  readonly family_expires_at: string | null;
  readonly rotated_at: string | null;
  readonly successor_hash: string | null;
  readonly sealed_successor: string | null;
}

export const refreshTokenMapper: Mapper<RefreshToken, RefreshTokenRow> = {
  entity: 'refreshToken',
  table: 'refresh_tokens',
  fixed: ['family_id', 'expires_at', 'family_expires_at'],
  columns: {
    username: (token) => token.username,
    token_hash: (token) => token.tokenHash,
    family_id: (token) => token.familyId,
    expires_at: (token) => token.expiresAt,
    family_expires_at: (token) => token.familyExpiresAt ?? null,
    status: (token) => token.status,
    rotated_at: (token) => token.rotatedAt ?? null,
    successor_hash: (token) => token.successorHash ?? null,
    sealed_successor: (token) => token.sealedSuccessor ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    tokenHash: row.token_hash,
    familyId: row.family_id,
    status: row.status,
    expiresAt: row.expires_at,
    familyExpiresAt: row.family_expires_at ?? undefined,
    rotatedAt: row.rotated_at ?? undefined,
    successorHash: row.successor_hash ?? undefined,
    sealedSuccessor: row.sealed_successor ?? undefined,
    ...storedFields(row),
  }),
};
