import type { Command } from 'commander';
import type { ServeOptions } from '../service.ts';
import { type Session, wholeNumber } from '../session.ts';
import { openStore, readStoreName, withStoreOptions } from '../store.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const HIGHEST_PORT = 65_535;
const MOST_PROXIES = 100;
const DEFAULT_PORT = 3_000;

/** `orderfolio serve`. */
export function addServe(program: Command, session: Session): void {
  withStoreOptions(program.command('serve'))
    .description('serve the HTTP API with its console, and end the orders whose time is over')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0: a free port', wholeNumber(0, HIGHEST_PORT), DEFAULT_PORT)
    .option('--issuer <url>', 'who issues the tokens (default: the address of the service)')
    .option('--audience <name>', 'for whom the tokens are', 'orderfolio')
    .option('--trust-proxy <number>', 'how many proxies stand before the service', wholeNumber(0, MOST_PROXIES), 0)
    .option('--keep-audit-trail', 'also keep the audit trail in the store')
    .option('--no-console', 'the API alone, without the console in the browser')
    .addHelpText('after', EXAMPLES)
    .action((options: ServeOptions) => runService(session.terminal, options));
}

const EXAMPLES = `
The variable ORDERFOLIO_TOKEN_SECRET has the secret that signs the tokens: 32
bytes or more, the same in every process. Log lines go to the standard error, as
JSON. SIGTERM or Ctrl-C: it answers what is under way, and ends. The console is
at /console. A SQLite file that is made here keeps a feed of what happens, which
operators see in the console: orderfolio migrate --change-feed.

Example:
  export ORDERFOLIO_TOKEN_SECRET=$(openssl rand -base64 32)
  orderfolio serve --store sqlite:orders.db --port 3000`;

async function runService(terminal: Terminal, options: ServeOptions): Promise<void> {
  const secret = terminal.env.ORDERFOLIO_TOKEN_SECRET;
  if (secret === undefined)
    throw new UsageError('ORDERFOLIO_TOKEN_SECRET: is required. openssl rand -base64 32 makes one.');
  const { requireSecret, serveStore } = await import('../service.ts');
  requireSecret(secret);
  await using open = await openStore(readStoreName(options, terminal), { mayCreate: true, newHasFeed: true });
  await serveStore(open, { secret, terminal, options });
}
