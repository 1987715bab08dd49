import { isAhead, isOfLeaptClock, type Login } from '@orderfolio/domain/adapter';
import { later, type Policy } from './policy.ts';

/** The counts that a user's name, a name that nobody has, and a source have in common. */
export type Counts = Pick<Login, 'failures' | 'pauses' | 'lastFailureAt' | 'pausedUntil'>;

/**
 * True while no password opens the account. A pause that would last longer than the longest one comes from a clock that leapt, and does
 * not count.
 */
export function isPaused(
  counts: Counts | undefined,
  now: string,
  { longestPauseSeconds }: Pick<Policy, 'longestPauseSeconds'>,
): boolean {
  const { pausedUntil } = counts ?? {};
  return pausedUntil !== undefined && pausedUntil > now && !isAhead(pausedUntil, later(now, longestPauseSeconds));
}

/**
 * Counts one more refused try. During a pause, every try counts, with any password. It does not end or lengthen the pause: an attacker
 * must not be able to keep the owner out with more tries.
 */
export function afterFailure<Counted extends Counts>(
  current: Counted,
  now: string,
  policy: Policy,
  failuresBeforePause: number,
): Counted {
  if (isPaused(current, now, policy)) return { ...current, failures: current.failures + 1, lastFailureAt: now };
  const { lastFailureAt } = current;
  const isForgotten =
    lastFailureAt !== undefined &&
    (later(lastFailureAt, policy.forgetFailuresAfterSeconds) <= now || isOfLeaptClock(lastFailureAt, now));
  const failures = isForgotten ? 1 : current.failures + 1;
  const pauses = isForgotten ? 0 : current.pauses;
  if (failures < failuresBeforePause) return { ...current, failures, pauses, lastFailureAt: now };
  const pause = Math.min(policy.longestPauseSeconds, policy.firstPauseSeconds * 2 ** pauses);
  return { ...current, failures, pauses: pauses + 1, lastFailureAt: now, pausedUntil: later(now, pause) };
}

/** Restarts the count. */
export function forgotten<Counted extends Counts>(counts: Counted): Omit<Counted, 'lastFailureAt' | 'pausedUntil'> {
  const { lastFailureAt: _last, pausedUntil: _until, ...kept } = counts;
  return { ...kept, failures: 0, pauses: 0 };
}

/** When refused tries of this moment stop counting. A record that holds nothing else may then be removed. */
export function endOfCounts(now: string, { forgetFailuresAfterSeconds, longestPauseSeconds }: Policy): string {
  return later(now, forgetFailuresAfterSeconds + longestPauseSeconds);
}
