import { type AuditTrailRepository, auditTrailReads, type RepositoryContext } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import { auditEntryMapper } from '../mappers/audit-entry-mapper.ts';
import { List } from './list.ts';

export function auditTrailRepository(connection: Connection, context: RepositoryContext): AuditTrailRepository {
  const entries = new List(connection, {
    mapper: auditEntryMapper,
    where: 'username = ?',
    orderBy: 'sequence',
    keyOf: (entry) => String(entry.sequence),
  });
  return {
    ...auditTrailReads(context),
    list: (username, page) => entries.page(['audit-entries', username], [username], page),
  };
}
