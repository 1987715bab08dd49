import type { LoginAttempts } from '@orderfolio/domain/adapter';
import { later, type Policy } from './policy.ts';

/** True while no password opens the account. */
export function isPaused(attempts: LoginAttempts | undefined, now: string): boolean {
  return attempts?.pausedUntil !== undefined && attempts.pausedUntil > now;
}

/** The epoch that logins of this moment belong to: those of a lower one have ended. */
export function epochOf(attempts: LoginAttempts | undefined): number {
  return attempts?.epoch ?? 0;
}

/**
 * One more refused try. It counts in a pause too, whatever the password was, but neither ends the pause nor lengthens it:
 * an attacker must not be able to keep the owner out by trying on.
 */
export function afterFailure(
  username: string,
  attempts: LoginAttempts | undefined,
  now: string,
  policy: Policy,
): LoginAttempts {
  const current = successor(username, attempts, now);
  if (isPaused(attempts, now)) return { ...current, failures: current.failures + 1, lastFailureAt: now };
  const { lastFailureAt } = current;
  const isForgotten = lastFailureAt !== undefined && later(lastFailureAt, policy.forgetFailuresAfterSeconds) <= now;
  const failures = isForgotten ? 1 : current.failures + 1;
  const pauses = isForgotten ? 0 : current.pauses;
  if (failures < policy.failuresBeforePause) return { ...current, failures, pauses, lastFailureAt: now };
  const pause = Math.min(policy.longestPauseSeconds, policy.firstPauseSeconds * 2 ** pauses);
  return { ...current, failures, pauses: pauses + 1, lastFailureAt: now, pausedUntil: later(now, pause) };
}

/** The count starts anew. Undefined where there is nothing to forget. */
export function afterSuccess(attempts: LoginAttempts | undefined, now: string): LoginAttempts | undefined {
  if (attempts === undefined || attempts.failures === 0) return undefined;
  return forgotten(successor(attempts.username, attempts, now));
}

/** All logins up to now have ended. */
export function raisedEpoch(username: string, attempts: LoginAttempts | undefined, now: string): LoginAttempts {
  const current = successor(username, attempts, now);
  return { ...current, epoch: current.epoch + 1 };
}

/** As `raisedEpoch`, by someone who knew the password: the count starts anew as well. */
export function raisedEpochAfterSuccess(
  username: string,
  attempts: LoginAttempts | undefined,
  now: string,
): LoginAttempts {
  return forgotten(raisedEpoch(username, attempts, now));
}

function forgotten({ lastFailureAt: _last, pausedUntil: _until, ...kept }: LoginAttempts): LoginAttempts {
  return { ...kept, failures: 0, pauses: 0 };
}

function successor(username: string, attempts: LoginAttempts | undefined, now: string): LoginAttempts {
  if (attempts !== undefined) return { ...attempts, version: attempts.version + 1, updatedAt: now };
  return { username, failures: 0, pauses: 0, epoch: 0, version: 1, createdAt: now, updatedAt: now };
}
