import type { Entities, EntityKind } from '../entities/kinds.ts';

/** A stored entity, with its kind. */
export interface EntityRecord<Kind extends EntityKind = EntityKind> {
  readonly entity: Kind;
  readonly value: Entities[Kind];
}

/** True if the record is of this kind. */
export function isRecordOf<Kind extends EntityKind>(kind: Kind, record: EntityRecord): record is EntityRecord<Kind> {
  return record.entity === kind;
}

/** Some records of a part of a store. */
export interface BulkPage {
  /** Possibly none, even if another page follows. */
  readonly records: readonly EntityRecord[];
  /** Why records cannot be read. Each text names its record, which is not among `records`. */
  readonly unreadable: readonly string[];
  /** The place of the last record that was looked at: the next page begins after it. Absent at the end of the part. */
  readonly next?: string;
}

/**
 * Reads and writes a store as a whole, past the rules of the services: for copies, exports and imports, which an operator makes while
 * nobody writes. No service calls it: it reads everything.
 *
 * What it has written must be the same to every port as what `UnitOfWork` writes: unique e-mails and client order ids, lists, indexes,
 * the removal of what expires. It is not told to `feed`: nothing has happened. Leases and fences of locks are no records.
 *
 * Every method may reject with STORAGE_FAILED and STORE_CLOSED.
 */
export interface BulkLoader {
  /** Names the data, whatever connection looks at it: no other data has this name, on any adapter. */
  identity(): Promise<string>;
  /** About how many records there are, from what the store counts anyway. For a progress bar. */
  estimate(): Promise<number>;
  /** The names of the parts that can be read side by side. Each record is in exactly one, for as long as the store is. */
  readonly parts: readonly string[];
  /**
   * The newest committed state of about `limit` records of a part, in an order that stays, after the place `after`. Records of every kind
   * are read through their schema.
   */
  read(part: string, limit: number, after?: string): Promise<BulkPage>;
  /**
   * Writes the records as they are, with their versions and stamps. What has the same key is replaced, so a load may be repeated. Records
   * may come in any order, across loads too: what one belongs to may follow. If it rejects, some may be written.
   * ALREADY_EXISTS if the e-mail or the client order id belongs to another record.
   */
  load(records: readonly EntityRecord[]): Promise<void>;
  /** Checks what loading in any order left open. STORAGE_FAILED, naming the kind, if a record belongs to one that is not there. */
  finish(): Promise<void>;
}
