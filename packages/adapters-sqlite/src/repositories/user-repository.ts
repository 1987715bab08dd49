import type { Page, PageRequest, User } from '@orderfolio/domain';
import {
  type EntityReader,
  prefixRange,
  readPage,
  toPage,
  type UserRepository,
  userReads,
} from '@orderfolio/domain/adapter';
import type { Connection, Statement } from '../connection.ts';
import { userMapper } from '../mappers/user-mapper.ts';
import { List } from './list.ts';

type UserRow = Parameters<typeof userMapper.fromRow>[0];

export function userRepository(connection: Connection, reader: EntityReader): UserRepository {
  const byEmail = connection.prepare<UserRow>('SELECT * FROM users WHERE email = ?');
  const all = new List(connection, { mapper: userMapper, where: 'TRUE', orderBy: 'age_key', keyOf: ageKey });
  const byStatus = new List(connection, {
    mapper: userMapper,
    where: 'status = ?',
    orderBy: 'age_key',
    keyOf: ageKey,
  });
  return {
    ...userReads(reader),
    getByEmail: (email) =>
      connection.whenFree(() => {
        const row = byEmail.get(email);
        return row && userMapper.fromRow(row);
      }),
    list: (page) => all.page(['users'], [], page),
    listByStatus: (status, page) => byStatus.page(['users', 'status', status], [status], page),
    listByUsernamePrefix: byBeginning(connection, 'username', 'TRUE'),
    // The condition is that of the index.
    listByEmailPrefix: byBeginning(connection, 'email', "status <> 'ERASED'"),
  };
}

/** Lists the users among those of the condition whose column begins with a text. */
function byBeginning(
  connection: Connection,
  column: 'username' | 'email',
  where: string,
): (prefix: string, request?: PageRequest) => Promise<Page<User<string>>> {
  // Most processes never need it, so it is compiled when it is first used.
  let statement: Statement<UserRow> | undefined;
  return async (prefix, request) => {
    const identity = ['users', column, prefix];
    const { limit, after } = readPage(identity, request);
    const { from, to } = prefixRange(prefix, after);
    const rows = await connection.whenFree(() => {
      statement ??= connection.prepare(
        `SELECT * FROM users WHERE ${where} AND ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?`,
      );
      return statement.all(from, to, limit + 1).map((row) => userMapper.fromRow(row));
    });
    return toPage(identity, limit, rows, (user) => user[column]);
  };
}

/** As the generated column `age_key`: the age, then the name among users of one millisecond. */
function ageKey({ createdAt, username }: User<string>): string {
  return `${createdAt} ${username}`;
}
