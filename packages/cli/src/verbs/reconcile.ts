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
import { type FoundDifference, wordsOfDifferences } from '../differences.ts';
import { howToGoOn } from '../every-user.ts';
import { countOf, numberOf, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { openStore, readStoreName } from '../store.ts';

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

async function reconcile(session: Session, user: string | undefined, options: CheckOptions): Promise<Report> {
  const { terminal } = session;
  const checked = readChecked(user, options);
  await using open = await openStore(readStoreName(options, terminal));
  const { portfolio } = open.app;
  const found: FoundDifference[] = [];
  const checks = await check(open, terminal, checked, options, async (username) => {
    const { differences } = await portfolio.reconcile(username);
    found.push(...differences.map((difference) => ({ username, difference })));
  });
  return reportOf(session, checks, found);
}

function reportOf(session: Session, checks: Checks, found: readonly FoundDifference[]): Report {
  const { users, failures, stopped } = checks;
  const wrong = new Set([...found, ...failures].map(({ username }) => username)).size;
  const reconciled = users - wrong;
  return {
    status: statusOf(checks, found.length),
    text: [
      wordsOfDifferences(found),
      wordsOfFailures(failures),
      `${countOf(users, 'user')}, ${numberOf(reconciled)} reconciled, ${countOf(found.length, 'difference')}.\n`,
      howToGoOn(checks, session),
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
