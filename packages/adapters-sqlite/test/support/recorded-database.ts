import Database from 'better-sqlite3';

/** A database that records its statements. */
export interface RecordedDatabase {
  readonly database: Database.Database;
  /** Every statement that was compiled, with `?` for its values. */
  readonly compiled: readonly string[];
  /** Runs the work, and returns its cost. */
  record(work: () => Promise<unknown>): Promise<Recording>;
}

export interface Recording {
  /** Every statement that ran, in order, with its values filled in. */
  readonly statements: readonly string[];
  /** How many rows were read or written. */
  readonly rows: number;
}

/** Opens a database that records, by the driver's own log, what runs on it. */
export function openRecorded(filename: string): RecordedDatabase {
  const compiled: string[] = [];
  let statements: string[] = [];
  let rows = 0;
  const database = new Database(filename, { verbose: (sql) => statements.push(String(sql)) });
  const prepare = database.prepare.bind(database);
  const count = (added: number): void => {
    rows += added;
  };
  Object.defineProperty(database, 'prepare', {
    value: (sql: string) => {
      compiled.push(sql);
      return countingRows(prepare(sql), count);
    },
  });
  return {
    database,
    compiled,
    async record(work) {
      statements = [];
      rows = 0;
      await work();
      const recording = { statements, rows };
      statements = [];
      return recording;
    },
  };
}

function countingRows(statement: Database.Statement, count: (rows: number) => void): Database.Statement {
  const { get, all, run } = statement;
  return Object.assign(statement, {
    get(...values: unknown[]) {
      const row = get.apply(statement, values);
      if (row !== undefined) count(1);
      return row;
    },
    all(...values: unknown[]) {
      const read = all.apply(statement, values);
      count(read.length);
      return read;
    },
    run(...values: unknown[]) {
      const result = run.apply(statement, values);
      if (!statement.reader && /^(INSERT|UPDATE|DELETE)/.test(statement.source)) count(result.changes);
      return result;
    },
  });
}

/** The statement in two words: its verb and its table. */
export function inShort(sql: string): string {
  const [, verb, table] =
    /^\s*(SELECT|INSERT|UPDATE|DELETE)\b[\s\S]*?\b(?:FROM |INTO |(?<=UPDATE ))(\w+)/.exec(sql) ?? [];
  return verb === undefined ? sql.trim() : `${verb} ${table}`;
}
