import {
  type AuditTrailRepository,
  auditTrailReads,
  type EntityReader,
  sequenceWord,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { SK_PREFIX } from '../item-key.ts';
import { auditEntryMapper } from '../mappers/audit-entry-mapper.ts';
import { type ListDefinition, pageOf } from './list.ts';
import { historyOf } from './user-history.ts';

const BY_USER: ListDefinition<'auditEntry'> = {
  mapper: auditEntryMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ sequence }) => sequenceWord(sequence),
};

export function auditTrailRepository(connection: Connection, reader: EntityReader): AuditTrailRepository {
  return {
    ...auditTrailReads(reader),
    list: (username, page) =>
      pageOf(connection, BY_USER, historyOf(['audit-entries', username], username, SK_PREFIX.auditEntry), page),
  };
}
