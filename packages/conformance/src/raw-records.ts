import type { EntityKey } from '@orderfolio/domain/adapter';

/** Puts the record back as it was. */
export type PutBack = () => Promise<void>;

/**
 * What a place has stored, past the store and all its checks: what somebody could do who has a hand on the data. Fields are named
 * as in the entity; where a record stands in the indexes does not change with them.
 */
export interface RawRecords {
  /** Writes one field of a record; undefined takes it away. */
  overwrite(key: EntityKey, field: string, value: unknown): Promise<PutBack>;
  /** True where the record has something in this field. */
  has(key: EntityKey, field: string): Promise<boolean>;
  /** Takes a record away. */
  remove(key: EntityKey): Promise<PutBack>;
  /** Puts a copy of a record under another key. */
  copy(key: EntityKey, to: EntityKey): Promise<PutBack>;
}
