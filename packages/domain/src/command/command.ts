import type { GuardedObserver } from '../ports/guarded-observer.ts';
import type { Host } from '../ports/host.ts';
import type { Change, EntityReader, UnitOfWork } from '../ports/unit-of-work.ts';
import type { Fence } from '../ports/user-lock.ts';

/** The context that every command runs in. */
export interface CommandContext extends Host {
  readonly unitOfWork: UnitOfWork;
  /** The grants of the user locks that the command runs under. Every commit carries them. */
  readonly fences?: readonly Fence[] | undefined;
  /** How long a command is tried again after conflicts, in milliseconds slept. Default 10,000. */
  readonly conflictTimeoutMs?: number | undefined;
  /**
   * How long the next command of a user may use what the last one has written, in milliseconds. With 0 each command reads. Default 5,000,
   * or 0 if reads stay in this process.
   */
  readonly warmForMs?: number | undefined;
  /** How many entities are remembered at most. Default 10,000. */
  readonly warmEntities?: number | undefined;
  /**
   * The greatest age of the asset and the last price that an order may be decided on, in milliseconds. Default 0: each order reads them.
   */
  readonly catalogueMaxAgeMs?: number | undefined;
  /** How many users' orders a price or an expiry ends at once. Default 32. */
  readonly sweepConcurrency?: number | undefined;
  /** The observer of the commands. */
  readonly observer?: GuardedObserver | undefined;
}

/** The decision of a command: the result for its caller, and the changes that make it true. A replay has no changes. */
export interface Decision<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
  /** True for the answer to a repeat. It rests on a receipt, which never changes. */
  readonly restsOnReceipt?: true;
}

/** One instant for all that a decision writes, and the ids it needs. */
export interface Moment {
  readonly now: string;
  newId(): string;
}

/** How a command reads what it needs, and decides. */
export interface Command<Facts, Result> {
  /** The name for observers: a fixed text. */
  readonly name: string;
  /** Commands of one queue run one after another in this process, so that they do not conflict with each other. */
  readonly queue: string;
  /**
   * Reads what the decision needs, through the given reader. It runs again after a conflict, and when the command is decided together
   * with others.
   */
  gather(reader: EntityReader): Promise<Facts>;
  /** The business rules, as a pure function. It throws a DomainError to reject the command, and then nothing is written. */
  decide(facts: Facts, moment: Moment): Decision<Result>;
  /**
   * A refusal stands only if a second read confirms it. This is for commands with a key: a read that is not a snapshot may have missed
   * the receipt and seen the balance after the command's first run.
   */
  readonly confirmsRefusal?: boolean | undefined;
  /**
   * True if the command may share a commit with others of its queue, and be decided on what they have left. Its
   * `gather` must read only through its reader, and wait for nothing else.
   */
  readonly sharesCommit?: boolean | undefined;
  /**
   * True if the command writes everything of its user that it reads, and does no more than look at the catalogue. Then it need not read its
   * user's entities again while they are remembered: it reads the catalogue alone.
   */
  readonly onlyLooksAtCatalogue?: boolean | undefined;
}
