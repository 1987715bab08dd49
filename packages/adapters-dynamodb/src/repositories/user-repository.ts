import { type Page, type PageRequest, StorageFailedError, type User, type UserStatus } from '@orderfolio/domain';
import {
  type EntityReader,
  type ListedUser,
  type ListIdentity,
  prefixRange,
  readPage,
  toPage,
  type UserRepository,
  userReads,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { afterHash, emailKey, itemKeyOf, userPartition } from '../item-key.ts';
import { attributeOf, type Item } from '../mappers/mapper.ts';
import { USER_BOOK, userMapper } from '../mappers/user-mapper.ts';
import { INDEXES, type IndexName } from '../schema.ts';
import { USER_SHARDS } from '../shard.ts';
import { requireEveryUser } from '../users-migration.ts';
import { mustRead } from './list.ts';
import { queryShards } from './sharded-query.ts';

/** It is read for an unknown address. No user can have so short a name. */
const NOBODY = 'none';

export function userRepository(connection: Connection, reader: EntityReader): UserRepository {
  const reads = userReads(reader);
  let hasEveryUser = false;
  const search = async (directory: Directory, prefix: string, page: PageRequest | undefined) => {
    if (!hasEveryUser) await requireEveryUser(connection);
    // It stays true.
    hasEveryUser = true;
    return beginningPage(connection, directory, prefix, page);
  };
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
    listByUsernamePrefix: (prefix, page) => search(BY_USERNAME, prefix, page),
    listByEmailPrefix: (prefix, page) => search(BY_EMAIL, prefix, page),
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

/** An index of users by a text. */
interface Directory {
  readonly name: string;
  readonly index: IndexName;
  readonly attribute: string;
  /** Its partitions, their shards aside. */
  readonly books: readonly string[];
  readonly sort: 'pk' | 'email';
  /** What goes before the text in the attribute that sorts it. */
  readonly before: string;
}

const BY_USERNAME: Directory = {
  name: 'username',
  index: INDEXES.usersByName,
  attribute: 'userBook',
  books: [USER_BOOK],
  sort: 'pk',
  before: userPartition(''),
};

const EVERYBODY_WITH_EMAIL: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED'];

const BY_EMAIL: Directory = {
  name: 'email',
  index: INDEXES.usersByEmail,
  attribute: 'userStatus',
  books: EVERYBODY_WITH_EMAIL,
  sort: 'email',
  before: '',
};

/** A page of the users whose text begins with `prefix`. The index has their keys. */
async function beginningPage(
  connection: Connection,
  { name, index, attribute, books, sort, before }: Directory,
  prefix: string,
  request: PageRequest | undefined,
): Promise<Page<User<string>>> {
  const identity = ['users', name, prefix];
  const { limit, after } = readPage(identity, request);
  const { from, to } = prefixRange(prefix, after);
  const found = await Promise.all(
    books.map((book) =>
      queryShards(connection, {
        index,
        shards: USER_SHARDS,
        where: `${attribute} = :book AND ${sort} BETWEEN :from AND :to`,
        values: { ':book': book, ':from': before + from, ':to': before + to },
        order: 'ascending',
        limit: limit + 1,
      }),
    ),
  );
  const textOf = (entry: Item): string => String(entry[sort]).slice(before.length);
  const entries = found.flat().sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
  const page = toPage(identity, limit, entries.slice(0, limit + 1), textOf);
  const items = await connection.get(page.items);
  return {
    ...page,
    items: page.items.flatMap((entry, position) => {
      const item = items[position];
      // The index may lag: the user has another e-mail by now, or none.
      return item === undefined || item[sort] !== entry[sort] ? [] : [mustRead(userMapper, item)];
    }),
  };
}

/** The age, then the name among users of one millisecond. */
function ageKey({ createdAt, pk }: Item): string {
  return `${createdAt} ${afterHash(pk)}`;
}

function placeAfter(key: string) {
  const [createdAt = '', username = ''] = key.split(' ');
  return { ...itemKeyOf({ entity: 'user', username }), createdAt };
}
