import { type CommandContext, execute } from '../command/execute.ts';
import { type Balance, reinstateBalance, suspendBalance } from '../entities/balance.ts';
import { endLogins } from '../entities/login.ts';
import {
  changeUserStatus,
  type StatusChange,
  type StoredUser,
  shownUser,
  statusChangeSchema,
  type User,
  type UserStatus,
  usernameSchema,
} from '../entities/user.ts';
import { UserNotFoundError } from '../errors/not-found-errors.ts';
import { AccountSuspendedError } from '../errors/rejection-errors.ts';
import type { AssetBalanceRepository } from '../ports/asset-balance-repository.ts';
import { type Change, save } from '../ports/unit-of-work.ts';
import { parse } from '../validation/parse.ts';

/** What operators do with an account. Repeating any of it changes nothing. */
export interface AccountStatus {
  /**
   * The user logs in nowhere and moves nothing, until reinstated: all logins end, and what would move cash or assets rejects with
   * ACCOUNT_SUSPENDED. Resting orders keep what they hold, and prices pass them by; they expire and can be cancelled, and
   * operators may still adjust. An erased account stays as it is. `by` and `reason` stand with the user. USER_NOT_FOUND.
   */
  suspend(username: string, change: StatusChange): Promise<User>;
  /** The user may do everything again, and has to log in anew. USER_NOT_FOUND, ACCOUNT_SUSPENDED (an erased account stays so). */
  reinstate(username: string, change: StatusChange): Promise<User>;
}

/** What a change of status touches. Every balance is read, since each carries the flag. */
interface Facts {
  readonly user: StoredUser;
  readonly balances: readonly Balance[];
  readonly logins: Parameters<typeof endLogins>[0];
}

export function createAccountStatus(
  context: CommandContext,
  accounts: Pick<AssetBalanceRepository, 'getAccount'>,
): AccountStatus {
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
    next: (user: StoredUser, change: ReturnType<typeof readChange>, now: string) => User | StoredUser,
  ): Promise<User> {
    const username = parse(usernameSchema, inUser, 'username');
    const given = readChange(inChange);
    return execute(context, {
      queue: username,
      gather: () => gather(username),
      decide({ user, balances, logins }, { now }) {
        const changed = next(user, given, now);
        if (changed === user) return { result: shownUser(user), changes: [] };
        return {
          result: shownUser(changed),
          changes: [
            save('user', user, changed),
            save('login', logins.login, endLogins(logins, now)),
            ...balances.flatMap((balance) => flagged(balance, changed.status, now)),
          ],
        };
      },
    });
  }

  return {
    suspend: async (username, given) =>
      change(username, given, (user, by, now) =>
        user.status === 'ACTIVE' ? changeUserStatus(user, 'SUSPENDED', by, now) : user,
      ),
    reinstate: async (username, given) =>
      change(username, given, (user, by, now) => {
        if (user.status === 'ERASED') throw new AccountSuspendedError({ username: user.username });
        return user.status === 'ACTIVE' ? user : changeUserStatus(user, 'ACTIVE', by, now);
      }),
  };
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
