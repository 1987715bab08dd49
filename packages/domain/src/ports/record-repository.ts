import type { Entities } from '../entities/kinds.ts';
import type { Page, PageRequest } from './page.ts';

/** The kinds of records that a user's account is made of. */
export const RECORD_KINDS = Object.freeze([
  'balance',
  'assetBalance',
  'balanceTransaction',
  'assetTransaction',
  'order',
  'receipt',
] as const);
/** A kind of entity that `reconcile` holds against the others. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * A stored record, read on its own: the entity in it, or the reason why there is none. `misplaced` says how the record stands in an
 * index otherwise than its entity says, so that whoever looks there does not find it.
 */
export type StoredRecord<Kind extends RecordKind> =
  | { readonly id: string; readonly entity: Entities[Kind]; readonly misplaced?: string }
  | { readonly id: string; readonly unreadable: string };

/** The records of an account, broken ones too: what has to look at all that is stored reads it here. */
export interface RecordRepository {
  /**
   * The user's records of one kind, those with the greatest ids first. An id is what the key says beside the user: a currency, an
   * asset id, the id of a row or an order; of a receipt its scope and its key, a space between them.
   *
   * A record that breaks its schema is told with the reason, and keeps no other from being read. A page may have fewer records
   * than its limit and still be followed by another. VALIDATION_FAILED (limit), INVALID_CURSOR, STORAGE_FAILED.
   */
  list<Kind extends RecordKind>(kind: Kind, username: string, page?: PageRequest): Promise<Page<StoredRecord<Kind>>>;
}
