import { randomBytes } from 'node:crypto';
import { ConfigurationInvalidError, type Store } from '@orderfolio/domain';
import type { Command } from 'commander';
import { commandLine } from '../command-line.ts';
import type { ConsoleOptions } from '../service.ts';
import { type Session, wholeNumber } from '../session.ts';
import { openStore, readStoreName, withStoreOptions } from '../store.ts';
import type { Terminal } from '../terminal.ts';

const HIGHEST_PORT = 65_535;
const SECRET_BYTES = 32;

/** `orderfolio console`. */
export function addConsole(program: Command, session: Session): void {
  withStoreOptions(program.command('console'))
    .description('look at a store in the browser, from this machine')
    .option('--port <number>', 'where to listen; 0: a free port', wholeNumber(0, HIGHEST_PORT), 0)
    .option('--keep-audit-trail', "also keep the events in the store's trail (always, if the user has one)")
    .addHelpText('after', EXAMPLES)
    .action((options: ConsoleOptions) => runConsole(session.terminal, options));
}

const EXAMPLES = `
It prints an address of 127.0.0.1. Log in as an administrator to see the whole
service, or as any user to see that account: orderfolio users create-admin makes
an administrator. Its tokens are signed with a secret of its own, which is gone
at Ctrl-C, and no service takes them. It ends no orders whose time is over.

Example:
  orderfolio console --store sqlite:orders.db`;

async function runConsole(terminal: Terminal, options: ConsoleOptions): Promise<void> {
  const name = readStoreName(options, terminal);
  await using open = await openStore(name);
  const { serveConsole } = await import('../service.ts');
  if (!(await hasFeed(open.store))) {
    const how = name.kind === 'sqlite' ? ['migrate', '--change-feed', 'on'] : ['table', 'diff'];
    const words = 'The store keeps no feed, so the console has no live events of the service. See:';
    terminal.stderr.write(`${words}\n  ${commandLine([...how, ...storeArguments(options)])}\n`);
  }
  const args = ['users', 'create-admin', 'NAME', '--email', 'ADDRESS', ...storeArguments(options)];
  terminal.stderr.write(
    `Log in as an administrator. This makes one, and asks for a password:\n  ${commandLine(args)}\n`,
  );
  const secret = randomBytes(SECRET_BYTES).toString('base64');
  await serveConsole(open, { secret, terminal, options });
}

async function hasFeed({ feed }: Store): Promise<boolean> {
  try {
    await feed.shards();
    return true;
  } catch (error) {
    if (error instanceof ConfigurationInvalidError) return false;
    throw error;
  }
}

function storeArguments({ store, region, endpoint }: ConsoleOptions): readonly string[] {
  return Object.entries({ store, region, endpoint }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
}
