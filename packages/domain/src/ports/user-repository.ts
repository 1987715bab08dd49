import { type User, userSchema } from '../entities/user.ts';
import { UserNotFoundError } from '../errors/not-found-errors.ts';
import { parse } from '../validation/parse.ts';
import { commitChanges, type RepositoryContext, succeed } from './repository-writes.ts';
import { insert, save } from './unit-of-work.ts';

/** Users by username and by e-mail. Every method may reject with STORAGE_FAILED. */
export interface UserRepository {
  /** Adds a user at version 1. ALREADY_EXISTS (username, or e-mail in any case), VALIDATION_FAILED. */
  create(user: User): Promise<User>;
  /** The newest committed state, or undefined. */
  get(username: string): Promise<User | undefined>;
  /** The user with this e-mail, in any case, or undefined. */
  getByEmail(email: string): Promise<User | undefined>;
  /**
   * Replaces the user that was read at `user.version`, and returns it one version on.
   * CONCURRENCY_CONFLICT when it has changed since, USER_NOT_FOUND, ALREADY_EXISTS (e-mail), VALIDATION_FAILED.
   */
  update(user: User): Promise<User>;
}

/** USER_NOT_FOUND unless the user exists. Users are never removed, so what is found stays true. */
export async function requireUser(
  { unitOfWork }: Pick<RepositoryContext, 'unitOfWork'>,
  username: string,
): Promise<void> {
  const [user] = await unitOfWork.read([{ entity: 'user', username }]);
  if (user === undefined) throw new UserNotFoundError({ username });
}

/** What every adapter's repository shares. */
export function userWrites(context: RepositoryContext): Omit<UserRepository, 'getByEmail'> {
  const get = async (username: string): Promise<User | undefined> => {
    const [user] = await context.unitOfWork.read([{ entity: 'user', username }]);
    return user;
  };
  return {
    get,
    async create(input) {
      const user = parse(userSchema, input, 'user');
      await commitChanges(context, insert('user', user));
      return user;
    },
    async update(input) {
      const next = parse(userSchema, input, 'user');
      const previous = await get(next.username);
      if (previous === undefined) throw new UserNotFoundError({ username: next.username });
      const user = succeed('user', previous, next, context.clock);
      await commitChanges(context, save('user', previous, user));
      return user;
    },
  };
}
