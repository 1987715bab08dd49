import { type RepositoryContext, type UserRepository, userWrites } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import { emailKey } from '../item-key.ts';
import { attributeOf } from '../mappers/mapper.ts';

export function userRepository(connection: Connection, context: RepositoryContext): UserRepository {
  const writes = userWrites(context);
  return {
    ...writes,
    async getByEmail(email) {
      const [guard] = await connection.get([emailKey(email)]);
      const username = attributeOf(guard, 'username');
      if (typeof username !== 'string') return undefined;
      const user = await writes.get(username);
      // The user may have changed it between the two reads.
      return user?.email.toLowerCase() === email.toLowerCase() ? user : undefined;
    },
  };
}
