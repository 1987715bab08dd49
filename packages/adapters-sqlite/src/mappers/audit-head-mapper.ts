import type { AuditHead } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedFields, storedFixed, storedMutable } from './mapper.ts';

interface AuditHeadRow extends StoredRow {
  readonly username: string;
  readonly sequence: number;
  readonly hash: string;
}

export const auditHeadMapper: Mapper<AuditHead, AuditHeadRow> = {
  entity: 'auditHead',
  table: 'audit_heads',
  key: { username: (head) => head.username },
  fixed: storedFixed,
  mutable: { sequence: (head) => head.sequence, hash: (head) => head.hash, ...storedMutable },
  fromRow: (row) => ({ username: row.username, sequence: row.sequence, hash: row.hash, ...storedFields(row) }),
};
