import type { LoginAttempts } from '../entities/login-attempts.ts';
import type { RepositoryContext } from './repository-writes.ts';

/** What is counted of the logins to a username. It is written by change sets only. Every method may reject with STORAGE_FAILED. */
export interface LoginAttemptRepository {
  /** The newest committed state, or undefined. */
  get(username: string): Promise<LoginAttempts | undefined>;
}

/** What every adapter's repository shares: all of it, for there is no list. */
export function loginAttemptReads({ unitOfWork }: Pick<RepositoryContext, 'unitOfWork'>): LoginAttemptRepository {
  return {
    async get(username) {
      const [attempts] = await unitOfWork.read([{ entity: 'loginAttempts', username }]);
      return attempts;
    },
  };
}
