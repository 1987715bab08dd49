import { existsSync } from 'node:fs';
import { importStore } from '@orderfolio/domain/adapter';
import type { Command } from 'commander';
import { reportOfCopy, warnOfWriters, withPhases } from '../copying.ts';
import { linesIn } from '../export-file.ts';
import type { Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';
import { UsageError, withNames } from '../usage-error.ts';

interface ImportOptions extends StoreOptions, PrintOptions {
  readonly resume?: boolean;
}

/** `orderfolio import`. */
export function addImport(program: Command, session: Session): void {
  withPrintOptions(withStoreOptions(program.command('import')))
    .argument('<file>', 'an export: compressed if its name ends with .gz')
    .description('write the records of an export into an empty store, compare them, and reconcile the store')
    .option('--resume', 'go on with an import that was stopped, or begin one')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: ImportOptions) => session.report(options, () => read(session, file, options)));
}

const EXAMPLES = `
The whole file is checked before anything is written. The store must be empty: a
SQLite file is made, a table must be there (orderfolio table create). Nobody may
write to it meanwhile. After Ctrl-C or a crash, --resume goes on.

Exit status: 0 the store has what the file has and all users reconciled, 1 not
so, 2 it failed or was stopped.

Examples:
  orderfolio import orders-2026-01-31.ndjson.gz --store sqlite:new.db
  orderfolio import orders-2026-01-31.ndjson --store dynamodb:orderfolio`;

async function read(session: Session, filename: string, options: ImportOptions): Promise<Report> {
  const { terminal } = session;
  const { resume } = options;
  if (!existsSync(filename)) throw new UsageError(`${filename}: there is no such file`);
  await using open = await openStore(readStoreName(options, terminal), { mayCreate: true, isPatient: true });
  warnOfWriters(terminal, 'the store');
  const report = await withPhases(terminal, (onProgress) =>
    withNames(
      { to: '--store', resume: '--resume' },
      importStore(open.store, linesIn(filename), { resume, onProgress, signal: terminal.stop }),
    ),
  );
  return reportOfCopy(report, session.again('--resume'));
}
