import type { User } from '@orderfolio/domain';
import { type EntityReader, type UserRepository, userReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
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
  };
}

/** As the generated column `age_key`: the age, then the name among users of one millisecond. */
function ageKey({ createdAt, username }: User<string>): string {
  return `${createdAt} ${username}`;
}
