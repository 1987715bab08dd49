import { rebuildAnalytics } from '@orderfolio/domain';
import type { Command } from 'commander';
import { countForTerminal } from '../every-user.ts';
import { Progress } from '../progress.ts';
import { countOf, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';

interface RebuildOptions extends StoreOptions {
  readonly json?: boolean;
}

/** `orderfolio analytics rebuild`. */
export function addAnalytics(program: Command, session: Session): void {
  const analytics = program.command('analytics').description('look after the figures of days');
  withStoreOptions(analytics.command('rebuild'))
    .description('make the figures anew from the ledgers, while commands and the worker that keeps them up go on')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: RebuildOptions) => session.report(options, () => rebuild(session, options)));
}

const EXAMPLES = `
The old figures are shown until the new ones are whole. Ctrl-C stops after the
account under way; the next run goes on from there, also after a kill.

Exit status: 0 done, 1 a record cannot be read, 2 it failed or was stopped.

Examples:
  orderfolio analytics rebuild --store sqlite:orders.db
  orderfolio analytics rebuild --store dynamodb:orderfolio --json`;

async function rebuild(session: Session, options: RebuildOptions): Promise<Report> {
  const { terminal } = session;
  await using open = await openStore(readStoreName(options, terminal));
  const { app, store } = open;
  const progress = new Progress(terminal, 'accounts', await countForTerminal(store, terminal, undefined));
  try {
    const rebuilt = await rebuildAnalytics({ app, store, signal: terminal.stop, onAccount: () => progress.add() });
    const { isDone, accounts, unreadable } = rebuilt;
    const words = isDone ? 'The figures are new.' : `Stopped. Go on with: ${session.again()}`;
    const unread =
      unreadable === 0 ? '' : `\n${countOf(unreadable, 'record')} cannot be read: see orderfolio reconcile.`;
    return {
      status: !isDone ? 2 : unreadable > 0 ? 1 : 0,
      text: `${countOf(accounts, 'account')} read. ${words}${unread}\n`,
      data: rebuilt,
    };
  } finally {
    progress.end();
  }
}
