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

/** What operators do with an account. Repeating any of it changes nothing. */
export interface AccountStatus<Role extends string = UserRole> {
  /**
   * The user logs in nowhere and moves nothing, until reinstated: all logins end, and what would move cash or assets rejects with
   * ACCOUNT_SUSPENDED. Resting orders keep what they hold, and prices pass them by; they expire and can be cancelled, and
   * operators may still adjust. An erased account stays as it is. `by` and `reason` stand with the user. USER_NOT_FOUND.
   */
  suspend(username: string, change: StatusChange): Promise<User<Role>>;
  /** The user may do everything again, and has to log in anew. USER_NOT_FOUND, ACCOUNT_SUSPENDED (an erased account stays so). */
  reinstate(username: string, change: StatusChange): Promise<User<Role>>;
  /**
   * All that names the person is gone, for good, but the username, which is the key of the ledgers: the address, which is free again,
   * the names, phone, date of birth and metadata, the password and what devices were called. The logins end. Ledgers and
   * their sums stay as they are, also where money is left: nothing moves any more but by an operator's adjustment. The
   * user is shown with placeholders, and `by` and `reason`. USER_NOT_FOUND.
   */
  erase(username: string, change: StatusChange): Promise<User<Role>>;
}

/** What a change of status touches. Every balance is read, since each carries the flag. */
interface Facts {
  readonly user: StoredUser;
  readonly balances: readonly Balance[];
  readonly logins: Parameters<typeof endLogins>[0];
}

/** Where the parts of an account are read that have no key of their own. */
export interface StatusStore {
  readonly assetBalances: Pick<AssetBalanceRepository, 'getAccount'>;
  readonly refreshTokens: Pick<RefreshTokenRepository, 'listFamilies'>;
}

export function createAccountStatus(
  context: CommandContext,
  { assetBalances: accounts, refreshTokens }: StatusStore,
  roles: Roles,
): AccountStatus<string> {
  async function gather(username: string): Promise<Facts> {
    const [user, login, attempts] = await context.unitOfWork.read([
      { entity: 'user', username },
      { entity: 'login', username },
      { entity: 'loginAttempts', username },
    ]);
    if (user === undefined) throw new UserNotFoundError({ username });
    // Whoever opens another balance writes the user in that commit.
    const { balances } = await accounts.getAccount(username);
    return { user, balances, logins: { user, login, attempts } };
  }

  /** The user becomes what `next` makes of it; where that is the same, nothing is written. */
  function change(
    inUser: string,
    inChange: StatusChange,
    next: (user: StoredUser, change: ReturnType<typeof readChange>, now: string) => StoredUser,
  ): Promise<User<string>> {
    const username = parse(usernameSchema, inUser, 'username');
    const given = readChange(inChange);
    return execute(context, {
      queue: username,
      gather: () => gather(username),
      decide({ user, balances, logins }, { now }) {
        const changed = next(user, given, now);
        if (changed === user) return { result: shownUser(user, roles), changes: [] };
        const saved = save('user', user, changed);
        return {
          result: shownUser(saved.value, roles),
          changes: [
            saved,
            save('login', logins.login, (changed.status === 'ERASED' ? eraseLogin : endLogins)(logins, now)),
            ...balances.flatMap((balance) => flagged(balance, changed.status, now)),
          ],
        };
      },
    });
  }

  /** Logins have no say any more once they have ended, and none begins: what they were called goes page by page. */
  async function forgetDevices(username: string): Promise<void> {
    for (let cursor: string | undefined; ; ) {
      const { items, nextCursor } = await refreshTokens.listFamilies(username, { limit: FAMILIES_AT_ONCE, cursor });
      const named = items.filter(isNamed);
      if (named.length > 0) await forget(username, named);
      if (nextCursor === undefined) return;
      cursor = nextCursor;
    }
  }

  function forget(username: string, families: readonly RefreshFamily[]): Promise<void> {
    return execute(context, {
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

  return {
    async erase(username, given) {
      const erased = await change(username, given, (user, by, now) =>
        user.status === 'ERASED' ? user : eraseUser(user, by, now),
      );
      await forgetDevices(erased.username);
      return erased;
    },
    suspend: async (username, given) =>
      change(username, given, (user, by, now) =>
        user.status === 'ACTIVE' ? changeUserStatus(user, 'SUSPENDED', by, now) : user,
      ),
    reinstate: async (username, given) =>
      change(username, given, (user, by, now) => {
        requireNotErased(user);
        return user.status === 'ACTIVE' ? user : changeUserStatus(user, 'ACTIVE', by, now);
      }),
  };
}

const FAMILIES_AT_ONCE = 50;

function isNamed({ deviceLabel, lastAddress }: RefreshFamily): boolean {
  return deviceLabel !== undefined || lastAddress !== undefined;
}

function readChange(given: StatusChange) {
  return parse(statusChangeSchema, given, 'change');
}

/** The change that lets the balance carry the flag as the status asks; none where it does. */
function flagged(balance: Balance, status: UserStatus, now: string): readonly Change[] {
  const isSuspended = balance.suspended === true;
  if (isSuspended === (status !== 'ACTIVE')) return [];
  return [save('balance', balance, isSuspended ? reinstateBalance(balance, now) : suspendBalance(balance, now))];
}
