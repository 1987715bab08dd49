import {
  entryOf,
  type IndexPage,
  type IndexRange,
  type NamedOrder,
  type Trigger,
  type TriggerIndex,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { afterHash, SK_PREFIX } from '../item-key.ts';
import { type Attributes, type Item, numberOf } from '../mappers/mapper.ts';
import { EXPIRY_BOOK, orderMapper } from '../mappers/order-mapper.ts';
import { trailingGroupMapper } from '../mappers/trailing-group-mapper.ts';
import { INDEXES, type IndexName } from '../schema.ts';
import { mustRead } from './list.ts';
import { placeIn, placeOf, queryShards } from './sharded-query.ts';

export function triggerIndex(connection: Connection): TriggerIndex {
  const read = async <Entry>(
    index: IndexName,
    where: string,
    values: Attributes,
    { limit, after }: IndexRange,
    toEntry: (item: Item) => Entry,
  ): Promise<IndexPage<Entry>> => {
    const items = await queryShards(connection, {
      index,
      shards: connection.triggerShards,
      where,
      values,
      order: 'ascending',
      limit,
      after: after === undefined ? undefined : placeIn(index, after),
    });
    const last = items.at(-1);
    const next = last === undefined || items.length < limit ? undefined : placeOf(index, last);
    return { entries: items.map(toEntry), next };
  };

  return {
    reachedByFall(book, price, range) {
      const values = { ':book': book, ':price': numberOf(price.neg()) };
      return read(INDEXES.byFall, 'fallBook = :book AND fall <= :price', values, range, triggerIn);
    },
    reachedByRise(book, value, range) {
      const values = { ':book': book, ':value': numberOf(value) };
      return read(INDEXES.byRise, 'riseBook = :book AND rise <= :value', values, range, triggerIn);
    },
    dueBy(now, range) {
      const values = { ':book': EXPIRY_BOOK, ':now': now };
      return read(INDEXES.byExpiry, 'expiryBook = :book AND expiresAt <= :now', values, range, orderIn);
    },
  };
}

function triggerIn(item: Item): Trigger {
  if (!item.sk.startsWith(SK_PREFIX.trailingGroup)) return orderIn(item);
  const name = { trailingGroupId: afterHash(item.sk) };
  return entryOf(name, () => ({ kind: 'group', group: mustRead(trailingGroupMapper, item) }));
}

/** The order of an item. */
export function orderIn(item: Item): NamedOrder {
  const name = { username: afterHash(item.pk), orderId: afterHash(item.sk) };
  return entryOf(name, () => ({ kind: 'order', order: mustRead(orderMapper, item) }));
}
