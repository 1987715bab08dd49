import { OutcomeUnknownError } from '@orderfolio/domain';
import { classifyError } from './classify-error.ts';
import type { Connection, Statement } from './connection.ts';

/** Writes that are stored all together or not at all. */
export interface Commit {
  readonly token: string;
  apply(): void;
}

interface Waiting {
  readonly commit: Commit;
  resolve(commits: number): void;
  reject(error: unknown): void;
}

/**
 * Commits that arrive in one turn of the event loop share one transaction, and so one disk sync. If one of them is refused, the
 * transaction begins again with a savepoint for each: the refused one leaves nothing and does not disturb the others. No caller gets an
 * answer before the sync. Refusals wait too: a refusal may rest on a neighbour that the sync then fails to store.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #savepoint: Statement;
  readonly #release: Statement;
  readonly #rollbackTo: Statement;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#savepoint = connection.prepare('SAVEPOINT one_commit');
    this.#release = connection.prepare('RELEASE one_commit');
    this.#rollbackTo = connection.prepare('ROLLBACK TO one_commit');
  }

  /** Resolves once the writes are on disk, with how many commits shared the transaction. Rejects, with nothing stored, with what `apply` threw. */
  submit(commit: Commit): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#flushing ??= this.#flushAll();
    });
  }

  /** Resolves once everything that was submitted is answered. */
  async answered(): Promise<void> {
    await this.#flushing;
  }

  async #flushAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // One turn later, so that all commits that are ready in this turn join the group.
      await new Promise(setImmediate);
      const group = this.#waiting;
      this.#waiting = [];
      await this.#flush(group);
    }
    this.#flushing = undefined;
  }

  async #flush(group: readonly Waiting[]): Promise<void> {
    try {
      const refusals = await this.#apply(group);
      for (const [index, { resolve, reject }] of group.entries()) {
        const refusal = refusals[index];
        if (refusal === undefined) resolve(group.length);
        else reject(refusal);
      }
    } catch (error) {
      for (const { commit, reject } of group) reject(errorFor(commit, error));
    }
  }

  /** Stores the group. Returns, in its order, why each commit was refused. The list is empty if none was. */
  async #apply(group: readonly Waiting[]): Promise<readonly (Error | undefined)[]> {
    let applying = false;
    try {
      // Savepoints copy every page that a commit changes. Refusals are rare, so the first try has no savepoints.
      await this.#connection.transaction('group', () => {
        applying = true;
        for (const { commit } of group) commit.apply();
        applying = false;
      });
      return [];
    } catch (error) {
      if (!applying || group.length === 1) throw error;
      return this.#connection.transaction('group', () => group.map(({ commit }) => this.#applyOne(commit)));
    }
  }

  /** Applies one commit within the group. Returns why it was refused, or undefined. */
  #applyOne(commit: Commit): Error | undefined {
    this.#savepoint.run();
    try {
      commit.apply();
      this.#release.run();
      return undefined;
    } catch (error) {
      // A disk failure ends the whole transaction, with its savepoints: no commit of the group is stored.
      if (!this.#connection.inTransaction) throw error;
      this.#rollbackTo.run();
      this.#release.run();
      return classifyError(error);
    }
  }
}

function errorFor({ token }: Commit, error: unknown): unknown {
  return error instanceof OutcomeUnknownError ? new OutcomeUnknownError({ token }, { cause: error.cause }) : error;
}
