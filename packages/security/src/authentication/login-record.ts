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

/** The stored logins to a name. A user may have the name, or nobody. */
export interface Logins {
  readonly user: StoredUser | undefined;
  readonly login: Login | undefined;
  readonly attempts: LoginAttempts | undefined;
}

/** The hash that opens the account. An older release kept it with the user, until the login record was first written. */
export function hashOf({ user, login }: Logins): string | undefined {
  return login === undefined ? user?.passwordHash : login.passwordHash;
}

/** The counts of the name. An older release counted users and names that nobody has in one place. */
export function countsOf({ login, attempts }: Logins): Counts | undefined {
  return login ?? attempts;
}

/** The epoch of logins that begin now. Logins of a lower epoch have ended. */
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

/**
 * True if the record is written even if nothing in it changes. If it is not written, the commit checks that it is still
 * as it was read.
 */
type Writing = 'ALWAYS' | 'IF_CHANGED';

/**
 * Restarts the count, and keeps a renewed hash. If nothing changes, the record must still be as it was read. Otherwise, among many tries
 * at once, the right one would get in after the wrong ones have paused the account.
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

/** Like `loginAfterSuccess`, but the count goes on. It counts strangers, and a login of the owner must not restart it. */
export function keepLogin(logins: UserLogins, renewedHash: string | undefined, now: string, writing: Writing): Change {
  const { login, user } = logins;
  if (login !== undefined && renewedHash === undefined && writing === 'IF_CHANGED')
    return check({ entity: 'login', username: user.username }, login.version);
  return saveLogin(logins, withHash(nextLogin(logins, now), renewedHash));
}

function withHash(login: Login, renewedHash: string | undefined): Login {
  return renewedHash === undefined ? login : { ...login, passwordHash: renewedHash };
}

/** Restarts the count, and ends a pause. Undefined if nothing is counted. */
export function forgetFailures(logins: UserLogins, now: string): Change | undefined {
  const { failures = 0, pauses = 0 } = countsOf(logins) ?? {};
  return failures + pauses === 0 ? undefined : saveLogin(logins, forgotten(nextLogin(logins, now)));
}

/** Ends all logins up to now. */
export function endLogins(logins: UserLogins, now: string): Change {
  return saveLogin(logins, raisedEpoch(nextLogin(logins, now)));
}

/** Stores a new password, ends all logins up to now, and restarts the count. */
export function replaceHash(logins: UserLogins, passwordHash: string, now: string): Change {
  return saveLogin(logins, { ...raisedEpoch(forgotten(nextLogin(logins, now))), passwordHash });
}

/** The user must be as it was read. The hash that an older release kept there is removed once the login record has it. */
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
