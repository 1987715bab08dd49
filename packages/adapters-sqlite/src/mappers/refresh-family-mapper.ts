import type { RefreshFamily } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedFields, storedFixed, storedMutable } from './mapper.ts';

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
  key: { username: (family) => family.username, family_id: (family) => family.familyId },
  fixed: { epoch: (family) => family.epoch, ...storedFixed },
  mutable: {
    expires_at: (family) => family.expiresAt,
    revoked_at: (family) => family.revokedAt ?? null,
    revoked_reason: (family) => family.revokedReason ?? null,
    ...storedMutable,
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
