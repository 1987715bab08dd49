/** A command that runs. */
export interface CommandWork {
  readonly kind: 'command';
  /** The method of the service, such as `orders.place`, or the step of a price, such as `triggers.fill`. There are some fifty names. */
  readonly name: string;
}

/** Commands of one user that are decided together, and stored in one commit. */
export interface BatchWork {
  readonly kind: 'batch';
  /** The same objects that `begin` got for them. */
  readonly commands: readonly CommandWork[];
}

/** A commit of a batch. If its outcome is unknown it is sent again, as the same work. */
export interface CommitWork {
  readonly kind: 'commit';
  readonly changes: number;
}

/** A request to the database, as often as it is sent. */
export interface RequestWork {
  readonly kind: 'request';
  /** The database: `sqlite`, `aws.dynamodb`, or the word of another adapter. */
  readonly system: string;
  /** DynamoDB's name of the operation. On SQLite `SELECT`, `COMMIT` or `UPDATE`. */
  readonly operation: string;
  /** The table, where the store has one. */
  readonly table?: string | undefined;
}

/** Taking a user lock, with the wait for its holder. */
export interface LockWork {
  readonly kind: 'lock';
}

/** A request that the HTTP API answers. */
export interface ExchangeWork {
  readonly kind: 'exchange';
  readonly method: string;
  /** The route with its parameters as names, such as `/v1/orders/{orderId}`. */
  readonly route: string;
  /** The caller's headers of the W3C Trace Context, as they came. Do not trust them. */
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/** A piece of work that an observer is told of. */
export type ObservedWork = CommandWork | BatchWork | CommitWork | RequestWork | LockWork | ExchangeWork;

/**
 * How a command ended. `done`: it is stored, or there was nothing to store. `replayed`: it was carried out before. `refused`: a rule or
 * what it was given forbids it. `failed`: the store, another process, or a part that the service gave has failed it.
 */
export type CommandOutcome = 'done' | 'replayed' | 'refused' | 'failed';

/** The facts of every work that has ended. Durations are in milliseconds, with fractions. */
interface Ended<Work extends ObservedWork> {
  /** The same object that `begin` got. */
  readonly work: Work;
  readonly durationMs: number;
}

/** A command has ended. */
export interface CommandFacts extends Ended<CommandWork> {
  readonly outcome: CommandOutcome;
  /** The code of the error that the caller gets. Absent for an error that is none of Orderfolio's. */
  readonly code?: string | undefined;
  /** How often it was decided: more than once if it lost to others, or was decided again alone. */
  readonly tries: number;
  /** How long it waited for the commands before it. */
  readonly queuedMs: number;
}

/** A batch was decided once, and its commit was stored or refused. */
export interface TryFacts {
  readonly batch: BatchWork;
  /** 1 for the first try. */
  readonly number: number;
  /** Whether it was decided on the memory of this process, or on reads. */
  readonly on: 'memory' | 'reads';
  /** The code of the error, if it is not stored. */
  readonly code?: string | undefined;
}

/** A batch has ended. A later one has the commands that it could not take. */
export interface BatchFacts extends Ended<BatchWork> {
  readonly tries: number;
  /** How many of its commands are answered. */
  readonly answered: number;
}

/** A commit has ended. */
export interface CommitFacts extends Ended<CommitWork> {
  /** How often it was sent. */
  readonly sent: number;
  /** The code of the error, if it is not stored, or nobody knows. */
  readonly code?: string | undefined;
}

/** A request to the database has ended. */
export interface RequestFacts extends Ended<RequestWork> {
  /** The driver's name of the error, such as `TransactionCanceledException`. */
  readonly error?: string | undefined;
  /** The units that the request has consumed, as DynamoDB says. */
  readonly readUnits?: number | undefined;
  readonly writeUnits?: number | undefined;
  /** In a file of SQLite: how many commits shared the transaction, and its wait for the disk. */
  readonly commits?: number | undefined;
}

/** A user lock was taken, or not. */
export interface LockFacts extends Ended<LockWork> {
  readonly tries: number;
  /** The code of the error, if it was not taken. */
  readonly code?: string | undefined;
}

/** A request was answered. */
export interface ExchangeFacts extends Ended<ExchangeWork> {
  readonly status: number;
  /** The code of the problem, if it is one. */
  readonly code?: string | undefined;
}

/** A consumer has handled a batch of events. */
export interface ConsumedFacts {
  readonly name: string;
  readonly shard: string;
  readonly events: number;
  /** The age of the last event of the batch. */
  readonly lagMs: number;
  readonly durationMs: number;
}

/** A consumer has parked an event, or a change cannot be read. */
export interface FailedFacts {
  readonly name: string;
  readonly shard: string;
  /** The failure, with words of the handler's error. */
  readonly reason: string;
}

/** A say in how the work is carried out. */
export interface Observation {
  /** Calls `work` once, before it returns: for example within the context of a span. */
  run?(work: () => void): void;
}

/**
 * A part of the service that is told what happens. Every method is optional. One observer may serve `createOrderfolio`, the store,
 * `createAuthentication`, `createHttpApi` and `consume`: then what the store does is told within the command that it is done for.
 *
 * An observer changes nothing: its errors and its answers are ignored, and nobody waits for its promises. It is called in the course of
 * the work, so it must not take long. It is told no user, no amount, no text of a caller and no secret.
 */
export interface Observer {
  /**
   * Work begins. It is called in the async context of whoever asked for the work, before any of it is done. It is for tracers: the other
   * methods have all the facts.
   */
  begin?(work: ObservedWork): Observation | undefined;
  command?(facts: CommandFacts): void;
  tried?(facts: TryFacts): void;
  batch?(facts: BatchFacts): void;
  commit?(facts: CommitFacts): void;
  request?(facts: RequestFacts): void;
  lock?(facts: LockFacts): void;
  exchange?(facts: ExchangeFacts): void;
  consumed?(facts: ConsumedFacts): void;
  failed?(facts: FailedFacts): void;
}
