import type { RefreshFamily } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface RefreshFamilyRow extends StoredRow {
  readonly username: string;
  readonly family_id: string;
  readonly epoch: number;
  readonly expires_at: string;
  readonly device_label: string | null;
  readonly last_used_at: string | null;
  readonly last_address: string | null;
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
    device_label: (family) => family.deviceLabel ?? null,
    last_used_at: (family) => family.lastUsedAt ?? null,
    last_address: (family) => family.lastAddress ?? null,
    revoked_at: (family) => family.revokedAt ?? null,
    revoked_reason: (family) => family.revokedReason ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    familyId: row.family_id,
    epoch: row.epoch,
    expiresAt: row.expires_at,
    deviceLabel: row.device_label ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
    lastAddress: row.last_address ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    revokedReason: row.revoked_reason ?? undefined,
    ...storedFields(row),
  }),
};
