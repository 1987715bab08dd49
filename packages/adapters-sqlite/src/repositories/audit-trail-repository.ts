import { type AuditTrailRepository, auditTrailReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { auditEntryMapper } from '../mappers/audit-entry-mapper.ts';
import { List } from './list.ts';

export function auditTrailRepository(connection: Connection, reader: EntityReader): AuditTrailRepository {
  const entries = new List(connection, {
    mapper: auditEntryMapper,
    where: 'username = ?',
    orderBy: 'sequence',
    keyOf: (entry) => String(entry.sequence),
  });
  return {
    ...auditTrailReads(reader),
    list: (username, page) => entries.page(['audit-entries', username], [username], page),
  };
}
