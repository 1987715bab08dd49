import type { LoginAttempts } from '@orderfolio/domain/adapter';
import { type Item, integerOf } from './mapper.ts';

type Counts = Pick<LoginAttempts, 'failures' | 'pauses' | 'lastFailureAt' | 'pausedUntil' | 'epoch'>;

/** The attributes of the counts of logins to a name, of a user or of nobody. */
export function countAttributes({ failures, pauses, lastFailureAt, pausedUntil, epoch }: Counts) {
  return { failures, pauses, lastFailureAt, pausedUntil, epoch };
}

export function countFields({ failures, pauses, lastFailureAt, pausedUntil, epoch }: Item) {
  return {
    failures: integerOf(failures),
    pauses: integerOf(pauses),
    lastFailureAt,
    pausedUntil,
    epoch: integerOf(epoch),
  };
}
