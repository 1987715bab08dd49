import { type RepositoryContext, type UserRepository, userWrites } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import { userMapper } from '../mappers/user-mapper.ts';

type UserRow = Parameters<typeof userMapper.fromRow>[0];

export function userRepository(connection: Connection, context: RepositoryContext): UserRepository {
  const byEmail = connection.prepare<UserRow>('SELECT * FROM users WHERE email = ?');
  return {
    ...userWrites(context),
    getByEmail: (email) =>
      connection.whenFree(() => {
        const row = byEmail.get(email);
        return row && userMapper.fromRow(row);
      }),
  };
}
