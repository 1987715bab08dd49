import { type Decimal as Amount, Decimal, StorageFailedError, ZERO } from '@orderfolio/domain';
import { ENTITIES, type EntityKind, metadataSchema, readStoredJson } from '@orderfolio/domain/adapter';
import type { SqlValue } from '../connection.ts';

/** Every column of a row, with the function that takes its value from the entity. */
export type Columns<Entity, Row> = { readonly [Column in keyof Row]: (entity: Entity) => Row[Column] & SqlValue };

/** Every field of an entity, optional ones included: a field may be undefined, but not missing. */
type Complete<Entity> = { readonly [Field in keyof Required<Entity>]: Entity[Field] };

/**
 * How one kind of entity is stored: the only place that knows its columns. It must read each field from the row, and write each column.
 * So a new field of the schema does not compile before it is stored. The columns of the primary key are those of the key fields, in snake
 * case.
 */
export interface Mapper<Entity, Row> {
  readonly entity: EntityKind;
  readonly table: string;
  readonly columns: Columns<Entity, Row>;
  /** The columns that never change after the insert, except the key and `created_at`. Most kinds have none. */
  readonly fixed?: readonly (keyof Row)[];
  /** The columns that follow from others: only the indexes need them, and `fromRow` does not. */
  readonly derived?: readonly (keyof Row)[];
  /** The entity of a row. The tables are STRICT: a row has the types that it declares. */
  fromRow(row: Row): Complete<Entity>;
}

/** The columns that every table has. */
export interface StoredRow {
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

interface Stored {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const storedColumns: Columns<Stored, StoredRow> = {
  version: (entity) => entity.version,
  created_at: (entity) => entity.createdAt,
  updated_at: (entity) => entity.updatedAt,
};

export function storedFields(row: StoredRow): Stored {
  return { version: row.version, createdAt: row.created_at, updatedAt: row.updated_at };
}

/** The columns of the primary key of a kind. */
export function keyColumns(entity: EntityKind): readonly string[] {
  return ENTITIES[entity].key.map(snakeCase);
}

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** An amount as canonical text. */
export function amountText(amount: Amount): string {
  return amount.toString();
}

export function optionalAmountText(amount: Amount | undefined): string | null {
  return amount === undefined ? null : amount.toString();
}

/** The amount in a column. STORAGE_FAILED if somebody has edited it into something else. */
export function amountOf(text: string, column: string): Amount {
  if (text === '0') return ZERO;
  try {
    return new Decimal(text);
  } catch (cause) {
    throw new StorageFailedError(
      { reason: `column ${column} holds ${JSON.stringify(text)}, which is no amount`, retryable: false },
      { cause },
    );
  }
}

export function optionalAmountOf(text: string | null, column: string): Amount | undefined {
  return text === null ? undefined : amountOf(text, column);
}

/** Pairs of texts as JSON. */
export function metadataText(pairs: Metadata | undefined): string | null {
  return pairs === undefined ? null : JSON.stringify(pairs);
}

/** The pairs in a column. STORAGE_FAILED if somebody has edited it into something else. */
export function metadataOf(text: string | null, entity: string): Metadata | undefined {
  return text === null ? undefined : readStoredJson(metadataSchema, text, entity);
}

type Metadata = Readonly<Record<string, string>>;
