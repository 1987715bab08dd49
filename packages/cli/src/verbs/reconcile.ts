import { type Difference, DomainError, describeDifference, type Orderfolio } from '@orderfolio/domain';
import type { Command } from 'commander';
import { forEveryUser, howToGoOn, type Walked } from '../every-user.ts';
import { countOf, type Report } from '../report.ts';
import { type PrintOptions, type Session, wholeNumber, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';
import { tableOf } from '../table.ts';
import { UsageError } from '../usage-error.ts';

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

/** The failure of one user, who must not stop the check of the others. Rethrows what is no error of the library. */
export function failureOf(username: string, error: unknown): Failure {
  if (!(error instanceof DomainError)) throw error;
  return { username, code: error.code, message: error.message };
}

/** Lines about the users who could not be checked. */
export function wordsOfFailures(failures: readonly Failure[]): string {
  return failures
    .map(({ username, code, message }) => `${username} could not be checked: ${code}: ${message}\n`)
    .join('');
}

/** What an operator does about a difference. */
const REMEDIES: Readonly<Record<Difference['kind'], string>> = {
  VALUE:
    'compare it with the rows of the account and with a backup; `funds.adjust` and `portfolio.adjust` correct a sum',
  UNREADABLE: 'restore the record from a backup: nothing can be decided on it',
  MISPLACED: 'restore the record and its index entry from a backup: no price or expiry finds it',
  MISSING: 'restore the record from a backup',
  UNEXPECTED: 'find out who wrote the record: no command writes it alone',
  GAP: 'restore the rows from a backup',
};

interface FoundDifference {
  readonly username: string;
  readonly difference: Difference;
}

/** `orderfolio reconcile`. */
export function addReconcile(program: Command, session: Session): void {
  withCheckOptions(program.command('reconcile'))
    .description('compare all records of an account with each other, and name what the rules forbid')
    .addHelpText('after', EXAMPLES)
    .action((user: string | undefined, options: CheckOptions) =>
      session.report(options, () => reconcile(session, user, options)),
    );
}

const EXAMPLES = `
Exit status: 0 all records agree, 1 there are differences, 2 it failed.

Examples:
  orderfolio reconcile alice_01 --store sqlite:orders.db
  orderfolio reconcile --all --json --store dynamodb:orderfolio`;

async function reconcile({ terminal }: Session, user: string | undefined, options: CheckOptions): Promise<Report> {
  const checked = readChecked(user, options);
  await using open = await openStore(readStoreName(options, terminal));
  const { app } = open;
  const found: FoundDifference[] = [];
  const failures: Failure[] = [];
  const one = async (username: string): Promise<void> => void found.push(...(await differencesOf(app, username)));
  let walked: Walked = { users: 1 };
  if (checked !== undefined) await one(checked);
  else
    walked = await forEveryUser({ app, terminal, ...options }, async ({ username }) => {
      try {
        await one(username);
      } catch (error) {
        failures.push(failureOf(username, error));
      }
    });
  return reportOf(walked, found, failures);
}

async function differencesOf(app: Orderfolio, username: string): Promise<FoundDifference[]> {
  const { differences } = await app.portfolio.reconcile(username);
  return differences.map((difference) => ({ username, difference }));
}

function reportOf(walked: Walked, found: readonly FoundDifference[], failures: readonly Failure[]): Report {
  const { users, stopped } = walked;
  const wrong = new Set(found.map(({ username }) => username)).size;
  const rows = found.map(({ username, difference }) => [username, difference.rule, describeDifference(difference)]);
  const kinds = [...new Set(found.map(({ difference }) => difference.kind))];
  const remedies = kinds.map((kind) => `${kind}: ${REMEDIES[kind]}.\n`);
  const reconciled = users - wrong - failures.length;
  return {
    status: failures.length > 0 || stopped !== undefined ? 2 : found.length > 0 ? 1 : 0,
    text: [
      ...(rows.length > 0 ? [tableOf(['user', 'rule', 'difference'], rows), '\n', ...remedies, '\n'] : []),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${reconciled} reconciled, ${countOf(found.length, 'difference')}.\n`,
      howToGoOn(walked, 'orderfolio reconcile --all'),
    ].join(''),
    data: {
      users,
      reconciled,
      differences: found.map(({ username, difference }) => ({ username, ...difference })),
      failures,
      ...(stopped && { stopped }),
    },
  };
}
