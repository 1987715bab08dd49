import type { EntityKey } from '@orderfolio/domain/adapter';

/** Puts the record back as it was. */
export type PutBack = () => Promise<void>;

/**
 * The stored records of a place, past the store and all its checks. Somebody with access to the data could do the same.
 * Fields have the names of the entity. The place of a record in the indexes does not change with them.
 */
export interface RawRecords {
  /** Writes one field of a record. Undefined removes it. */
  overwrite(key: EntityKey, field: string, value: unknown): Promise<PutBack>;
  /** True if the record has a value in this field. */
  has(key: EntityKey, field: string): Promise<boolean>;
  /** Removes a record. */
  remove(key: EntityKey): Promise<PutBack>;
  /** Every record, in any form and without the leases of locks. Two calls return the same if nothing was written between them. */
  all(): Promise<readonly unknown[]>;
  /** Puts a copy of a record under another key. */
  copy(key: EntityKey, to: EntityKey): Promise<PutBack>;
}
