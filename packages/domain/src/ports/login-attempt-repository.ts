import type { LoginAttempts } from '../entities/login-attempts.ts';
import type { EntityReader } from './unit-of-work.ts';

/** The counts of logins to names that nobody has. Only change sets write them. Every method may reject with STORAGE_FAILED. */
export interface LoginAttemptRepository {
  /** The newest committed state, or undefined. */
  get(username: string): Promise<LoginAttempts | undefined>;
}

/** The whole repository, the same on every adapter: it has no list. */
export function loginAttemptReads(reader: EntityReader): LoginAttemptRepository {
  return {
    async get(username) {
      const [attempts] = await reader.read([{ entity: 'loginAttempts', username }]);
      return attempts;
    },
  };
}
