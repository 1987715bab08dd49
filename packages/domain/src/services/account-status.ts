import type * as z from 'zod';
import { type CommandContext, execute } from '../command/execute.ts';
import { type Balance, reinstateBalance, suspendBalance } from '../entities/balance.ts';
import { endLogins, eraseLogin } from '../entities/login.ts';
import { forgetDevice, type RefreshFamily } from '../entities/refresh-token.ts';
import {
  changeUserStatus,
  eraseUser,
  requireNotErased,
  type StatusChange,
  type StoredUser,
  shownUser,
  statusChangeSchema,
  type User,
  type UserStatus,
  usernameSchema,
} from '../entities/user.ts';
import type { Roles, UserRole } from '../entities/user-role.ts';
import { UserNotFoundError } from '../errors/not-found-errors.ts';
import type { AssetBalanceRepository } from '../ports/asset-balance-repository.ts';
import type { RefreshTokenRepository } from '../ports/refresh-token-repository.ts';
import { type Change, save } from '../ports/unit-of-work.ts';
import { parse } from '../validation/parse.ts';

/** Operators' actions on an account. Repeating a call changes nothing. */
export interface AccountStatus<Role extends string = UserRole> {
  /**
   * Suspends the user until `reinstate`. All logins end, and every command that would move cash or assets rejects with ACCOUNT_SUSPENDED.
   * Resting orders keep their holds, and prices pass them by. They still expire and can be cancelled, and operators may still adjust. An
   * erased account stays as it is. `by` and `reason` are stored with the user. USER_NOT_FOUND.
   */
  suspend(username: string, change: StatusChange): Promise<User<Role>>;
  /** Lets the user do everything again, after a new login. USER_NOT_FOUND, ACCOUNT_SUSPENDED (an erased account stays erased). */
  reinstate(username: string, change: StatusChange): Promise<User<Role>>;
  /**
   * Removes for good everything that names the person, except the username, which is the key of the ledgers: the address, which is free
   * again, the names, phone, date of birth and metadata, the password, and the names of devices. The logins end. Ledgers and their sums
   * stay as they are, even if money is left: only an operator's adjustment moves it. The user is shown with placeholders, `by` and
   * `reason`. USER_NOT_FOUND.
   */
  erase(username: string, change: StatusChange): Promise<User<Role>>;
}

/** The records that a change of status touches. Every balance is read, since each has the flag. */
export interface StatusFacts {
  readonly user: StoredUser;
  readonly balances: readonly Balance[];
  readonly logins: Parameters<typeof endLogins>[0];
}

/** Reads the parts of an account whose keys are not known in advance. */
export interface StatusStore {
  readonly assetBalances: Pick<AssetBalanceRepository, 'getAccount'>;
  readonly refreshTokens: Pick<RefreshTokenRepository, 'listFamilies'>;
}

/** An action on an account: see `AccountStatus`. */
export type StatusAction = keyof AccountStatus;

/** Reads what a change of status touches. USER_NOT_FOUND. */
export async function readStatusFacts(
  { unitOfWork }: Pick<CommandContext, 'unitOfWork'>,
  { assetBalances }: Pick<StatusStore, 'assetBalances'>,
  username: string,
): Promise<StatusFacts> {
  const [user, login, attempts] = await unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
  ]);
  if (user === undefined) throw new UserNotFoundError({ username });
  // A command that opens another balance writes the user in its commit.
  const { balances } = await assetBalances.getAccount(username);
  return { user, balances, logins: { user, login, attempts } };
}

/**
 * The user after the action, and its changes. There are none if it is done already. ACCOUNT_SUSPENDED: see `reinstate`.
 */
export function changeStatus(
  { user, balances, logins }: StatusFacts,
  action: StatusAction,
  change: z.output<typeof statusChangeSchema>,
  now: string,
): { readonly user: StoredUser; readonly changes: readonly Change[] } {
  const changed = NEXT_STATUS[action](user, change, now);
  if (changed === user) return { user, changes: [] };
  const saved = save('user', user, changed);
  return {
    user: saved.value,
    changes: [
      saved,
      save('login', logins.login, (changed.status === 'ERASED' ? eraseLogin : endLogins)(logins, now)),
      ...balances.flatMap((balance) => flagged(balance, changed.status, now)),
    ],
  };
}

type NextStatus = (user: StoredUser, change: z.output<typeof statusChangeSchema>, now: string) => StoredUser;

const NEXT_STATUS: { readonly [Action in StatusAction]: NextStatus } = {
  suspend: (user, change, now) => (user.status === 'ACTIVE' ? changeUserStatus(user, 'SUSPENDED', change, now) : user),
  reinstate(user, change, now) {
    requireNotErased(user);
    return user.status === 'ACTIVE' ? user : changeUserStatus(user, 'ACTIVE', change, now);
  },
  erase: (user, change, now) => (user.status === 'ERASED' ? user : eraseUser(user, change, now)),
};

/** The logins have ended, and no new one begins. So the names of the devices can be removed page by page. */
export async function forgetDevices(
  context: CommandContext,
  { refreshTokens }: Pick<StatusStore, 'refreshTokens'>,
  username: string,
): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await refreshTokens.listFamilies(username, { limit: FAMILIES_AT_ONCE, cursor });
    const named = items.filter(isNamed);
    if (named.length > 0) await forget(context, username, named);
    if (nextCursor === undefined) return;
    cursor = nextCursor;
  }
}

function forget(context: CommandContext, username: string, families: readonly RefreshFamily[]): Promise<void> {
  return execute(context, {
    name: 'users.forgetDevices',
    queue: username,
    gather: () =>
      context.unitOfWork.read(
        families.map(({ familyId }) => ({ entity: 'refreshFamily', username, familyId }) as const),
      ),
    decide: (found, { now }) => ({
      result: undefined,
      changes: found
        .filter((family) => family !== undefined)
        .filter(isNamed)
        .map((family) => save('refreshFamily', family, forgetDevice(family, now))),
    }),
  });
}

export function createAccountStatus(context: CommandContext, store: StatusStore, roles: Roles): AccountStatus<string> {
  function perform(action: StatusAction, inUser: string, inChange: StatusChange): Promise<User<string>> {
    const username = parse(usernameSchema, inUser, 'username');
    const change = parse(statusChangeSchema, inChange, 'change');
    return execute(context, {
      name: `users.${action}`,
      queue: username,
      gather: () => readStatusFacts(context, store, username),
      decide(facts, { now }) {
        const { user, changes } = changeStatus(facts, action, change, now);
        return { result: shownUser(user, roles), changes };
      },
    });
  }

  return {
    suspend: async (username, change) => perform('suspend', username, change),
    reinstate: async (username, change) => perform('reinstate', username, change),
    async erase(username, change) {
      const erased = await perform('erase', username, change);
      await forgetDevices(context, store, erased.username);
      return erased;
    },
  };
}

const FAMILIES_AT_ONCE = 50;

function isNamed({ deviceLabel, lastAddress }: RefreshFamily): boolean {
  return deviceLabel !== undefined || lastAddress !== undefined;
}

/** The change that sets the balance's flag by the status. There is none if the flag is right already. */
function flagged(balance: Balance, status: UserStatus, now: string): readonly Change[] {
  const isSuspended = balance.suspended === true;
  if (isSuspended === (status !== 'ACTIVE')) return [];
  return [save('balance', balance, isSuspended ? reinstateBalance(balance, now) : suspendBalance(balance, now))];
}
