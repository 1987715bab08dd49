import type { User, UserStatus } from '../entities/user.ts';
import { UserNotFoundError } from '../errors/not-found-errors.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Users by username and by e-mail. Every method may reject with STORAGE_FAILED. */
export interface UserRepository {
  /** The newest committed state, or undefined. */
  get(username: string): Promise<User<string> | undefined>;
  /** The user with this e-mail, in any case, or undefined. */
  getByEmail(email: string): Promise<User<string> | undefined>;
  /** All users, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<User<string>>>;
  /** The users in one status, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listByStatus(status: UserStatus, page?: PageRequest): Promise<Page<User<string>>>;
  /**
   * The users whose usernames begin with the text, which is in lower case, in the order of the usernames: see `prefixRange`.
   * VALIDATION_FAILED (limit), INVALID_CURSOR.
   */
  listByUsernamePrefix(prefix: string, page?: PageRequest): Promise<Page<User<string>>>;
  /**
   * The users whose e-mails begin with the text, which is in lower case, in the order of the e-mails, without erased users. A page may
   * have fewer users than its limit, even if another follows: an index may lag. VALIDATION_FAILED (limit), INVALID_CURSOR.
   */
  listByEmailPrefix(prefix: string, page?: PageRequest): Promise<Page<User<string>>>;
}

/** The user, or USER_NOT_FOUND. Users are never removed, so the answer stays true. */
export async function requireUser(reader: EntityReader, username: string): Promise<User<string>> {
  const [user] = await reader.read([{ entity: 'user', username }]);
  if (user === undefined) throw new UserNotFoundError({ username });
  return user;
}

/** The reads that every adapter's repository shares. */
export function userReads(reader: EntityReader): Pick<UserRepository, 'get'> {
  return {
    async get(username) {
      const [user] = await reader.read([{ entity: 'user', username }]);
      return user;
    },
  };
}
