import {
  type Change,
  check,
  createLogin,
  dropStoredHash,
  type Login,
  type LoginAttempts,
  nextLogin,
  type StoredUser,
  save,
  type UserLogins,
} from '@orderfolio/domain/adapter';
import { afterFailure, type Counts, endOfCounts, forgotten } from './failure-counts.ts';
import type { Policy } from './policy.ts';

/** What is stored of the logins to a name: of a user's, and of one that nobody has. */
export interface Logins {
  readonly user: StoredUser | undefined;
  readonly login: Login | undefined;
  readonly attempts: LoginAttempts | undefined;
}

/** The hash that opens the account. An older release kept it with the user, until the login record was first written. */
export function hashOf({ user, login }: Logins): string | undefined {
  return login === undefined ? user?.passwordHash : login.passwordHash;
}

/** What is counted against the name. An older release counted users and names that nobody has in one place. */
export function countsOf({ login, attempts }: Logins): Counts | undefined {
  return login ?? attempts;
}

/** The epoch that logins of this moment belong to: those of a lower one have ended. */
export function epochOf({ login, attempts }: Logins): number {
  return (login ?? attempts)?.epoch ?? 0;
}

/** One more refused try, for the trail and for the store. */
export function countFailure(
  username: string,
  logins: Logins,
  now: string,
  policy: Policy,
): { readonly counts: Counts; readonly change: Change } {
  const { user, attempts } = logins;
  if (user !== undefined) {
    const login = afterFailure(nextLogin({ ...logins, user }, now), now, policy, policy.failuresBeforePause);
    return { counts: login, change: saveLogin(logins, login) };
  }
  const next: LoginAttempts =
    attempts === undefined ? createLogin(username, undefined, now) : { ...attempts, updatedAt: now };
  const counts = {
    ...afterFailure(next, now, policy, policy.failuresBeforePause),
    expiresAt: endOfCounts(now, policy),
  };
  return { counts, change: save('loginAttempts', attempts, counts) };
}

/** Whether the record is written where nothing in it changes: else it must only be as it was read. */
type Writing = 'ALWAYS' | 'IF_CHANGED';

/**
 * The count starts anew, and a renewed hash is kept. Where nothing changes the record must still be as it was read: else of
 * many tries at once, the right one would get in after the wrong ones have made the account pause.
 */
export function loginAfterSuccess(
  logins: UserLogins,
  renewedHash: string | undefined,
  now: string,
  writing: Writing,
): Change {
  if (logins.login !== undefined && logins.login.failures === 0) return keepLogin(logins, renewedHash, now, writing);
  return saveLogin(logins, withHash(forgotten(nextLogin(logins, now)), renewedHash));
}

/** As `loginAfterSuccess`, but that the count goes on: it is of strangers, who must not begin anew with each login of the owner. */
export function keepLogin(logins: UserLogins, renewedHash: string | undefined, now: string, writing: Writing): Change {
  const { login, user } = logins;
  if (login !== undefined && renewedHash === undefined && writing === 'IF_CHANGED')
    return check({ entity: 'login', username: user.username }, login.version);
  return saveLogin(logins, withHash(nextLogin(logins, now), renewedHash));
}

function withHash(login: Login, renewedHash: string | undefined): Login {
  return renewedHash === undefined ? login : { ...login, passwordHash: renewedHash };
}

/** The count starts anew, and a pause is over. Undefined where nothing is counted. */
export function forgetFailures(logins: UserLogins, now: string): Change | undefined {
  const { failures = 0, pauses = 0 } = countsOf(logins) ?? {};
  return failures + pauses === 0 ? undefined : saveLogin(logins, forgotten(nextLogin(logins, now)));
}

/** All logins up to now have ended. */
export function endLogins(logins: UserLogins, now: string): Change {
  return saveLogin(logins, raisedEpoch(nextLogin(logins, now)));
}

/** A new password: all logins up to now have ended, and the count starts anew. */
export function replaceHash(logins: UserLogins, passwordHash: string, now: string): Change {
  return saveLogin(logins, { ...raisedEpoch(forgotten(nextLogin(logins, now))), passwordHash });
}

/** The user must be as it was read. The hash that an older release kept there goes, once the login record has it. */
export function keepUser(user: StoredUser, now: string): Change {
  if (user.passwordHash === undefined) return check({ entity: 'user', username: user.username }, user.version);
  return save('user', user, dropStoredHash(user, now));
}

function raisedEpoch(login: Login): Login {
  return { ...login, epoch: login.epoch + 1 };
}

function saveLogin({ login }: Logins, next: Login): Change {
  return save('login', login, next);
}
