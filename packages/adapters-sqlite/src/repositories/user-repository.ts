import { type EntityReader, type UserRepository, userReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { userMapper } from '../mappers/user-mapper.ts';

type UserRow = Parameters<typeof userMapper.fromRow>[0];

export function userRepository(connection: Connection, reader: EntityReader): UserRepository {
  const byEmail = connection.prepare<UserRow>('SELECT * FROM users WHERE email = ?');
  return {
    ...userReads(reader),
    getByEmail: (email) =>
      connection.whenFree(() => {
        const row = byEmail.get(email);
        return row && userMapper.fromRow(row);
      }),
  };
}
