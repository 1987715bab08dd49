import { type Page, type PageRequest, StorageFailedError, type User } from '@orderfolio/domain';
import {
  type EntityReader,
  type ListedUser,
  type ListIdentity,
  readPage,
  toPage,
  type UserRepository,
  userReads,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { afterHash, emailKey, itemKeyOf } from '../item-key.ts';
import { attributeOf, type Item } from '../mappers/mapper.ts';
import { USER_BOOK, userMapper } from '../mappers/user-mapper.ts';
import { INDEXES, type IndexName } from '../schema.ts';
import { USER_SHARDS } from '../shard.ts';
import { mustRead } from './list.ts';
import { queryShards } from './sharded-query.ts';

/** It is read for an unknown address. No user can have so short a name. */
const NOBODY = 'none';

export function userRepository(connection: Connection, reader: EntityReader): UserRepository {
  const reads = userReads(reader);
  return {
    ...reads,
    async getByEmail(email) {
      const [guard] = await connection.get([emailKey(email)]);
      const username = attributeOf(guard, 'username');
      // An unknown address takes as many requests as a known one. Otherwise the time would tell which addresses are known.
      const user = await reads.get(typeof username === 'string' ? username : NOBODY);
      // The user may have changed it between the two reads.
      return user?.email.toLowerCase() === email.toLowerCase() ? user : undefined;
    },
    list: (page) => userPage(connection, ALL, ['users'], page),
    listByStatus: (status, page) =>
      userPage(
        connection,
        { index: INDEXES.usersByStatus, attribute: 'userStatus', value: status },
        ['users', 'status', status],
        page,
      ),
  };
}

/** All users, newest first. A broken record hides no other. */
export async function listUsers(connection: Connection, request: PageRequest | undefined): Promise<Page<ListedUser>> {
  const page = await itemPage(connection, ALL, ['users'], request);
  return { ...page, items: page.items.map(listedUser) };
}

function listedUser(item: Item): ListedUser {
  const username = afterHash(item.pk);
  try {
    mustRead(userMapper, item);
    return { username };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { username, unreadable: error.reason };
  }
}

/** The partition of an index of users, its shard aside. */
interface Book {
  readonly index: IndexName;
  readonly attribute: string;
  readonly value: string;
}

const ALL: Book = { index: INDEXES.users, attribute: 'userBook', value: USER_BOOK };

async function userPage(
  connection: Connection,
  book: Book,
  identity: ListIdentity,
  request: PageRequest | undefined,
): Promise<Page<User<string>>> {
  const page = await itemPage(connection, book, identity, request);
  return { ...page, items: page.items.map((item) => mustRead(userMapper, item)) };
}

/** Like `pageOf`, over shards, and without reading the items. */
async function itemPage(
  connection: Connection,
  { index, attribute, value }: Book,
  identity: ListIdentity,
  request: PageRequest | undefined,
): Promise<Page<Item>> {
  const { limit, after } = readPage(identity, request);
  const items = await queryShards(connection, {
    index,
    shards: USER_SHARDS,
    where: `${attribute} = :book`,
    values: { ':book': value },
    order: 'descending',
    limit: limit + 1,
    after: after === undefined ? undefined : { [attribute]: value, ...placeAfter(after) },
  });
  return toPage(identity, limit, items, ageKey);
}

/** The age, then the name among users of one millisecond. */
function ageKey({ createdAt, pk }: Item): string {
  return `${createdAt} ${afterHash(pk)}`;
}

function placeAfter(key: string) {
  const [createdAt = '', username = ''] = key.split(' ');
  return { ...itemKeyOf({ entity: 'user', username }), createdAt };
}
