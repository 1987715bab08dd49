import { DomainError, StoreClosedError, type Timer } from '@orderfolio/domain';
import type { GuardedObserver } from '@orderfolio/domain/adapter';
import type Database from 'better-sqlite3';
import { classifyCommitError, classifyError, isBusy } from './classify-error.ts';
import { observeRequest } from './observed-request.ts';

/** A value in the tables of this adapter. */
export type SqlValue = string | number | null;

/** A statement with parameters. It is compiled when it is first used, so unneeded statements cost nothing. */
export interface Statement<Row = unknown> {
  run(...values: SqlValue[]): Database.RunResult;
  /** The first row. */
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

/**
 * One database connection. Every call of the driver goes through it.
 *
 * While another process holds the write lock, a timer tries the work again, so the event loop never freezes. Work is synchronous: no
 * other work of this process can come between the statements of one transaction.
 */
export class Connection {
  readonly #database: Database.Database;
  readonly #timer: Timer;
  readonly #busyWaitMs: number;
  readonly #observer: GuardedObserver | undefined;
  /** Several connections may share the data: a file, not `:memory:`. */
  readonly isShared: boolean;
  readonly #begin: Statement;
  readonly #beginImmediate: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;
  #isClosing = false;
  #transactions = 0;

  constructor(database: Database.Database, timer: Timer, busyWaitMs: number, observer?: GuardedObserver) {
    this.#database = database;
    this.#timer = timer;
    this.#busyWaitMs = busyWaitMs;
    this.#observer = observer;
    this.isShared = !database.memory;
    this.#begin = this.prepare('BEGIN');
    this.#beginImmediate = this.prepare('BEGIN IMMEDIATE');
    this.#commit = this.prepare('COMMIT');
    this.#rollback = this.prepare('ROLLBACK');
  }

  /** A statement, compiled once and kept by its user. */
  prepare<Row = unknown>(sql: string): Statement<Row> {
    // Whole numbers are read as numbers, whatever the caller's handle is set to.
    return whenUsed(() => this.#database.prepare<SqlValue[], Row>(sql).safeIntegers(false));
  }

  /** Like `prepare`, but each row is the list of its values. */
  prepareRows(sql: string): Statement<SqlValue[]> {
    return whenUsed(() => this.#database.prepare<SqlValue[], SqlValue[]>(sql).safeIntegers(false).raw());
  }

  /** Several statements without parameters. */
  run(sql: string): void {
    this.#database.exec(sql);
  }

  /** The value of a numeric pragma. */
  pragma(name: string): number {
    return Number(this.#database.pragma(name, { simple: true }));
  }

  /** Sets a pragma, and returns its value afterwards, as text. */
  setPragma(assignment: string): string {
    return String(this.#database.pragma(assignment, { simple: true }));
  }

  hasTables(): boolean {
    return this.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** How many transactions have begun: tells one from another. */
  get transactions(): number {
    return this.#transactions;
  }

  /** Runs reads that must agree with each other, like `whenFree`. On `:memory:` they need no transaction. */
  snapshot<Result>(reads: () => Result): Promise<Result> {
    return this.whenFree(() => (this.isShared ? this.#within(this.#begin, reads, 'snapshot') : reads()));
  }

  /**
   * Runs writes as one transaction: all of them are stored, or none. A store that is being closed waits for it. Rejects with the
   * classified error of the writes; with OUTCOME_UNKNOWN, naming the token, if the disk failed in the COMMIT.
   */
  transaction<Result>(token: string, writes: () => Result): Promise<Result> {
    return this.#repeat(() => this.#within(this.#beginImmediate, writes, token));
  }

  /**
   * Like `transaction`, for writes that may be repeated. What a row belongs to may follow in a later one: `PRAGMA foreign_key_check` tells
   * in the end.
   */
  load(writes: () => void): Promise<void> {
    return this.whenFree(() => {
      // It has no effect within a transaction. Nothing comes between this and the commit.
      this.run('PRAGMA foreign_keys = OFF');
      try {
        this.#within(this.#beginImmediate, writes, 'load');
      } finally {
        this.run('PRAGMA foreign_keys = ON');
      }
    });
  }

  /**
   * Runs work, again and again while another process keeps the database busy. Rejects with the classified error; with
   * STORE_CLOSED once the store is being closed. An observer is told of it as `operation`.
   */
  whenFree<Result>(work: () => Result, operation: 'SELECT' | 'UPDATE' = 'SELECT'): Promise<Result> {
    if (this.#observer === undefined) return this.#repeatWhileOpen(work);
    return observeRequest(this.#observer, operation, () => this.#repeatWhileOpen(work));
  }

  #repeatWhileOpen<Result>(work: () => Result): Promise<Result> {
    return this.#repeat(() => {
      this.requireOpen();
      return work();
    });
  }

  async #repeat<Result>(work: () => Result): Promise<Result> {
    for (let waited = 0; ; ) {
      try {
        return work();
      } catch (cause) {
        if (!isBusy(cause) || waited >= this.#busyWaitMs) throw this.#errorOf(cause);
      }
      const pause = 1 + Math.random() * LONGEST_PAUSE_MS;
      await this.#timer.sleep(pause);
      waited += pause;
    }
  }

  #within<Result>(begin: Statement, work: () => Result, token: string): Result {
    begin.run();
    this.#transactions += 1;
    try {
      const result = work();
      this.#commitAs(token);
      return result;
    } catch (error) {
      // Some failures (disk full, I/O) roll back on their own.
      if (this.#database.inTransaction) this.#rollback.run();
      throw error;
    }
  }

  #commitAs(token: string): void {
    try {
      this.#commit.run();
    } catch (cause) {
      throw classifyCommitError(cause, token);
    }
  }

  /** A database that somebody has closed only says that it is not open. */
  #errorOf(cause: unknown): DomainError {
    if (this.#database.open || cause instanceof DomainError) return classifyError(cause);
    return new StoreClosedError({ cause });
  }

  /** STORE_CLOSED once the store is being closed. */
  requireOpen(): void {
    if (this.#isClosing) throw new StoreClosedError();
  }

  /** From now on no work begins. A transaction that was sent is still carried out. */
  startClosing(): void {
    this.#isClosing = true;
  }

  close(): void {
    this.#isClosing = true;
    try {
      this.#database.close();
    } catch (cause) {
      throw classifyError(cause);
    }
  }
}

const LONGEST_PAUSE_MS = 10;

function whenUsed<Row>(compile: () => Database.Statement<SqlValue[], Row>): Statement<Row> {
  let compiled: Database.Statement<SqlValue[], Row> | undefined;
  const statement = (): Database.Statement<SqlValue[], Row> => {
    compiled ??= compile();
    return compiled;
  };
  return {
    run: (...values) => statement().run(...values),
    get: (...values) => statement().get(...values),
    all: (...values) => statement().all(...values),
  };
}
