import type { ExpiredRecords } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { type ItemKey, SK_PREFIX } from '../item-key.ts';
import { ttlOf } from '../ttl.ts';

/** This many items are looked at in a page. */
const PAGE = 500;
/** This many items are removed at a time. */
const AT_ONCE = 25;
/** Older releases wrote no `ttl`, and no end of the family on a token. No family lasts longer than a year. */
const LONGEST_FAMILY_MS = 31_536_000_000;

/**
 * If the table's `ttl` is on, DynamoDB does this itself, and for free. This scan reads the whole table: it is for tables without `ttl`,
 * and for records of older releases.
 */
export function expiredRecords(connection: Connection): ExpiredRecords {
  return {
    async purge(now, cursor) {
      const { items, next } = await connection.scan({
        FilterExpression: `#ttl <= :ttl OR (attribute_not_exists(#ttl) AND
          ((begins_with(sk, :family) AND expiresAt <= :now) OR (begins_with(sk, :token) AND expiresAt <= :yearAgo)))`,
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':ttl': ttlOf(now),
          ':now': now,
          ':yearAgo': new Date(Date.parse(now) - LONGEST_FAMILY_MS).toISOString(),
          ':family': SK_PREFIX.refreshFamily,
          ':token': SK_PREFIX.refreshToken,
        },
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        Limit: PAGE,
        ExclusiveStartKey: cursor === undefined ? undefined : keyIn(cursor),
      });
      let removed = 0;
      for (let start = 0; start < items.length; start += AT_ONCE) {
        const some = items.slice(start, start + AT_ONCE);
        const done = await Promise.all(some.map((key) => remove(connection, key, now)));
        removed += done.filter(Boolean).length;
      }
      return { removed, ...(next !== undefined && { nextCursor: `${next.pk}\n${next.sk}` }) };
    },
  };
}

/** False if the item was written again meanwhile, with a later end. */
function remove(connection: Connection, { pk, sk }: ItemKey, now: string): Promise<boolean> {
  return connection.remove({
    Key: { pk, sk },
    ConditionExpression: '#ttl <= :ttl OR (attribute_not_exists(#ttl) AND expiresAt <= :now)',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':ttl': ttlOf(now), ':now': now },
  });
}

/** No key has a line break in it. */
function keyIn(cursor: string): { readonly pk: string; readonly sk: string } {
  const [pk = '', sk = ''] = cursor.split('\n');
  return { pk, sk };
}
