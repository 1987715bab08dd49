import { writeFileSync } from 'node:fs';
import { classifyError } from '@orderfolio/adapters-sqlite';
import { ConcurrencyConflictError, OutcomeUnknownError, StorageFailedError } from '@orderfolio/domain';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { classifyCommitError, isBusy, violatedColumns } from '../src/classify-error.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/** The error that the driver throws. No test makes up a `SqliteError`. */
function driverError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('the driver threw nothing');
}

function inMemory(schema: string): Database.Database {
  return new Database(':memory:').exec(`PRAGMA foreign_keys = ON; ${schema}`);
}

/** A file with rows in it. */
function filled(name: string): string {
  const filename = inFolder(name);
  const database = new Database(filename);
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
  for (let row = 0; row < 500; row++) database.exec(`INSERT INTO t VALUES ('${'x'.repeat(100)}')`);
  database.close();
  return filename;
}

/** Runs the work while another connection holds the write lock. */
function whileLocked(work: (database: Database.Database) => unknown): unknown {
  const filename = filled('locked.db');
  const holder = new Database(filename);
  const database = new Database(filename, { timeout: 0 });
  holder.exec('BEGIN IMMEDIATE');
  try {
    return driverError(() => work(database));
  } finally {
    database.close();
    holder.close();
  }
}

interface Case {
  readonly name: string;
  readonly provoke: () => unknown;
  readonly code: string;
  readonly reason: string | RegExp;
  readonly retryable: boolean;
}

const cases: readonly Case[] = [
  {
    name: 'another connection writes',
    provoke: () => whileLocked((database) => database.exec('BEGIN IMMEDIATE')),
    code: 'SQLITE_BUSY',
    reason: 'the database stayed locked by another process',
    retryable: true,
  },
  {
    name: 'another connection wrote since the transaction read',
    provoke: () => {
      const filename = filled('snapshot.db');
      const [reader, writer] = [new Database(filename), new Database(filename)];
      reader.exec('BEGIN; SELECT * FROM t');
      reader.prepare('SELECT count(*) FROM t').get();
      writer.exec('DELETE FROM t');
      const error = driverError(() => reader.exec('DELETE FROM t'));
      reader.close();
      writer.close();
      return error;
    },
    code: 'SQLITE_BUSY_SNAPSHOT',
    reason: 'the database stayed locked by another process',
    retryable: true,
  },
  {
    name: 'a table is being read',
    provoke: () => {
      const database = inMemory('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)').unsafeMode(true);
      const rows = database.prepare('SELECT * FROM t').iterate();
      rows.next();
      return driverError(() => database.exec('DROP TABLE t'));
    },
    code: 'SQLITE_LOCKED',
    reason: 'the database stayed locked by another connection',
    retryable: true,
  },
  {
    name: 'there is no room left',
    provoke: () => {
      const database = inMemory('PRAGMA max_page_count = 2; CREATE TABLE t (a)');
      return driverError(() => database.exec(`INSERT INTO t VALUES (zeroblob(100000))`));
    },
    code: 'SQLITE_FULL',
    reason: 'the disk is full',
    retryable: true,
  },
  {
    name: 'the connection may only read',
    provoke: () => driverError(() => new Database(filled('r.db'), { readonly: true }).exec('DELETE FROM t')),
    code: 'SQLITE_READONLY',
    reason: 'the database file cannot be written',
    retryable: false,
  },
  {
    name: 'the path is a folder',
    provoke: () => driverError(() => new Database(inFolder('.'))),
    code: 'SQLITE_CANTOPEN',
    reason: 'the database file cannot be opened',
    retryable: false,
  },
  {
    name: 'the file is something else',
    provoke: () => {
      writeFileSync(inFolder('notes.txt'), 'Dear diary, '.repeat(100));
      return driverError(() => new Database(inFolder('notes.txt')).pragma('user_version'));
    },
    code: 'SQLITE_NOTADB',
    reason: 'the file is not a SQLite database',
    retryable: false,
  },
  {
    name: 'pages of the file were overwritten',
    provoke: () => {
      const filename = filled('damaged.db');
      const database = new Database(filename);
      const bytes = database.serialize();
      database.close();
      writeFileSync(filename, bytes.fill(0xff, 4096));
      return driverError(() => new Database(filename).prepare('SELECT count(*) FROM t').get());
    },
    code: 'SQLITE_CORRUPT',
    reason: 'the database file is damaged',
    retryable: false,
  },
  {
    name: 'the row that it refers to is not there',
    provoke: () => {
      const database = inMemory('CREATE TABLE p (a PRIMARY KEY); CREATE TABLE c (a REFERENCES p)');
      return driverError(() => database.exec('INSERT INTO c VALUES (1)'));
    },
    code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    reason: 'the user, asset or balance that it belongs to does not exist',
    retryable: false,
  },
  {
    name: 'a check does not hold',
    provoke: () => driverError(() => inMemory('CREATE TABLE t (a CHECK (a > 0))').exec('INSERT INTO t VALUES (0)')),
    code: 'SQLITE_CONSTRAINT_CHECK',
    reason: 'a stored amount would have become negative',
    retryable: false,
  },
  {
    name: 'a unique column has the value',
    provoke: () =>
      driverError(() =>
        inMemory('CREATE TABLE t (a UNIQUE)').exec('INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)'),
      ),
    code: 'SQLITE_CONSTRAINT_UNIQUE',
    reason: 'SQLITE_CONSTRAINT_UNIQUE',
    retryable: false,
  },
  {
    name: 'the statement has a mistake',
    provoke: () => driverError(() => inMemory('').exec('SELEKT 1')),
    code: 'SQLITE_ERROR',
    reason: 'SQLITE_ERROR',
    retryable: false,
  },
];

describe('classifyError', () => {
  test.each(cases)('$code ($name) is STORAGE_FAILED with a reason', ({ provoke, code, reason, retryable }) => {
    const cause = provoke();
    expect(cause).toMatchObject({ code });
    const error = classifyError(cause);
    expect(error).toBeInstanceOf(StorageFailedError);
    expect(error).toMatchObject({ code: 'STORAGE_FAILED', reason, retryable });
    expect(error.cause).toBe(cause);
  });

  test.each([
    ['an error', new TypeError('The database connection is not open'), /The database connection is not open/],
    ['text', 'no idea', 'no idea'],
    ['nothing', undefined, 'undefined'],
  ])('what it does not recognise (%s) is STORAGE_FAILED with its cause', (_name, cause, reason) => {
    const error = classifyError(cause);
    expect(error).toMatchObject({
      code: 'STORAGE_FAILED',
      reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason,
      retryable: false,
    });
    expect(error.cause).toBe(cause);
  });

  test('leaves an error of the domain as it is', () => {
    const error = new ConcurrencyConflictError({ entity: 'balance' });
    expect(classifyError(error)).toBe(error);
  });
});

describe('the error of a COMMIT', () => {
  test('when the disk failed is OUTCOME_UNKNOWN, under the token of the commit', () => {
    const cause = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    const error = classifyCommitError(cause, 'token-1');
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({ token: 'token-1', cause });
  });

  test('when the disk is full is STORAGE_FAILED: SQLite has rolled back', () => {
    const cause = new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    expect(classifyCommitError(cause, 'token-1')).toMatchObject({ code: 'STORAGE_FAILED', retryable: true });
  });
});

test('a busy database, and nothing else, is worth another try', () => {
  expect(isBusy(cases[0]?.provoke())).toBe(true);
  expect(isBusy(cases[1]?.provoke())).toBe(true);
  expect(isBusy(cases[4]?.provoke())).toBe(false);
  expect(isBusy(new Error('SQLITE_BUSY'))).toBe(false);
});

describe('a broken uniqueness rule', () => {
  test('names its column', () => {
    const database = inMemory('CREATE TABLE u (a PRIMARY KEY, b UNIQUE); INSERT INTO u VALUES (1, 1)');
    expect(violatedColumns(driverError(() => database.exec('INSERT INTO u VALUES (1, 2)')))).toEqual(['u.a']);
    expect(violatedColumns(driverError(() => database.exec('INSERT INTO u VALUES (2, 1)')))).toEqual(['u.b']);
  });

  test('names all the columns of a rule over several', () => {
    const database = inMemory(
      'CREATE TABLE u (a, b); CREATE UNIQUE INDEX one ON u (a, b); INSERT INTO u VALUES (1, 2)',
    );
    expect(violatedColumns(driverError(() => database.exec('INSERT INTO u VALUES (1, 2)')))).toEqual(['u.a', 'u.b']);
  });

  test('is not what any other error is', () => {
    const database = inMemory('CREATE TABLE u (a NOT NULL)');
    expect(violatedColumns(driverError(() => database.exec('INSERT INTO u VALUES (NULL)')))).toBeUndefined();
    expect(violatedColumns(new Error('UNIQUE constraint failed: u.a'))).toBeUndefined();
  });
});
