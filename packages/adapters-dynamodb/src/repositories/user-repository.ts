import { type EntityReader, type UserRepository, userReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { emailKey } from '../item-key.ts';
import { attributeOf } from '../mappers/mapper.ts';

export function userRepository(connection: Connection, reader: EntityReader): UserRepository {
  const reads = userReads(reader);
  return {
    ...reads,
    async getByEmail(email) {
      const [guard] = await connection.get([emailKey(email)]);
      const username = attributeOf(guard, 'username');
      if (typeof username !== 'string') return undefined;
      const user = await reads.get(username);
      // The user may have changed it between the two reads.
      return user?.email.toLowerCase() === email.toLowerCase() ? user : undefined;
    },
  };
}
