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
import { Turns } from './turns.ts';

/** What every command runs on. */
export interface CommandContext extends Host {
  readonly unitOfWork: UnitOfWork;
  /** Carried by every commit of commands that run under user locks. */
  readonly fences?: readonly Fence[] | undefined;
  /** How long a command that keeps meeting conflicts is tried again, in milliseconds slept. Default 10,000. */
  readonly conflictTimeoutMs?: number | undefined;
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

/** How a command reads what it needs, and decides. */
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

const DEFAULT_CONFLICT_TIMEOUT_MS = 10_000;
/** A command that has lost this many tries in a row asks the other processes to wait. */
const LOST_TRIES_BEFORE_TURN = 4;
/** A commit with an unknown outcome is sent again this many times under its token. */
const MAX_RESENDS = 4;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/** The commands of one store in this process. */
interface Lanes {
  readonly queue: TaskQueue;
  readonly turns: Turns;
}

const lanesOfStores = new WeakMap<UnitOfWork, Lanes>();

/**
 * Runs a command: read, decide, commit; again from the start when something moved in between.
 *
 * Rejects with what `decide` threw; with CONCURRENCY_CONFLICT when the conflicts did not end within `conflictTimeoutMs`; with OUTCOME_UNKNOWN when
 * the store would not say whether the commit was applied; and with any other error of the store.
 */
export function execute<Facts, Result>(context: CommandContext, command: Command<Facts, Result>): Promise<Result> {
  const lanes = lanesOf(context.unitOfWork);
  return lanes.queue.run(command.queue, () => runInLane(context, command, lanes));
}

/** One queue per store, whoever asks. */
function lanesOf(unitOfWork: UnitOfWork): Lanes {
  let lanes = lanesOfStores.get(unitOfWork);
  if (lanes === undefined) {
    lanes = { queue: new TaskQueue(), turns: new Turns(unitOfWork) };
    lanesOfStores.set(unitOfWork, lanes);
  }
  return lanes;
}

async function runInLane<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
  lanes: Lanes,
): Promise<Result> {
  const { queue: lane } = command;
  const { queue, turns } = lanes;
  await turns.makeWay(lane, queue.waiting(lane), context);
  try {
    return await decideAndCommit(context, command, lanes);
  } finally {
    await turns.commandEnded(lane, queue.waiting(lane), context);
  }
}

async function decideAndCommit<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
  { queue, turns }: Lanes,
): Promise<Result> {
  const { queue: lane } = command;
  const { timer, conflictTimeoutMs = DEFAULT_CONFLICT_TIMEOUT_MS } = context;
  let slept = 0;
  for (let lost = 1; ; lost++) {
    const { result, changes } = await readAndDecide(context, command);
    if (changes.length === 0) return result;
    try {
      await commit(context, { token: context.ids.next(), changes, fences: context.fences });
      return result;
    } catch (error) {
      if (!(error instanceof ConcurrencyConflictError) || slept >= conflictTimeoutMs) throw error;
    }
    // Opened again while it keeps losing: the others take a turn that does not change for abandoned.
    if (lost % LOST_TRIES_BEFORE_TURN === 0) slept += await turns.open(lane, queue.waiting(lane) + 1, context);
    // Who has the turn has nobody to avoid but those that have not noticed it yet.
    const wait = pause(turns.has(lane) ? Math.min(lost, LOST_TRIES_BEFORE_TURN) : lost);
    await timer.sleep(wait);
    slept += wait;
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
