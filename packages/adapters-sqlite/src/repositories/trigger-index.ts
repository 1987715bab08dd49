import {
  entryOf,
  type IndexPage,
  type IndexRange,
  type NamedOrder,
  type Trigger,
  type TriggerIndex,
} from '@orderfolio/domain/adapter';
import type { Connection, Statement } from '../connection.ts';
import { orderMapper } from '../mappers/order-mapper.ts';
import { trailingGroupMapper } from '../mappers/trailing-group-mapper.ts';
import type { TriggerRow } from '../mappers/trigger-fields.ts';
import { ascendingKey, descendingKey } from '../sort-key.ts';

type OrderRow = Parameters<typeof orderMapper.fromRow>[0];
type GroupRow = Parameters<typeof trailingGroupMapper.fromRow>[0];
type KeyColumn = 'fall_key' | 'rise_key';

export function triggerIndex(connection: Connection): TriggerIndex {
  const byFall = new IndexByPrice(connection, 'by_fall', 'fall_book', 'fall_key');
  const byRise = new IndexByPrice(connection, 'by_rise', 'rise_book', 'rise_key');
  const byDue = connection.prepare<OrderRow & { readonly due_at: string }>(`
    SELECT * FROM orders INDEXED BY orders_by_due
    WHERE (due_at, order_id) > (?, ?) AND due_at <= ? ORDER BY due_at, order_id LIMIT ?`);
  return {
    reachedByFall: (book, price, range) => byFall.read(book, descendingKey(price), range),
    reachedByRise: (book, value, range) => byRise.read(book, ascendingKey(value), range),
    dueBy: (now, { limit, after }) =>
      connection.whenFree(() => {
        const rows = byDue.all(...wordsOf(after), now, limit);
        return pageOf(
          rows.map((row) => ({ place: placeOf(row.due_at, row.order_id), entry: orderEntry(row) })),
          limit,
        );
      }),
  };
}

/** An entry, and its place in its index, as the index has it, whatever the record says. */
interface Placed<Entry> {
  readonly place: string;
  readonly entry: Entry;
}

/** An index of triggers, over orders and over groups of them: read in the order of its key, then of the ids. */
class IndexByPrice {
  readonly #connection: Connection;
  readonly #key: KeyColumn;
  readonly #orders: Statement<OrderRow>;
  readonly #groups: Statement<GroupRow>;

  constructor(connection: Connection, name: string, book: string, key: KeyColumn) {
    const select = (table: string, id: string) => `
      SELECT * FROM ${table} INDEXED BY ${table}_${name}
      WHERE ${book} = ? AND (${key}, ${id}) > (?, ?) AND ${key} <= ? ORDER BY ${key}, ${id} LIMIT ?`;
    this.#connection = connection;
    this.#key = key;
    this.#orders = connection.prepare<OrderRow>(select('orders', 'order_id'));
    this.#groups = connection.prepare<GroupRow>(select('trailing_groups', 'group_id'));
  }

  /** The entries of the book up to this key. */
  read(book: string, last: string, { limit, after }: IndexRange): Promise<IndexPage<Trigger>> {
    return this.#connection.snapshot(() => {
      const orders = this.#orders.all(book, ...wordsOf(after), last, limit);
      const groups = this.#groups.all(book, ...wordsOf(after), last, limit);
      const placed = [
        ...orders.map((row) => this.#placed(row, row.order_id, orderEntry(row))),
        ...groups.map((row) => this.#placed(row, row.group_id, groupEntry(row))),
      ];
      if (groups.length > 0) placed.sort((one, other) => (one.place < other.place ? -1 : 1));
      return pageOf(placed.slice(0, limit), limit);
    });
  }

  #placed(row: TriggerRow, id: string, entry: Trigger): Placed<Trigger> {
    return { place: placeOf(row[this.#key] ?? '', id), entry };
  }
}

function pageOf<Entry>(placed: readonly Placed<Entry>[], limit: number): IndexPage<Entry> {
  return {
    entries: placed.map(({ entry }) => entry),
    next: placed.length < limit ? undefined : placed.at(-1)?.place,
  };
}

/** No key of an index has a space in it. */
function placeOf(key: string, id: string): string {
  return `${key} ${id}`;
}

/** The key and the id of a place. Without a place, those before the first. */
function wordsOf(place = ' '): [string, string] {
  const space = place.indexOf(' ');
  return [place.slice(0, space), place.slice(space + 1)];
}

/** The order of a row. */
export function orderEntry(row: OrderRow): NamedOrder {
  const name = { username: row.username, orderId: row.order_id };
  return entryOf(name, () => ({ kind: 'order', order: orderMapper.fromRow(row) }));
}

function groupEntry(row: GroupRow): Trigger {
  return entryOf({ trailingGroupId: row.group_id }, () => ({ kind: 'group', group: trailingGroupMapper.fromRow(row) }));
}
