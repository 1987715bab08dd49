import { type Difference, describeDifference } from '@orderfolio/domain';
import type { Command } from 'commander';
import {
  type CheckOptions,
  type Checks,
  check,
  readChecked,
  statusOf,
  withCheckOptions,
  wordsOfFailures,
} from '../checks.ts';
import { howToGoOn } from '../every-user.ts';
import { countOf, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { openStore, readStoreName } from '../store.ts';
import { tableOf } from '../table.ts';

/** What an operator should do about a difference. */
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
  const { portfolio } = open.app;
  const found: FoundDifference[] = [];
  const checks = await check(open.app, terminal, checked, options, async (username) => {
    const { differences } = await portfolio.reconcile(username);
    found.push(...differences.map((difference) => ({ username, difference })));
  });
  return reportOf(checks, found);
}

function reportOf(checks: Checks, found: readonly FoundDifference[]): Report {
  const { users, failures, stopped } = checks;
  const wrong = new Set(found.map(({ username }) => username)).size;
  const rows = found.map(({ username, difference }) => [username, difference.rule, describeDifference(difference)]);
  const kinds = [...new Set(found.map(({ difference }) => difference.kind))];
  const remedies = kinds.map((kind) => `${kind}: ${REMEDIES[kind]}.\n`);
  const reconciled = users - wrong - failures.length;
  return {
    status: statusOf(checks, found.length),
    text: [
      ...(rows.length > 0 ? [tableOf(['user', 'rule', 'difference'], rows), '\n', ...remedies, '\n'] : []),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${reconciled} reconciled, ${countOf(found.length, 'difference')}.\n`,
      howToGoOn(checks, 'orderfolio reconcile --all'),
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
