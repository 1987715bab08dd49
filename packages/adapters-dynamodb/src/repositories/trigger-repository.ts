import type { IndexRange, Trigger, TriggerRepository } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { itemKeyOf, SK_PREFIX } from '../item-key.ts';
import { type Attributes, type Item, numberOf } from '../mappers/mapper.ts';
import { EXPIRY_BOOK, orderMapper } from '../mappers/order-mapper.ts';
import { trailingGroupMapper } from '../mappers/trailing-group-mapper.ts';
import { INDEXES, type IndexName } from '../schema.ts';
import { mustRead } from './list.ts';
import { queryShards } from './sharded-query.ts';

export function triggerRepository(connection: Connection): TriggerRepository {
  const read = (
    index: IndexName,
    where: string,
    values: Attributes,
    { limit, after }: IndexRange<Trigger>,
  ): Promise<readonly Item[]> =>
    queryShards(connection, {
      index,
      where,
      values,
      order: 'ascending',
      limit,
      after: after && itemOf(after),
    });

  return {
    async reachedByFall(assetId, price, range) {
      const values = { ':book': assetId, ':price': numberOf(price.neg()) };
      const items = await read(INDEXES.byFall, 'fallBook = :book AND fall <= :price', values, range);
      return items.map(triggerIn);
    },
    async reachedByRise(book, value, range) {
      const values = { ':book': book, ':value': numberOf(value) };
      const items = await read(INDEXES.byRise, 'riseBook = :book AND rise <= :value', values, range);
      return items.map(triggerIn);
    },
    async dueBy(now, { limit, after }) {
      const values = { ':book': EXPIRY_BOOK, ':now': now };
      const range = { limit, after: after && ({ kind: 'order', order: after } as const) };
      const items = await read(INDEXES.byExpiry, 'expiryBook = :book AND expiresAt <= :now', values, range);
      return items.map((item) => mustRead(orderMapper, item));
    },
  };
}

function triggerIn(item: Item): Trigger {
  return item.sk.startsWith(SK_PREFIX.trailingGroup)
    ? { kind: 'group', group: mustRead(trailingGroupMapper, item) }
    : { kind: 'order', order: mustRead(orderMapper, item) };
}

/** The item as it stood in the index when it was read. */
function itemOf(trigger: Trigger) {
  if (trigger.kind === 'order') {
    const { order } = trigger;
    const { username, orderId } = order;
    return { ...orderMapper.toAttributes(order), ...itemKeyOf({ entity: 'order', username, orderId }) };
  }
  const { group } = trigger;
  const { assetId, groupId } = group;
  return { ...trailingGroupMapper.toAttributes(group), ...itemKeyOf({ entity: 'trailingGroup', assetId, groupId }) };
}
