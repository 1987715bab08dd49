import { AlreadyExistsError } from '../errors/rejection-errors.ts';
import { ConcurrencyConflictError, LockLostError, OutcomeUnknownError } from '../errors/storage-errors.ts';
import { codeOf, type GuardedObserver } from '../ports/guarded-observer.ts';
import type { ChangeSet } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';

/** A commit with an unknown outcome is sent again this many times under its token. */
const MAX_RESENDS = 4;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/** Commits. While the outcome is unknown, it sends the same commit again under the same token. */
export function send(context: CommandContext, changeSet: ChangeSet): Promise<void> {
  const { observer } = context;
  return observer === undefined ? sendUntilKnown(context, changeSet) : sendObserved(context, changeSet, observer);
}

function sendObserved(context: CommandContext, changeSet: ChangeSet, observer: GuardedObserver): Promise<void> {
  let sent = 0;
  const count = (): void => {
    sent += 1;
  };
  return observer.during(
    { kind: 'commit', changes: changeSet.changes.length },
    () => sendUntilKnown(context, changeSet, count),
    { done: () => ({ sent }), failed: (error) => ({ sent, code: codeOf(error) }) },
  );
}

async function sendUntilKnown(context: CommandContext, changeSet: ChangeSet, onSend?: () => void): Promise<void> {
  let unknown: OutcomeUnknownError | undefined;
  for (let resent = 0; ; resent++) {
    // A failing timer only shortens the wait: the outcome of the commit must still be found out.
    if (resent > 0) await context.timer.sleep(pause(resent)).catch(() => undefined);
    onSend?.();
    try {
      await context.unitOfWork.commit(changeSet);
      return;
    } catch (error) {
      if (error instanceof OutcomeUnknownError) unknown = error;
      // A store that fails now says nothing about the commit that was sent before.
      else if (unknown === undefined || isRefusal(error)) throw error;
      if (resent === MAX_RESENDS) throw unknown;
    }
  }
}

/** True for the store's answer to a commit that it has not applied and never will. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof ConcurrencyConflictError || error instanceof AlreadyExistsError || error instanceof LockLostError
  );
}

/** Full jitter: anything up to a bound that doubles. Source: "Exponential Backoff and Jitter", AWS Architecture Blog. */
export function pause(tried: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
}
