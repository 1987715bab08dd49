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
import { later, type Policy } from './policy.ts';

/** What is stored of the logins to a name: of a user's, and of one that nobody has. */
export interface Logins {
  readonly user: StoredUser | undefined;
  readonly login: Login | undefined;
  readonly attempts: LoginAttempts | undefined;
}

/** What is counted alike of a user's name and of one that nobody has. */
type Counts = Pick<Login, 'failures' | 'pauses' | 'lastFailureAt' | 'pausedUntil'>;

/** The hash that opens the account. An older release kept it with the user, until the login record was first written. */
export function hashOf({ user, login }: Logins): string | undefined {
  return login === undefined ? user?.passwordHash : login.passwordHash;
}

/** What is counted against the name. An older release counted users and names that nobody has in one place. */
export function countsOf({ login, attempts }: Logins): Counts | undefined {
  return login ?? attempts;
}

/** True while no password opens the account. */
export function isPaused(counts: Counts | undefined, now: string): boolean {
  return counts?.pausedUntil !== undefined && counts.pausedUntil > now;
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
    const login = afterFailure(nextLogin({ ...logins, user }, now), now, policy);
    return { counts: login, change: saveLogin(logins, login) };
  }
  const next: LoginAttempts =
    attempts === undefined
      ? createLogin(username, undefined, now)
      : { ...attempts, version: attempts.version + 1, updatedAt: now };
  const counts = { ...afterFailure(next, now, policy), expiresAt: endOfCounts(now, policy) };
  return { counts, change: save('loginAttempts', attempts, counts) };
}

/** When refused tries to a name that nobody has count no more, and their record may go. */
function endOfCounts(now: string, { forgetFailuresAfterSeconds, longestPauseSeconds }: Policy): string {
  return later(now, forgetFailuresAfterSeconds + longestPauseSeconds);
}

/**
 * It counts in a pause too, whatever the password was, but neither ends the pause nor lengthens it: an attacker must not be
 * able to keep the owner out by trying on.
 */
function afterFailure<Counted extends Counts>(current: Counted, now: string, policy: Policy): Counted {
  if (isPaused(current, now)) return { ...current, failures: current.failures + 1, lastFailureAt: now };
  const { lastFailureAt } = current;
  const isForgotten = lastFailureAt !== undefined && later(lastFailureAt, policy.forgetFailuresAfterSeconds) <= now;
  const failures = isForgotten ? 1 : current.failures + 1;
  const pauses = isForgotten ? 0 : current.pauses;
  if (failures < policy.failuresBeforePause) return { ...current, failures, pauses, lastFailureAt: now };
  const pause = Math.min(policy.longestPauseSeconds, policy.firstPauseSeconds * 2 ** pauses);
  return { ...current, failures, pauses: pauses + 1, lastFailureAt: now, pausedUntil: later(now, pause) };
}

/**
 * The count starts anew, and a renewed hash is kept. Where nothing changes the record must still be as it was read: else of
 * many tries at once, the right one would get in after the wrong ones have made the account pause.
 */
export function loginAfterSuccess(logins: UserLogins, renewedHash: string | undefined, now: string): Change {
  const { login, user } = logins;
  if (login !== undefined && login.failures === 0 && renewedHash === undefined) {
    return check({ entity: 'login', username: user.username }, login.version);
  }
  return loginInTurn(logins, renewedHash, now);
}

/** As `loginAfterSuccess`; the record is written in any case, so that of two logins at once the later one counts the other. */
export function loginInTurn(logins: UserLogins, renewedHash: string | undefined, now: string): Change {
  const next = forgotten(nextLogin(logins, now));
  return saveLogin(logins, renewedHash === undefined ? next : { ...next, passwordHash: renewedHash });
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

function forgotten({ lastFailureAt: _last, pausedUntil: _until, ...kept }: Login): Login {
  return { ...kept, failures: 0, pauses: 0 };
}

function saveLogin({ login }: Logins, next: Login): Change {
  return save('login', login, next);
}
