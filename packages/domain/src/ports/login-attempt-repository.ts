import type { LoginAttempts } from '../entities/login-attempts.ts';
import type { EntityReader } from './unit-of-work.ts';

/** What is counted of the logins to names that nobody has. It is written by change sets only. Every method may reject with STORAGE_FAILED. */
export interface LoginAttemptRepository {
  /** The newest committed state, or undefined. */
  get(username: string): Promise<LoginAttempts | undefined>;
}

/** What every adapter's repository shares: all of it, for there is no list. */
export function loginAttemptReads(reader: EntityReader): LoginAttemptRepository {
  return {
    async get(username) {
      const [attempts] = await reader.read([{ entity: 'loginAttempts', username }]);
      return attempts;
    },
  };
}
