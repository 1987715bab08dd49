import {
  type AuditEntry,
  type AuditHead,
  type Change,
  FIRST_PREVIOUS_HASH,
  insert,
  save,
} from '@orderfolio/domain/adapter';
import type { AuditRecord } from '../audit/audit-event.ts';
import type { AuditLogger, ChainPlace } from '../audit/audit-logger.ts';

/**
 * The changes that append records to a user's chain, and the places of these records. The head comes first: if two append at once, one
 * conflicts on it.
 */
export function appendToTrail(
  username: string,
  head: AuditHead | undefined,
  records: readonly AuditRecord[],
  now: string,
  audit: Pick<AuditLogger, 'hashOf'>,
): { readonly changes: readonly Change[]; readonly places: readonly ChainPlace[] } {
  if (records.length === 0) return { changes: [], places: [] };
  const stored = { version: 1, createdAt: now, updatedAt: now };
  let { sequence, hash } = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
  const entries = records.map((audited): AuditEntry => {
    sequence += 1;
    const unhashed = { username, sequence, record: JSON.stringify(audited), previousHash: hash };
    hash = audit.hashOf(unhashed);
    return { ...unhashed, hash, ...stored };
  });
  const next: AuditHead =
    head === undefined ? { username, sequence, hash, ...stored } : { ...head, sequence, hash, updatedAt: now };
  return {
    changes: [save('auditHead', head, next), ...entries.map((entry) => insert('auditEntry', entry))],
    places: entries,
  };
}
