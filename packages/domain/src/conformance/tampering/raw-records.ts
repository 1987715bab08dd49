import type { EntityKey, RecordKind } from '../../adapter/index.ts';

/** Puts the record back as it was. */
export type PutBack = () => Promise<void>;

/** What a place has stored, past the adapter and all its checks: that of the place which the adapter has opened last. */
export interface RawRecords {
  /** Writes one field of a record; undefined takes it away. */
  overwrite(key: EntityKey<RecordKind>, field: string, value: unknown): Promise<PutBack>;
  /** True where the record has something in this field. */
  has(key: EntityKey<RecordKind>, field: string): Promise<boolean>;
  /** Takes a record away. */
  remove(key: EntityKey<RecordKind>): Promise<PutBack>;
  /** Puts a copy of a record under another key. */
  copy(key: EntityKey<RecordKind>, to: EntityKey<RecordKind>): Promise<PutBack>;
}
