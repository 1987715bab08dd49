import type Database from 'better-sqlite3';

/** Runs work as a transaction of its own. */
export function handWrittenTransaction(database: Database.Database): <Result>(work: () => Result) => Result {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (database.inTransaction) rollback.run();
      throw error;
    }
  };
}

interface Waiting {
  work(): void;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Runs the work that arrives in one turn of the event loop as one transaction. If a part fails, each part gets its own
 * transaction.
 */
export function handWrittenGroupCommit(database: Database.Database): (work: () => void) => Promise<void> {
  const transaction = handWrittenTransaction(database);
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      transaction(() => {
        for (const { work } of group) work();
      });
      for (const { resolve } of group) resolve();
    } catch (_refused) {
      for (const waiter of group) runAlone(waiter);
    }
  }

  function runAlone({ work, resolve, reject }: Waiting): void {
    try {
      transaction(work);
      resolve();
    } catch (error) {
      reject(error);
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ work, resolve, reject });
    });
}
