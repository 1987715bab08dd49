import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigurationInvalidError, StorageFailedError, systemTimer } from '@orderfolio/domain';
import { aFunction, type OptionRules, requireOptions } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { classifyError } from './classify-error.ts';
import { Connection } from './connection.ts';
import { makePrivate } from './file.ts';
import { requireOurs } from './schema.ts';

/** How a backup is watched, and stopped. */
export interface BackupOptions {
  /** Called between steps, with the pages that are copied and the pages of the database. */
  readonly onProgress?: ((copied: number, total: number) => void) | undefined;
  /** If it is aborted, the backup ends with STORAGE_FAILED, and leaves no file. */
  readonly signal?: AbortSignal | undefined;
}

const PATH = {
  words: 'must be a path',
  allows: (value: unknown) =>
    typeof value === 'string' &&
    value !== '' &&
    value !== ':memory:' &&
    value.trim() === value &&
    !value.includes('\0'),
};
const RULES: OptionRules<BackupOptions & { readonly filename: string; readonly to: string }> = {
  filename: PATH,
  to: PATH,
  onProgress: aFunction,
  signal: { words: 'must be an AbortSignal', allows: (value) => value instanceof AbortSignal },
};

/**
 * Copies a database into a new file while it is in use, and checks the copy (`PRAGMA quick_check`). The file gets its name once it is
 * whole: a backup that fails or is stopped leaves none. Only its owner can read and write it. It is SQLite's online backup, so what is
 * written meanwhile is in the copy or makes it begin again.
 *
 * CONFIGURATION_INVALID if `filename` is not the database of Orderfolio, or `to` is there already; STORAGE_FAILED.
 */
export async function backUp(
  filename: string,
  to: string,
  options: BackupOptions = {},
): Promise<{ readonly pages: number }> {
  requireOptions({ filename, to, ...options }, RULES, ['filename', 'to'], 'options');
  if (existsSync(to)) throw new ConfigurationInvalidError({ field: 'to', rule: `${to} is there already` });
  if (!existsSync(dirname(to)))
    throw new ConfigurationInvalidError({ field: 'to', rule: `${dirname(to)} is not there` });
  const part = `${to}.part`;
  const database = openToRead(filename);
  try {
    requireOurs(new Connection(database, systemTimer, 0), 'filename');
    await rm(part, { force: true });
    makePrivate(part);
    const { totalPages: pages } = await database.backup(part, { progress: (step) => watch(step, options) });
    finish(part);
    await rename(part, to);
    return { pages };
  } catch (cause) {
    throw classifyError(cause);
  } finally {
    database.close();
    await rm(part, { force: true });
  }
}

/** The schema version of a file: 0 if it is empty or not there. CONFIGURATION_INVALID if it is not a database of Orderfolio. */
export function schemaVersionOf(filename: string): number {
  requireOptions({ filename }, { filename: PATH }, ['filename'], 'options');
  if (!existsSync(filename)) return 0;
  const database = openToRead(filename);
  try {
    const connection = new Connection(database, systemTimer, 0);
    requireOurs(connection, 'filename');
    return connection.pragma('user_version');
  } catch (cause) {
    throw classifyError(cause);
  } finally {
    database.close();
  }
}

function openToRead(filename: string): Database.Database {
  try {
    return new Database(filename, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw new ConfigurationInvalidError(
      { field: 'filename', rule: `${filename} cannot be opened: ${String(cause)}` },
      { cause },
    );
  }
}

interface Step {
  readonly totalPages: number;
  readonly remainingPages: number;
}

const PAGES_PER_STEP = 1_000;

/** Tells how far the backup is. Returns how many pages the next step copies. */
function watch({ totalPages, remainingPages }: Step, { onProgress, signal }: BackupOptions): number {
  if (signal?.aborted) throw new StorageFailedError({ retryable: true, reason: 'the backup was stopped' });
  onProgress?.(totalPages - remainingPages, totalPages);
  return PAGES_PER_STEP;
}

/** Makes the copy one file, without a write-ahead log beside it, and checks it. */
function finish(filename: string): void {
  const copy = new Database(filename);
  try {
    copy.pragma('journal_mode = DELETE');
    const found = String(copy.pragma('quick_check', { simple: true }));
    if (found !== 'ok') throw new StorageFailedError({ retryable: false, reason: `the copy is not whole: ${found}` });
  } finally {
    copy.close();
  }
}
