import type { AuditHead } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface AuditHeadRow extends StoredRow {
  readonly username: string;
  readonly sequence: number;
  readonly hash: string;
}

export const auditHeadMapper: Mapper<AuditHead, AuditHeadRow> = {
  entity: 'auditHead',
  table: 'audit_heads',
  columns: {
    username: (head) => head.username,
    sequence: (head) => head.sequence,
    hash: (head) => head.hash,
    ...storedColumns,
  },
  fromRow: (row) => ({ username: row.username, sequence: row.sequence, hash: row.hash, ...storedFields(row) }),
};
