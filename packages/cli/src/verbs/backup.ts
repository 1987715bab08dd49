import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Progress } from '../progress.ts';
import { countOf, type Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { onTable, readStoreName, requireFile, type StoreOptions, type TableName, withStoreOptions } from '../store.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, withNames } from '../usage-error.ts';

type BackupOptions = StoreOptions & PrintOptions;

/** `orderfolio backup`. */
export function addBackup(program: Command, session: Session): void {
  withPrintOptions(withStoreOptions(program.command('backup')))
    .argument('<file>', 'the file to make; for DynamoDB, the name of the backup')
    .description('back up a store while it is in use')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: BackupOptions) => session.report(options, () => backup(session, file, options)));
}

const EXAMPLES = `
SQLite: an online backup into a new file, which is checked afterwards. Services
go on meanwhile. A backup that was stopped leaves no file.

DynamoDB: starts an on-demand backup of AWS under this name, and prints its ARN.
For every second of the last 35 days, switch on point-in-time recovery.

Examples:
  orderfolio backup orders-2026-01-31.db --store sqlite:orders.db
  orderfolio backup before-release-2 --store dynamodb:orderfolio`;

async function backup({ terminal }: Session, to: string, options: BackupOptions): Promise<Report> {
  const name = readStoreName(options, terminal);
  return name.kind === 'sqlite' ? backUpFile(name.filename, to, terminal) : startBackup(name, to);
}

async function backUpFile(filename: string, to: string, terminal: Terminal): Promise<Report> {
  requireFile(filename);
  if (existsSync(to)) throw new UsageError(`${to}: is there already: name another file`);
  const { backUp } = await import('@orderfolio/adapters-sqlite');
  let progress: Progress | undefined;
  let done = 0;
  const copying = backUp(filename, to, {
    signal: terminal.stop,
    onProgress(copied, total) {
      progress ??= new Progress(terminal, 'pages', total);
      progress.add(copied - done);
      done = copied;
    },
  });
  const { pages } = await withNames({ to }, copying).finally(() => progress?.end());
  return { status: 0, text: `${to}: ${countOf(pages, 'page')}, checked.\n`, data: { filename, to, pages } };
}

async function startBackup(table: TableName, backupName: string): Promise<Report> {
  const [{ CreateBackupCommand }, { classifyError }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@orderfolio/adapters-dynamodb'),
  ]);
  const { tableName } = table;
  try {
    const { BackupDetails } = await onTable(table, ({ client }) =>
      client.send(new CreateBackupCommand({ TableName: tableName, BackupName: backupName })),
    );
    const { BackupArn: arn = '', BackupStatus: state = '' } = BackupDetails ?? {};
    return { status: 0, text: `${arn} ${state}\n`, data: { tableName, backupName, arn, state } };
  } catch (cause) {
    throw classifyError(cause);
  }
}
