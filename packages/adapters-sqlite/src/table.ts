import { AlreadyExistsError, ConcurrencyConflictError } from '@orderfolio/domain';
import { violatedColumns } from './classify-error.ts';
import type { Connection, SqlValue, Statement } from './connection.ts';
import { keyColumns, type Mapper } from './mappers/mapper.ts';

interface Versioned {
  readonly version: number;
}

/** Takes the value of a column from an entity. */
type ValueOf<Entity> = (entity: Entity) => SqlValue;

/** A row of a table: its primary key, and how to read its entity. */
export interface KeyedRow<Entity> {
  readonly key: readonly SqlValue[];
  /** STORAGE_FAILED if somebody has edited the row into nonsense. */
  read(): Entity;
}

/** One kind of entity in its table. */
export interface EntityTable<Entity> {
  /** The entity with this primary key, or undefined. */
  get(...key: SqlValue[]): Entity | undefined;
  /** Adds a new entity. ALREADY_EXISTS, naming the field, if it is not new. */
  insert(entity: Entity): void;
  /** Replaces the entity that was read as `previous`. CONCURRENCY_CONFLICT if that has changed. */
  save(previous: Entity | undefined, entity: Entity): void;
  /** CONCURRENCY_CONFLICT unless the entity is at this version. With 0: unless it does not exist. */
  check(version: number, ...key: SqlValue[]): void;
  /** Writes the entity as it is, in the place of what has its key. ALREADY_EXISTS if another unique field is taken. */
  put(entity: Entity): void;
  /** Rows in the order of their keys, at most `limit`, after this key. */
  page(limit: number, after?: readonly SqlValue[]): readonly KeyedRow<Entity>[];
  count(): number;
}

/** The statements that read and write a single entity, each compiled once. */
export class Table<Entity extends Versioned, Row> implements EntityTable<Entity> {
  readonly #mapper: Mapper<Entity, Row>;
  readonly #columns: ReadonlyMap<string, ValueOf<Entity>>;
  readonly #all: readonly ValueOf<Entity>[];
  readonly #mutable: readonly ValueOf<Entity>[];
  readonly #keys: readonly ValueOf<Entity>[];
  readonly #keyColumn: string | undefined;
  readonly #columnNames: readonly string[];
  readonly #NamedRow: new (
    values: readonly SqlValue[],
  ) => object;
  readonly #select: Statement<SqlValue[]>;
  /** By the columns that have a value, as bits. */
  readonly #inserts = new Map<number, Statement>();
  readonly #insertOf: (names: readonly string[]) => Statement;
  readonly #update: Statement;
  readonly #bulkOf: () => BulkStatements;
  /** Most processes never copy a store. */
  #madeBulk: BulkStatements | undefined;

  constructor(connection: Connection, mapper: Mapper<Entity, Row>) {
    const { entity, table, fixed = [] } = mapper;
    const columns = Object.entries<ValueOf<Entity>>(mapper.columns);
    const keys = keyColumns(entity);
    const constant = new Set<PropertyKey>([...keys, ...fixed, 'created_at']);
    const mutable = columns.filter(([name]) => !constant.has(name));
    const where = keys.map((column) => `${column} = ?`).join(' AND ');
    this.#mapper = mapper;
    this.#columns = new Map(columns);
    this.#keys = keys.map((key) => columnIn(this.#columns, key));
    this.#keyColumn = keys.at(-1);
    this.#all = columns.map(([, value]) => value);
    this.#mutable = mutable.map(([, value]) => value);
    this.#columnNames = columns.map(([name]) => name);
    this.#NamedRow = rowNamedBy(this.#columnNames);
    this.#select = connection.prepareRows(`SELECT ${this.#columnNames.join(', ')} FROM ${table} WHERE ${where}`);
    this.#insertOf = (names) =>
      connection.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${placesOf(names)})`);
    const assignments = mutable.map(([column]) => `${column} = ?`);
    this.#update = connection.prepare(`UPDATE ${table} SET ${assignments.join(', ')} WHERE ${where} AND version = ?`);
    this.#bulkOf = () => new BulkStatements(connection, table, this.#columnNames, keys);
  }

  get(...key: SqlValue[]): Entity | undefined {
    const values = this.#select.get(...key);
    return values === undefined ? undefined : this.#mapper.fromRow(this.#rowOf(values));
  }

  #rowOf(values: readonly SqlValue[]): Row {
    // The mapper that named the columns declares their types.
    return new this.#NamedRow(values) as Row;
  }

  insert(entity: Entity): void {
    try {
      this.#insert(entity);
    } catch (cause) {
      // If both are taken, the error names the key and not the other unique field.
      throw this.#refusalOf(cause, entity, this.#isThere(entity) ? this.#keyColumn : undefined);
    }
  }

  /** Names only the columns that have a value: to hand over those that are NULL takes a twentieth of the time of a market order. */
  #insert(entity: Entity): void {
    const values: SqlValue[] = [];
    let shape = 0;
    let bit = 1;
    for (const take of this.#all) {
      const value = take(entity);
      if (value !== null) {
        values.push(value);
        shape += bit;
      }
      bit *= 2;
    }
    let insert = this.#inserts.get(shape);
    if (insert === undefined) {
      insert = this.#insertOf(this.#columnNames.filter((name) => this.#columns.get(name)?.(entity) !== null));
      this.#inserts.set(shape, insert);
    }
    insert.run(...values);
  }

  #isThere(entity: Entity): boolean {
    return this.get(...this.#keys.map((key) => key(entity))) !== undefined;
  }

  save(previous: Entity | undefined, entity: Entity): void {
    if (previous === undefined) this.#create(entity);
    else this.#replace(previous, entity);
  }

  #create(entity: Entity): void {
    try {
      this.insert(entity);
    } catch (error) {
      // Another entity may have taken a unique field. Reading again would not help.
      if (!(error instanceof AlreadyExistsError && this.#isThere(entity))) throw error;
      throw new ConcurrencyConflictError({ entity: this.#mapper.entity }, { cause: error });
    }
  }

  #replace(previous: Entity, entity: Entity): void {
    const values = this.#mutable.map((value) => value(entity));
    for (const key of this.#keys) values.push(key(previous));
    values.push(previous.version);
    try {
      if (this.#update.run(...values).changes === 1) return;
    } catch (cause) {
      throw this.#refusalOf(cause, entity);
    }
    throw new ConcurrencyConflictError({ entity: this.#mapper.entity });
  }

  check(version: number, ...key: SqlValue[]): void {
    if ((this.get(...key)?.version ?? 0) !== version)
      throw new ConcurrencyConflictError({ entity: this.#mapper.entity });
  }

  put(entity: Entity): void {
    try {
      this.#bulk.upsert.run(...this.#all.map((value) => value(entity)));
    } catch (cause) {
      throw this.#refusalOf(cause, entity);
    }
  }

  page(limit: number, after?: readonly SqlValue[]): readonly KeyedRow<Entity>[] {
    const { first, following, keyIndexes } = this.#bulk;
    const rows = after === undefined ? first.all(limit) : following.all(...after, limit);
    return rows.map((values) => ({
      key: keyIndexes.map((index) => values[index] ?? null),
      read: () => this.#mapper.fromRow(this.#rowOf(values)),
    }));
  }

  count(): number {
    return this.#bulk.count.get()?.rows ?? 0;
  }

  get #bulk(): BulkStatements {
    this.#madeBulk ??= this.#bulkOf();
    return this.#madeBulk;
  }

  /** A broken uniqueness rule as ALREADY_EXISTS of this column, or of the one that SQLite names. Any other error is returned as it is. */
  #refusalOf(cause: unknown, entity: Entity, taken?: string): unknown {
    const violated = violatedColumns(cause)?.at(-1)?.split('.').at(-1);
    if (violated === undefined) return cause;
    const column = taken ?? violated;
    const value = this.#columns.get(column)?.(entity);
    return new AlreadyExistsError(
      { entity: this.#mapper.entity, field: camelCase(column), value: String(value) },
      { cause },
    );
  }
}

/** The statements that read and write a table as a whole. */
class BulkStatements {
  readonly upsert: Statement;
  readonly first: Statement<SqlValue[]>;
  readonly following: Statement<SqlValue[]>;
  readonly count: Statement<{ readonly rows: number }>;
  /** Where the columns of the primary key stand among all. */
  readonly keyIndexes: readonly number[];

  constructor(connection: Connection, table: string, columns: readonly string[], keys: readonly string[]) {
    const [names, key] = [columns.join(', '), keys.join(', ')];
    const others = columns.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`);
    this.upsert = connection.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${placesOf(columns)}) ON CONFLICT (${key}) DO UPDATE SET ${others.join(', ')}`,
    );
    this.first = connection.prepareRows(`SELECT ${names} FROM ${table} ORDER BY ${key} LIMIT ?`);
    this.following = connection.prepareRows(
      `SELECT ${names} FROM ${table} WHERE (${key}) > (${placesOf(keys)}) ORDER BY ${key} LIMIT ?`,
    );
    this.count = connection.prepare(`SELECT count(*) AS rows FROM ${table}`);
    this.keyIndexes = keys.map((name) => columns.indexOf(name));
  }
}

/**
 * The driver is slow at naming the columns of a row, and so is a loop that does it for each row. So the driver returns only the values, and
 * each column is a getter of one class.
 */
function rowNamedBy(columns: readonly string[]): new (values: readonly SqlValue[]) => object {
  class NamedRow {
    readonly values: readonly SqlValue[];

    constructor(values: readonly SqlValue[]) {
      this.values = values;
    }
  }
  for (const [index, name] of columns.entries())
    Object.defineProperty(NamedRow.prototype, name, {
      get(this: NamedRow) {
        return this.values[index];
      },
    });
  return NamedRow;
}

function placesOf(columns: readonly string[]): string {
  return columns.map(() => '?').join(', ');
}

function columnIn<Value>(columns: ReadonlyMap<string, Value>, name: string): Value {
  const value = columns.get(name);
  if (value === undefined) throw new Error(`There is no column ${name}.`);
  return value;
}

function camelCase(column: string): string {
  return column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
