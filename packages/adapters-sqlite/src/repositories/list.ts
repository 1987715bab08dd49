import type { Page, PageRequest } from '@orderfolio/domain';
import { type ListIdentity, readPage, toPage } from '@orderfolio/domain/adapter';
import type { Connection, SqlValue, Statement } from '../connection.ts';
import type { Mapper } from '../mappers/mapper.ts';

interface ListDefinition<Entity, Row> {
  readonly mapper: Pick<Mapper<Entity, Row>, 'table' | 'fromRow'>;
  /** The index to read by, where SQLite left to choose would filter the primary key's whole list. */
  readonly index?: string | undefined;
  /** Which rows, with a `?` for every value: an index starts with these columns and goes on with `orderBy`. */
  readonly where: string;
  /** What the list is sorted by, newest first, and how an entity's key in it reads. */
  readonly orderBy: string;
  keyOf(entity: Entity): string;
}

/** Sorts after every key: the start of a list that is read downwards. */
const PAST_THE_LAST = '\u{10FFFF}';

/** A list in pages: the statement is compiled once, and reads one row more than it returns. */
export class List<Entity, Row> {
  readonly #connection: Connection;
  readonly #definition: ListDefinition<Entity, Row>;
  readonly #select: Statement<Row>;

  constructor(connection: Connection, definition: ListDefinition<Entity, Row>) {
    const { mapper, index, where, orderBy } = definition;
    const source = index === undefined ? mapper.table : `${mapper.table} INDEXED BY ${index}`;
    this.#connection = connection;
    this.#definition = definition;
    this.#select = connection.prepare<Row>(
      `SELECT * FROM ${source} WHERE ${where} AND ${orderBy} < ? ORDER BY ${orderBy} DESC LIMIT ?`,
    );
  }

  async page(list: ListIdentity, values: readonly SqlValue[], request: PageRequest | undefined): Promise<Page<Entity>> {
    const { mapper, keyOf } = this.#definition;
    const { limit, after = PAST_THE_LAST } = readPage(list, request);
    const rows = await this.#connection.whenFree(() =>
      this.#select.all(...values, after, limit + 1).map((row) => mapper.fromRow(row)),
    );
    return toPage(list, limit, rows, keyOf);
  }
}
