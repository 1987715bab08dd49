import type { Page, PageRequest, User } from '@orderfolio/domain';
import {
  type EntityReader,
  type ListIdentity,
  readPage,
  toPage,
  type UserRepository,
  userReads,
} from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { emailKey, itemKeyOf } from '../item-key.ts';
import { attributeOf } from '../mappers/mapper.ts';
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
    list: (page) =>
      userPage(connection, { index: INDEXES.users, attribute: 'userBook', value: USER_BOOK }, ['users'], page),
    listByStatus: (status, page) =>
      userPage(
        connection,
        { index: INDEXES.usersByStatus, attribute: 'userStatus', value: status },
        ['users', 'status', status],
        page,
      ),
  };
}

/** The partition of an index of users, its shard aside. */
interface Book {
  readonly index: IndexName;
  readonly attribute: string;
  readonly value: string;
}

/** Like `pageOf`, over shards. */
async function userPage(
  connection: Connection,
  { index, attribute, value }: Book,
  identity: ListIdentity,
  request: PageRequest | undefined,
): Promise<Page<User<string>>> {
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
  const users = items.map((item) => mustRead(userMapper, item));
  return toPage(identity, limit, users, ageKey);
}

/** The age, then the name among users of one millisecond. */
function ageKey({ createdAt, username }: User<string>): string {
  return `${createdAt} ${username}`;
}

function placeAfter(key: string) {
  const [createdAt = '', username = ''] = key.split(' ');
  return { ...itemKeyOf({ entity: 'user', username }), createdAt };
}
