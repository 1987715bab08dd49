import { type Decimal as Amount, Decimal, StorageFailedError, ZERO } from '@orderfolio/domain';
import type { SqlValue } from '../connection.ts';

/** Columns by name, each with how its value is taken from the entity. */
export type Columns<Entity> = { readonly [column: string]: (entity: Entity) => SqlValue };

/** How one kind of entity is stored: the only place that knows its columns. */
export interface Mapper<Entity, Row> {
  /** The entity's name in messages. */
  readonly entity: string;
  readonly table: string;
  /** The primary key. */
  readonly key: Columns<Entity>;
  /** What never changes after the insert. */
  readonly fixed: Columns<Entity>;
  /** What an update writes; `version` is among it. */
  readonly mutable: Columns<Entity>;
  /** Those of the mutable columns that follow from others: the indexes need them, and `fromRow` does not. */
  readonly derived?: readonly string[];
  /** The entity of a row. The tables are STRICT: a row has the types that it declares. */
  fromRow(row: Row): Entity;
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

export const storedFixed: Columns<Stored> = { created_at: (entity) => entity.createdAt };
export const storedMutable: Columns<Stored> = {
  version: (entity) => entity.version,
  updated_at: (entity) => entity.updatedAt,
};

export function storedFields(row: StoredRow): Stored {
  return { version: row.version, createdAt: row.created_at, updatedAt: row.updated_at };
}

/** An amount as canonical text. */
export function amountText(amount: Amount): string {
  return amount.toString();
}

export function optionalAmountText(amount: Amount | undefined): string | null {
  return amount === undefined ? null : amount.toString();
}

/** The amount in a column. STORAGE_FAILED when someone has edited it into something else. */
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
