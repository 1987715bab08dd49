import type Database from 'better-sqlite3';

/** Runs work as a transaction of its own. */
export function handWrittenTransaction(database: Database.Database): (work: () => void) => void {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      work();
      commit.run();
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

/** Runs what arrives in one turn of the event loop as one transaction, each work in a savepoint of its own. */
export function handWrittenGroupCommit(database: Database.Database): (work: () => void) => Promise<void> {
  const transaction = handWrittenTransaction(database);
  const savepoint = database.prepare('SAVEPOINT one');
  const release = database.prepare('RELEASE one');
  const rollbackTo = database.prepare('ROLLBACK TO one');
  let waiting: Waiting[] = [];

  function apply({ work }: Waiting): { readonly error: unknown } | undefined {
    savepoint.run();
    try {
      work();
      release.run();
      return undefined;
    } catch (error) {
      rollbackTo.run();
      release.run();
      return { error };
    }
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      let refusals: ReturnType<typeof apply>[] = [];
      transaction(() => {
        refusals = group.map(apply);
      });
      for (const [index, { resolve, reject }] of group.entries()) {
        const refusal = refusals[index];
        if (refusal === undefined) resolve();
        else reject(refusal.error);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ work, resolve, reject });
    });
}
