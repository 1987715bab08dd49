import type { SourceAttempts } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface SourceAttemptsRow extends StoredRow {
  readonly source_hash: string;
  readonly failures: number;
  readonly pauses: number;
  readonly last_failure_at: string | null;
  readonly paused_until: string | null;
  readonly expires_at: string;
}

export const sourceAttemptsMapper: Mapper<SourceAttempts, SourceAttemptsRow> = {
  entity: 'sourceAttempts',
  table: 'source_attempts',
  columns: {
    source_hash: (source) => source.sourceHash,
    failures: (source) => source.failures,
    pauses: (source) => source.pauses,
    last_failure_at: (source) => source.lastFailureAt ?? null,
    paused_until: (source) => source.pausedUntil ?? null,
    expires_at: (source) => source.expiresAt,
    ...storedColumns,
  },
  fromRow: (row) => ({
    sourceHash: row.source_hash,
    failures: row.failures,
    pauses: row.pauses,
    lastFailureAt: row.last_failure_at ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    expiresAt: row.expires_at,
    ...storedFields(row),
  }),
};
