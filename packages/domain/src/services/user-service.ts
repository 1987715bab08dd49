import * as z from 'zod';
import { type CommandContext, execute } from '../command/execute.ts';
import { openBalance } from '../entities/balance.ts';
import { createLogin } from '../entities/login.ts';
import {
  type CreateUser,
  createUser,
  createUserSchema,
  emailPrefixSchema,
  emailSchema,
  type NewUser,
  requireNotErased,
  type StoredUser,
  shownUser,
  type UpdateUser,
  type User,
  type UserStatus,
  updateUser,
  updateUserSchema,
  usernamePrefixSchema,
  usernameSchema,
  userStatusSchema,
} from '../entities/user.ts';
import type { Roles, UserRole } from '../entities/user-role.ts';
import { UserNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import { type Page, type PageRequest, pageFields } from '../ports/page.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import type { UserRepository } from '../ports/user-repository.ts';
import { parse } from '../validation/parse.ts';
import { type AccountStatus, createAccountStatus, type StatusStore } from './account-status.ts';

/** Accounts. Every method may reject with VALIDATION_FAILED and STORAGE_FAILED. */
export interface UserService<Role extends string = UserRole> extends AccountStatus<Role> {
  /**
   * Creates the user as a customer and opens the USD balance, in one commit. With a `passwordHash` of another system it also makes a
   * login record. ALREADY_EXISTS (username, or e-mail in any case).
   */
  create(command: CreateUser): Promise<User<Role>>;
  /** The user. USER_NOT_FOUND. */
  get(username: string): Promise<User<Role>>;
  /** The user with this e-mail, in any case. USER_NOT_FOUND. */
  getByEmail(email: string): Promise<User<Role>>;
  /**
   * Changes the given fields of the profile. It cannot change a role or a hash: authentication does that, ends the logins, and records it
   * in the audit trail. USER_NOT_FOUND, ALREADY_EXISTS (e-mail), ACCOUNT_SUSPENDED (an erased account).
   */
  updateProfile(username: string, changes: UpdateUser): Promise<User<Role>>;
  /**
   * All users, or those in a `status`, newest first; or those whose username or e-mail begins with a text, in the order of it. It is for
   * operators: it shows everybody. INVALID_CURSOR.
   */
  list(request?: ListUsers): Promise<Page<User<Role>>>;
}

/** The page of users that `users.list` reads, and which users: at most one of the other fields. */
export interface ListUsers extends PageRequest {
  readonly status?: UserStatus | undefined;
  /** In any case. Erased users keep their usernames. */
  readonly usernamePrefix?: string | undefined;
  /** In any case. Erased users have no e-mail. */
  readonly emailPrefix?: string | undefined;
}

/** The input of `users.list`. */
export const listUsersSchema = z
  .strictObject({
    ...pageFields,
    status: userStatusSchema.optional(),
    usernamePrefix: usernamePrefixSchema.optional(),
    emailPrefix: emailPrefixSchema.optional(),
  })
  .refine(({ status, usernamePrefix }) => status === undefined || usernamePrefix === undefined, {
    path: ['usernamePrefix'],
    error: 'may not be given beside a status',
  })
  .refine(({ status, usernamePrefix, emailPrefix }) => emailPrefix === undefined || !(status ?? usernamePrefix), {
    path: ['emailPrefix'],
    error: 'may not be given beside a status or a usernamePrefix',
  });

/** A new user, and the changes that create it. */
export interface NewAccount {
  readonly user: User<string>;
  readonly changes: readonly Change[];
}

/**
 * A new user and the USD balance that every user has. The changes go into one commit, which may have others too. VALIDATION_FAILED for a
 * birth in the future.
 */
export function newAccount(command: NewUser, now: string): NewAccount {
  const user = createUser(command, now);
  const balance = openBalance(user.username, DEFAULT_CURRENCY, now);
  const { passwordHash } = command;
  const login = passwordHash === undefined ? [] : [insert('login', createLogin(user.username, passwordHash, now))];
  return { user, changes: [insert('user', user), insert('balance', balance), ...login] };
}

export function createUserService(
  context: CommandContext,
  users: UserRepository,
  store: StatusStore,
  roles: Roles,
): UserService<string> {
  const shown = (user: StoredUser) => shownUser(user, roles);
  return {
    ...createAccountStatus(context, store, roles),

    async create(input) {
      const command = parse(createUserSchema, input);
      const { username } = command;
      return execute(context, {
        name: 'users.create',
        queue: username,
        gather: async () => undefined,
        decide: (_nothing, { now }) => {
          const { user, changes } = newAccount(command, now);
          return { result: user, changes };
        },
      });
    },

    async get(input) {
      const username = parse(usernameSchema, input, 'username');
      const user = await users.get(username);
      if (user === undefined) throw new UserNotFoundError({ username });
      return shown(user);
    },

    async getByEmail(input) {
      const email = parse(emailSchema, input, 'email');
      const user = await users.getByEmail(email);
      if (user === undefined) throw new UserNotFoundError({ email });
      return shown(user);
    },

    async updateProfile(input, fields) {
      const username = parse(usernameSchema, input, 'username');
      const changes = parse(updateUserSchema, fields, 'changes');
      return execute(context, {
        name: 'users.updateProfile',
        queue: username,
        gather: () => users.get(username),
        decide: (user, { now }) => {
          if (user === undefined) throw new UserNotFoundError({ username });
          requireNotErased(user);
          const updated = save('user', user, updateUser(user, changes, now));
          return { result: shown(updated.value), changes: [updated] };
        },
      });
    },

    async list(request) {
      const found = await pageOf(users, parse(listUsersSchema, request ?? {}));
      return { ...found, items: found.items.map(shown) };
    },
  };
}

function pageOf(
  users: UserRepository,
  { status, usernamePrefix, emailPrefix, ...page }: z.output<typeof listUsersSchema>,
): Promise<Page<User<string>>> {
  if (usernamePrefix !== undefined) return users.listByUsernamePrefix(usernamePrefix, page);
  if (emailPrefix !== undefined) return users.listByEmailPrefix(emailPrefix, page);
  return status === undefined ? users.list(page) : users.listByStatus(status, page);
}
