import Database from 'better-sqlite3';

/** A database whose next COMMIT fails with an I/O error, as on a faulty disk. */
export interface FailingDatabase {
  readonly database: Database.Database;
  /** Lets the next COMMIT fail. The data is either lost, or stored all the same. */
  failNextCommit(when: 'before it is stored' | 'after it was stored'): void;
}

type Run = () => Database.RunResult;
type Watch = (run: Run) => Database.RunResult;

export function openFailing(filename: string): FailingDatabase {
  let failure: 'before it is stored' | 'after it was stored' | undefined;
  let writes = false;
  const watched = new Map<string, Watch>([
    ['BEGIN', begin(false)],
    ['BEGIN IMMEDIATE', begin(true)],
    ['COMMIT', commit],
  ]);
  const database = new Database(filename);
  const prepare = database.prepare.bind(database);
  Object.defineProperty(database, 'prepare', {
    value: (sql: string) => {
      const statement = prepare(sql);
      const watch = watched.get(sql);
      if (watch === undefined) return statement;
      const run = statement.run.bind(statement);
      return Object.assign(statement, { run: () => watch(run) });
    },
  });

  function begin(isWrite: boolean): Watch {
    return (run) => {
      writes = isWrite;
      return run();
    };
  }

  function commit(run: Run): Database.RunResult {
    if (!writes) return run();
    const now = failure;
    failure = undefined;
    if (now === 'before it is stored') throw diskError();
    const result = run();
    if (now === 'after it was stored') throw diskError();
    return result;
  }

  return {
    database,
    failNextCommit(when) {
      failure = when;
    },
  };
}

function diskError(): Error {
  return new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
}
