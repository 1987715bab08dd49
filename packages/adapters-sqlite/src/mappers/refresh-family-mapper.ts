import type { RefreshFamily } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface RefreshFamilyRow extends StoredRow {
  readonly username: string;
  readonly family_id: string;
  readonly epoch: number;
  readonly expires_at: string;
  readonly revoked_at: string | null;
  readonly revoked_reason: string | null;
}

export const refreshFamilyMapper: Mapper<RefreshFamily, RefreshFamilyRow> = {
  entity: 'refreshFamily',
  table: 'refresh_families',
  fixed: ['epoch'],
  columns: {
    username: (family) => family.username,
    family_id: (family) => family.familyId,
    epoch: (family) => family.epoch,
    expires_at: (family) => family.expiresAt,
    revoked_at: (family) => family.revokedAt ?? null,
    revoked_reason: (family) => family.revokedReason ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    familyId: row.family_id,
    epoch: row.epoch,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    revokedReason: row.revoked_reason ?? undefined,
    ...storedFields(row),
  }),
};
