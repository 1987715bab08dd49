import { DomainError } from '../errors/domain-error.ts';
import { AlreadyExistsError } from '../errors/rejection-errors.ts';
import {
  ConcurrencyConflictError,
  LockLostError,
  OutcomeUnknownError,
  StorageFailedError,
} from '../errors/storage-errors.ts';
import type { Host } from '../ports/host.ts';
import type { Change, ChangeSet, UnitOfWork } from '../ports/unit-of-work.ts';
import type { Fence } from '../ports/user-lock.ts';
import { TaskQueue } from './task-queue.ts';

/** What every command runs on. */
export interface CommandContext extends Host {
  readonly unitOfWork: UnitOfWork;
  /** Carried by every commit of commands that run under user locks. */
  readonly fences?: readonly Fence[] | undefined;
}

/** What a command decided: the result for its caller, and the changes that make it true (none for a replay). */
export interface Decision<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
}

/** One instant for all that a decision writes, and the ids it needs. */
export interface Moment {
  readonly now: string;
  newId(): string;
}

export interface Command<Facts, Result> {
  /** Commands of one key never run at once in this process, so that it does not conflict with itself. */
  readonly queue: string;
  /** Reads what the decision needs. Runs again after a conflict. */
  gather(): Promise<Facts>;
  /** A pure function: the business rules. Throws a DomainError to reject the command; then nothing is written. */
  decide(facts: Facts, moment: Moment): Decision<Result>;
  /**
   * A refusal stands only if a second reading bears it out. For commands with a key: a read that is no snapshot may have
   * seen no receipt yet and already the balance after the command's first run.
   */
  readonly confirmsRefusal?: boolean | undefined;
}

/** A command that keeps meeting conflicts gives up after this many tries: with full jitter, some 2 seconds. */
const MAX_TRIES = 30;
/** A commit with an unknown outcome is sent again this many times under its token. */
const MAX_RESENDS = 4;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

const queues = new WeakMap<UnitOfWork, TaskQueue>();

/**
 * Runs a command: read, decide, commit; again from the start when something moved in between.
 *
 * Rejects with what `decide` threw; with CONCURRENCY_CONFLICT when the conflicts did not end; with OUTCOME_UNKNOWN when
 * the store would not say whether the commit was applied; and with any other error of the store.
 */
export function execute<Facts, Result>(context: CommandContext, command: Command<Facts, Result>): Promise<Result> {
  return queueOf(context.unitOfWork).run(command.queue, () => decideAndCommit(context, command));
}

/** One queue per store, whoever asks. */
function queueOf(unitOfWork: UnitOfWork): TaskQueue {
  let queue = queues.get(unitOfWork);
  if (queue === undefined) {
    queue = new TaskQueue();
    queues.set(unitOfWork, queue);
  }
  return queue;
}

async function decideAndCommit<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    const { result, changes } = await readAndDecide(context, command);
    if (changes.length === 0) return result;
    try {
      await commit(context, { token: context.ids.next(), changes, fences: context.fences });
      return result;
    } catch (error) {
      if (!(error instanceof ConcurrencyConflictError) || tried === MAX_TRIES) throw error;
    }
    await context.timer.sleep(pause(tried));
  }
}

async function readAndDecide<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
): Promise<Decision<Result>> {
  const facts = await command.gather();
  try {
    return command.decide(facts, momentOf(context));
  } catch (refusal) {
    if (!needsConfirmation(command, refusal)) throw refusal;
  }
  return command.decide(await command.gather(), momentOf(context));
}

/** What looks like a broken record may also be half of a commit that was seen by a read that is no snapshot. */
function needsConfirmation(
  { confirmsRefusal }: Pick<Command<never, never>, 'confirmsRefusal'>,
  refusal: unknown,
): boolean {
  return refusal instanceof StorageFailedError || (confirmsRefusal === true && refusal instanceof DomainError);
}

function momentOf({ clock, ids }: CommandContext): Moment {
  return { now: clock.now().toISOString(), newId: () => ids.next() };
}

/** Commits; while the outcome is unknown, the same commit is sent again under the same token. */
async function commit(context: CommandContext, changeSet: ChangeSet): Promise<void> {
  let unknown: OutcomeUnknownError | undefined;
  for (let resent = 0; ; resent++) {
    // A timer that fails shortens the wait, and no more: what became of the commit is still to be found out.
    if (resent > 0) await context.timer.sleep(pause(resent)).catch(() => undefined);
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

/** What a store answers to a commit that it has not applied, and never will. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof ConcurrencyConflictError || error instanceof AlreadyExistsError || error instanceof LockLostError
  );
}

/** Full jitter: anything up to a bound that doubles. Source: "Exponential Backoff and Jitter", AWS Architecture Blog. */
function pause(tried: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried);
}
