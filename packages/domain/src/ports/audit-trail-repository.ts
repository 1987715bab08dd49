import type { AuditEntry, AuditHead } from '../entities/audit-trail.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** The audit trail of each user. Only change sets write it. Every method may reject with STORAGE_FAILED. */
export interface AuditTrailRepository {
  /** The end of the trail, in its newest committed state, or undefined if there is none. */
  head(username: string): Promise<AuditHead | undefined>;
  /** The user's entries, newest first by their sequence. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(username: string, page?: PageRequest): Promise<Page<AuditEntry>>;
}

/** The reads that every adapter's repository shares. */
export function auditTrailReads(reader: EntityReader): Omit<AuditTrailRepository, 'list'> {
  return {
    async head(username) {
      const [head] = await reader.read([{ entity: 'auditHead', username }]);
      return head;
    },
  };
}
