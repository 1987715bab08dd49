import type { OpenOrders, PageRequest } from '@orderfolio/domain';
import {
  type EntityReader,
  type NamedOrder,
  type OrderRepository,
  orderReads,
  readPage,
  toOpenOrders,
  toPage,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { clientOrderKey, itemKeyOf, SK_PREFIX } from '../item-key.ts';
import { attributeOf } from '../mappers/mapper.ts';
import { orderMapper } from '../mappers/order-mapper.ts';
import { INDEXES } from '../schema.ts';
import { type ListDefinition, pageOf } from './list.ts';
import { queryShards } from './sharded-query.ts';
import { orderIn } from './trigger-index.ts';
import { historyOf } from './user-history.ts';

const BY_USER: ListDefinition<'order'> = {
  mapper: orderMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ orderId }) => orderId,
};
const BY_ASSET: ListDefinition<'order'> = {
  ...BY_USER,
  index: INDEXES.byAsset,
  where: 'pk = :pk AND assetId = :assetId AND begins_with(sk, :sk)',
};
const BY_STATUS: ListDefinition<'order'> = {
  ...BY_USER,
  index: INDEXES.byStatus,
  where: 'pk = :pk AND orderStatus = :orderStatus AND begins_with(sk, :sk)',
};

export function orderRepository(connection: Connection, reader: EntityReader): OrderRepository {
  const reads = orderReads(reader);
  return {
    ...reads,
    async getByClientOrderId(username, clientOrderId) {
      const [guard] = await connection.get([clientOrderKey(username, clientOrderId)]);
      const orderId = attributeOf(guard, 'orderId');
      return typeof orderId === 'string' ? reads.get(username, orderId) : undefined;
    },
    listByUser: (username, page) =>
      pageOf(connection, BY_USER, historyOf(['orders', username], username, SK_PREFIX.order), page),
    listByUserAndAsset: (username, assetId, page) =>
      pageOf(
        connection,
        BY_ASSET,
        historyOf(['orders', username, 'asset', assetId], username, SK_PREFIX.order, { assetId }),
        page,
      ),
    listByUserAndStatus: (username, status, page) =>
      pageOf(
        connection,
        BY_STATUS,
        historyOf(['orders', username, 'status', status], username, SK_PREFIX.order, { orderStatus: status }),
        page,
      ),
    listRestingByAsset: (assetId, page) => restingPage(connection, assetId, page),
  };
}

/** Like `pageOf`, over the orders of all users, and over shards. */
async function restingPage(
  connection: Connection,
  assetId: string,
  request: PageRequest | undefined,
): Promise<OpenOrders> {
  const identity = ['resting-orders', assetId];
  const { limit, after } = readPage(identity, request);
  const items = await queryShards(connection, {
    index: INDEXES.restingByAsset,
    shards: connection.triggerShards,
    where: 'restingAsset = :restingAsset',
    values: { ':restingAsset': assetId },
    order: 'descending',
    limit: limit + 1,
    after: after === undefined ? undefined : { restingAsset: assetId, ...itemKeyIn(after) },
  });
  return toOpenOrders(toPage(identity, limit, items.map(orderIn), ownedKey));
}

/** The id, which the list is sorted by, and the user, in whose partition the order stands. */
function ownedKey(entry: NamedOrder): string {
  const { orderId, username } = entry.kind === 'order' ? entry.order : entry.name;
  return `${orderId} ${username}`;
}

function itemKeyIn(key: string) {
  const [orderId = '', username = ''] = key.split(' ');
  return itemKeyOf({ entity: 'order', username, orderId });
}
