import {
  groupTriggers,
  type IndexRange,
  idOf,
  orderTriggers,
  type Trigger,
  type TriggerRepository,
  type Triggers,
} from '@orderfolio/domain/adapter';
import type { Connection, Statement } from '../connection.ts';
import { orderMapper } from '../mappers/order-mapper.ts';
import { trailingGroupMapper } from '../mappers/trailing-group-mapper.ts';
import { fallKeyOf, riseKeyOf } from '../mappers/trigger-columns.ts';
import { ascendingKey, descendingKey } from '../sort-key.ts';

type OrderRow = Parameters<typeof orderMapper.fromRow>[0];
type GroupRow = Parameters<typeof trailingGroupMapper.fromRow>[0];

export function triggerRepository(connection: Connection): TriggerRepository {
  const byFall = new TriggerIndex(connection, 'by_fall', 'asset_id', 'fall_key', fallKeyOf);
  const byRise = new TriggerIndex(connection, 'by_rise', 'rise_book', 'rise_key', riseKeyOf);
  const byDue = connection.prepare<OrderRow>(`
    SELECT * FROM orders INDEXED BY orders_by_due
    WHERE (due_at, order_id) > (?, ?) AND due_at <= ? ORDER BY due_at, order_id LIMIT ?`);
  return {
    reachedByFall: (assetId, price, range) => byFall.read(assetId, descendingKey(price), range),
    reachedByRise: (book, value, range) => byRise.read(book, ascendingKey(value), range),
    dueBy: (now, { limit, after }) =>
      connection.whenFree(() =>
        byDue.all(after?.expiresAt ?? '', after?.orderId ?? '', now, limit).map((row) => orderMapper.fromRow(row)),
      ),
  };
}

/** An index of triggers, over orders and over groups of them: read in the order of its key, then of the ids. */
class TriggerIndex {
  readonly #connection: Connection;
  readonly #keyOf: (triggers: Triggers) => string | undefined;
  readonly #orders: Statement<OrderRow>;
  readonly #groups: Statement<GroupRow>;

  constructor(
    connection: Connection,
    name: string,
    book: string,
    key: string,
    keyOf: (triggers: Triggers) => string | undefined,
  ) {
    const select = (table: string, id: string) => `
      SELECT * FROM ${table} INDEXED BY ${table}_${name}
      WHERE ${book} = ? AND (${key}, ${id}) > (?, ?) AND ${key} <= ? ORDER BY ${key}, ${id} LIMIT ?`;
    this.#connection = connection;
    this.#keyOf = keyOf;
    this.#orders = connection.prepare<OrderRow>(select('orders', 'order_id'));
    this.#groups = connection.prepare<GroupRow>(select('trailing_groups', 'group_id'));
  }

  /** What stands in the book up to this key. */
  read(book: string, last: string, { limit, after }: IndexRange<Trigger>): Promise<readonly Trigger[]> {
    const [key, id] = after === undefined ? ['', ''] : [this.#key(after), idOf(after)];
    return this.#connection.snapshot(() => {
      const orders = this.#orders.all(book, key, id, last, limit).map(toOrder);
      const groups = this.#groups.all(book, key, id, last, limit).map(toGroup);
      return groups.length === 0 ? orders : this.#merge(orders, groups).slice(0, limit);
    });
  }

  #merge(orders: readonly Trigger[], groups: readonly Trigger[]): Trigger[] {
    const place = (trigger: Trigger): string => `${this.#key(trigger)} ${idOf(trigger)}`;
    return [...orders, ...groups].sort((one, other) => (place(one) < place(other) ? -1 : 1));
  }

  #key(trigger: Trigger): string {
    return this.#keyOf(trigger.kind === 'order' ? orderTriggers(trigger.order) : groupTriggers(trigger.group)) ?? '';
  }
}

function toOrder(row: OrderRow): Trigger {
  return { kind: 'order', order: orderMapper.fromRow(row) };
}

function toGroup(row: GroupRow): Trigger {
  return { kind: 'group', group: trailingGroupMapper.fromRow(row) };
}
