import type { Page, PageRequest } from '@orderfolio/domain';
import { type ListIdentity, readPage, toPage } from '@orderfolio/domain/adapter';
import type { Connection, SqlValue, Statement } from '../connection.ts';
import type { Mapper } from '../mappers/mapper.ts';

interface ListDefinition<Entity, Row> {
  readonly mapper: Pick<Mapper<Entity, Row>, 'table' | 'fromRow'>;
  /** The index to read by, if SQLite would otherwise choose to filter the whole list of the primary key. */
  readonly index?: string | undefined;
  /** The condition on the rows, with a `?` for every value. An index starts with these columns and continues with `orderBy`. */
  readonly where: string;
  /** The sort order of the list, newest first, and the key of an entity in it. */
  readonly orderBy: string;
  keyOf(entity: Entity): string;
}

/** Sorts after every key. A list that is read downwards starts here. */
const PAST_THE_LAST = '\u{10FFFF}';

/** A list in pages. The statement is compiled once, and reads one row more than it returns. */
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
