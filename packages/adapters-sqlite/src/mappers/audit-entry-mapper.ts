import type { AuditEntry } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface AuditEntryRow extends StoredRow {
  readonly username: string;
  readonly sequence: number;
  readonly record: string;
  readonly previous_hash: string;
  readonly hash: string;
}

export const auditEntryMapper: Mapper<AuditEntry, AuditEntryRow> = {
  entity: 'auditEntry',
  table: 'audit_entries',
  // The column is an INTEGER, so SQLite compares it as a number with the key word, which is text.
  fixed: ['record', 'previous_hash', 'hash'],
  columns: {
    username: (entry) => entry.username,
    sequence: (entry) => entry.sequence,
    record: (entry) => entry.record,
    previous_hash: (entry) => entry.previousHash,
    hash: (entry) => entry.hash,
    ...storedColumns,
  },
  fromRow: (row) => ({
    username: row.username,
    sequence: row.sequence,
    record: row.record,
    previousHash: row.previous_hash,
    hash: row.hash,
    ...storedFields(row),
  }),
};
