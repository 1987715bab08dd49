import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Status } from './report.ts';
import { Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { addAnalytics } from './verbs/analytics.ts';
import { addBackup } from './verbs/backup.ts';
import { addConsole } from './verbs/console.ts';
import { addCopy } from './verbs/copy.ts';
import { addEvents } from './verbs/events.ts';
import { addExport } from './verbs/export.ts';
import { addImport } from './verbs/import.ts';
import { addMigrate } from './verbs/migrate.ts';
import { addPrices } from './verbs/prices.ts';
import { addReconcile } from './verbs/reconcile.ts';
import { addServe } from './verbs/serve.ts';
import { addTable } from './verbs/table.ts';
import { addUsers } from './verbs/users.ts';
import { addVerifyAudit } from './verbs/verify-audit.ts';

const DESCRIPTION =
  'Operates a store of Orderfolio: serves its API and its console, looks after its users, checks it, backs it up and moves it.';
const WIDTH = 80;

/** Runs the command with its arguments (without `node` and the script), and returns the exit status. Rejects only for a fault of ours. */
export async function run(args: readonly string[], terminal: Terminal): Promise<Status> {
  const session = new Session(terminal, args);
  try {
    await programOf(session).parseAsync([...args], { from: 'user' });
  } catch (error) {
    session.fail(error);
  }
  return session.status;
}

function programOf(session: Session): Command {
  const { stdout, stderr } = session.terminal;
  const program = new Command('orderfolio')
    .description(DESCRIPTION)
    .version(versionOfPackage())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => WIDTH,
      getErrHelpWidth: () => WIDTH,
    })
    .showHelpAfterError('(add --help for the options and an example)')
    .addHelpText('after', '\nExit status: 0 done, 1 something was found, 2 it could not be done.');
  for (const add of [
    addServe,
    addConsole,
    addTable,
    addMigrate,
    addBackup,
    addExport,
    addImport,
    addCopy,
    addUsers,
    addReconcile,
    addVerifyAudit,
    addPrices,
    addEvents,
    addAnalytics,
  ])
    add(program, session);
  return program;
}

function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
