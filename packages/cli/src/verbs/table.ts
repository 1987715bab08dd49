import type { Command } from 'commander';
import type { Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { onTable, readStoreName, type StoreOptions, type TableName, withStoreOptions } from '../store.ts';
import { UsageError } from '../usage-error.ts';

type TableOptions = StoreOptions & PrintOptions;

/** `orderfolio table create` and `orderfolio table diff`. */
export function addTable(program: Command, session: Session): void {
  const table = program
    .command('table')
    .description('create a table of DynamoDB, or compare one with what this release needs');
  withPrintOptions(withStoreOptions(table.command('create')))
    .description('create the table, with its indexes and its time to live')
    .addHelpText('after', '\nExample:\n  orderfolio table create --store dynamodb:orderfolio --region eu-central-1')
    .action((options: TableOptions) => session.report(options, () => create(session, options)));
  withPrintOptions(withStoreOptions(table.command('diff')))
    .description('say what differs between the table and what this release needs')
    .addHelpText(
      'after',
      '\nExit status: 0 nothing differs, 1 something does, 2 it failed.\n\nExample:\n  orderfolio table diff --store dynamodb:orderfolio',
    )
    .action((options: TableOptions) => session.report(options, () => diff(session, options)));
}

function tableNameOf(options: TableOptions, { terminal }: Session): TableName {
  const name = readStoreName(options, terminal);
  if (name.kind === 'dynamodb') return name;
  throw new UsageError('--store: must be dynamodb:TABLE. SQLite makes its tables by itself: see migrate');
}

async function create(session: Session, options: TableOptions): Promise<Report> {
  const table = tableNameOf(options, session);
  const { createTable } = await import('@orderfolio/adapters-dynamodb');
  await onTable(table, createTable);
  const { tableName } = table;
  return { status: 0, text: `The table ${tableName} is there.\n`, data: { tableName, created: true } };
}

async function diff(session: Session, options: TableOptions): Promise<Report> {
  const table = tableNameOf(options, session);
  const { describeTable } = await import('@orderfolio/adapters-dynamodb');
  const { matches, differences } = await onTable(table, describeTable);
  const { tableName } = table;
  return {
    status: matches ? 0 : 1,
    text: matches ? `The table ${tableName} is what this release needs.\n` : `${differences.join('\n')}\n`,
    data: { tableName, matches, differences },
  };
}
