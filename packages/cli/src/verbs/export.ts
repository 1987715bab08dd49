import { exportStore } from '@orderfolio/domain/adapter';
import type { Command } from 'commander';
import { warnOfWriters, withPhases } from '../copying.ts';
import { ExportFile } from '../export-file.ts';
import { countOf, type Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';

interface ExportVerbOptions extends StoreOptions, PrintOptions {
  readonly resume?: boolean;
}

/** `orderfolio export`. */
export function addExport(program: Command, session: Session): void {
  withPrintOptions(withStoreOptions(program.command('export')))
    .argument('<file>', 'the file to make: compressed if its name ends with .gz')
    .description('write every record of a store into a file, as lines of JSON with a checksum')
    .option('--resume', 'go on with an export that was stopped, or begin one')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: ExportVerbOptions) => session.report(options, () => write(session, file, options)));
}

const EXAMPLES = `
Stop every process that writes to the store first. The file has password hashes
and all else that the store has: only its owner may read it.

An export that was stopped leaves FILE.partial, and --resume goes on with it.

Examples:
  orderfolio export orders-2026-01-31.ndjson.gz --store sqlite:orders.db
  orderfolio export orders-2026-01-31.ndjson --store dynamodb:orderfolio`;

async function write(session: Session, filename: string, options: ExportVerbOptions): Promise<Report> {
  const { terminal } = session;
  const file = new ExportFile(filename, options.resume ?? false);
  await using open = await openStore(readStoreName(options, terminal), { isPatient: true });
  warnOfWriters(terminal, 'the store');
  const earlier = file.takeEarlier();
  const exported = await withPhases(terminal, (onProgress) =>
    file.write((lines) => exportStore(open.store, lines, { onProgress, signal: terminal.stop, earlier })),
  );
  const { ended, records, digest } = exported;
  if (ended === 'finished') {
    const text = `${filename}: ${countOf(records, 'record')}, checksum ${digest}\n`;
    return { status: 0, text, data: { filename, ended, records, digest } };
  }
  const goOn = session.again('--resume');
  const text = `Stopped after ${countOf(records, 'record')}. Go on with: ${goOn}\n`;
  return { status: 2, text, data: { filename, ended, records, goOn } };
}
