import { DomainError, StorageFailedError } from '@orderfolio/domain';
import type { Command } from 'commander';
import { forEveryUser, type Walked } from './every-user.ts';
import type { Status } from './report.ts';
import { type PrintOptions, wholeNumber, withPrintOptions } from './session.ts';
import { type OpenStore, type StoreOptions, withStoreOptions } from './store.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The options of a check of one user or of all. */
export interface CheckOptions extends StoreOptions, PrintOptions {
  readonly all?: boolean;
  readonly concurrency: number;
  readonly cursor?: string;
}

const DEFAULT_CONCURRENCY = 4;
const MOST_AT_ONCE = 256;

/** Adds the options of a check of one user or of all. */
export function withCheckOptions(command: Command): Command {
  return withPrintOptions(withStoreOptions(command))
    .argument('[user]', 'the username')
    .option('--all', 'check every user')
    .option('--concurrency <number>', 'how many users side by side', wholeNumber(1, MOST_AT_ONCE), DEFAULT_CONCURRENCY)
    .option('--cursor <cursor>', 'where a check of all users was stopped');
}

/** The user to check, or undefined for all. Throws UsageError. */
export function readChecked(user: string | undefined, { all = false, cursor }: CheckOptions): string | undefined {
  if (all === (user !== undefined)) throw new UsageError('name a user, or give --all');
  if (cursor !== undefined && !all) throw new UsageError('--cursor: goes with --all');
  return user;
}

/** A user who could not be checked. */
export interface Failure {
  readonly username: string;
  readonly code: string;
  readonly message: string;
}

/** How the checks went. */
export interface Checks extends Walked {
  readonly failures: readonly Failure[];
}

/**
 * Checks one user, or all of them. Among all, a user who cannot be checked does not stop the others. The error of a
 * single user is thrown.
 */
export async function check(
  { store }: Pick<OpenStore, 'store'>,
  terminal: Terminal,
  checked: string | undefined,
  { concurrency, cursor }: CheckOptions,
  one: (username: string) => Promise<void>,
): Promise<Checks> {
  const failures: Failure[] = [];
  if (checked !== undefined) {
    await one(checked);
    return { users: 1, failures };
  }
  const walked = await forEveryUser({ store, terminal, concurrency, cursor }, async ({ username, unreadable }) => {
    // The rest of the account can be checked all the same.
    if (unreadable !== undefined) failures.push({ username, code: StorageFailedError.code, message: unreadable });
    try {
      await one(username);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failures.push({ username, code: error.code, message: error.message });
    }
  });
  return { ...walked, failures };
}

/** The exit status: 2 if not every user and every record was checked, 1 if something was found. */
export function statusOf({ failures, stopped }: Checks, found: number): Status {
  if (failures.length > 0 || stopped !== undefined) return 2;
  return found > 0 ? 1 : 0;
}

/** Lines about the users who could not be checked. */
export function wordsOfFailures(failures: readonly Failure[]): string {
  return failures
    .map(({ username, code, message }) => `${username} could not be checked: ${code}: ${message}\n`)
    .join('');
}
