import { StoreClosedError } from '@orderfolio/domain';
import {
  ENTITIES,
  type Entities,
  type EntityKey,
  type EntityKind,
  expiryOf,
  groupTriggers,
  keyWords,
  orderTriggers,
  readStoredJson,
  type Triggers,
} from '@orderfolio/domain/adapter';

/** One entity, as the store keeps it. */
export interface StoredText {
  readonly key: EntityKey;
  /** The entity as JSON. Amounts are strings there, so no digit is lost. */
  readonly json: string;
  /**
   * Its places in the indexes. They are kept beside the text, as in a database, so a broken text still has its place.
   */
  readonly place: Place;
}

export interface Place extends Triggers {
  readonly dueAt?: string | undefined;
  /** The asset that it rests on. */
  readonly restsOn?: string | undefined;
}

/** The data: every entity as text, under the text of its key. */
export class Records {
  readonly #records = new Map<string, StoredText>();
  #isOpen = true;

  close(): void {
    this.#isOpen = false;
  }

  /** Throws STORE_CLOSED if the store is closed. */
  requireOpen(): void {
    if (!this.#isOpen) throw new StoreClosedError();
  }

  /** The entity of a key, or undefined. STORAGE_FAILED for a text that somebody has edited into nonsense. */
  get(key: EntityKey): Entities[EntityKind] | undefined {
    this.requireOpen();
    const record = this.#records.get(textOf(key));
    return record && entityIn(key.entity, record);
  }

  /** Every record of a kind. A database would have an index for each list; this one looks at all of them. */
  all(kind: EntityKind): readonly StoredText[] {
    this.requireOpen();
    return [...this.#records.values()].filter(({ key }) => key.entity === kind);
  }

  /** The record of a key, without any check, for tests that break it. */
  raw(key: EntityKey): StoredText | undefined {
    return this.#records.get(textOf(key));
  }

  /** Every record, without any check. */
  allRaw(): readonly StoredText[] {
    return [...this.#records.values()];
  }

  put(record: StoredText): void {
    this.#records.set(textOf(record.key), record);
  }

  remove(key: EntityKey): void {
    this.#records.delete(textOf(key));
  }
}

/** The entity in a record, checked against the schema of its kind. */
export function entityIn<Kind extends EntityKind>(kind: Kind, { json }: StoredText): Entities[Kind] {
  return readStoredJson<Entities[Kind]>(ENTITIES[kind].schema, json, kind);
}

/** The record of an entity. */
export function recordOf(key: EntityKey, value: Entities[EntityKind]): StoredText {
  return { key, json: JSON.stringify(value), place: placeOf(key.entity, value) };
}

/** The places of an entity in the indexes. The domain says which price an order waits for. */
export function placeOf(kind: EntityKind, value: Entities[EntityKind]): Place {
  if (isOf('order', kind, value)) {
    const restsOn = value.status === 'QUEUED' ? value.assetId : undefined;
    return { ...orderTriggers(value), dueAt: expiryOf(value), restsOn };
  }
  return isOf('trailingGroup', kind, value) ? groupTriggers(value) : {};
}

function isOf<Kind extends EntityKind>(
  wanted: Kind,
  kind: EntityKind,
  _value: Entities[EntityKind],
): _value is Entities[Kind] {
  return kind === wanted;
}

function textOf(key: EntityKey): string {
  return JSON.stringify([key.entity, ...keyWords(key)]);
}
