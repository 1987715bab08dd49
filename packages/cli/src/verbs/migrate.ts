import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { type Command, Option } from 'commander';
import { Progress } from '../progress.ts';
import { countOf, type Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { onTable, openStore, readStoreName, type StoreOptions, type TableName, withStoreOptions } from '../store.ts';
import { UsageError } from '../usage-error.ts';

interface MigrateOptions extends StoreOptions, PrintOptions {
  readonly changeFeed?: 'on' | 'off';
}

/** `orderfolio migrate`. */
export function addMigrate(program: Command, session: Session): void {
  withPrintOptions(withStoreOptions(program.command('migrate')))
    .description('bring a store to this release, or make a new SQLite file')
    .addOption(new Option('--change-feed <state>', 'also switch the feed of the file on or off').choices(['on', 'off']))
    .addHelpText('after', EXAMPLES)
    .action((options: MigrateOptions) => session.report(options, () => migrate(session, options)));
}

const EXAMPLES = `
Every store does this by itself when it opens a file. A table of DynamoDB that
orderfolio table create did not make needs it once: it brings the users of the
first release into the lists, while commands go on. Ctrl-C stops after the page
under way; the next run goes on from there, also after a kill. See orderfolio
table diff for the indexes and the stream of a table.

Examples:
  orderfolio migrate --store sqlite:orders.db
  orderfolio migrate --store dynamodb:orderfolio`;

async function migrate(session: Session, options: MigrateOptions): Promise<Report> {
  const name = readStoreName(options, session.terminal);
  const { changeFeed } = options;
  if (name.kind === 'dynamodb') {
    if (changeFeed !== undefined)
      throw new UsageError('--change-feed: is for a SQLite file. See orderfolio table diff');
    return migrateOneTable(session, name);
  }
  const { schemaVersionOf, SCHEMA_VERSION } = await import('@orderfolio/adapters-sqlite');
  const { filename } = name;
  const from = schemaVersionOf(filename);
  const isOn = changeFeed === undefined ? undefined : changeFeed === 'on';
  await using _file = await openStore(name, { mayCreate: true, changeFeed: isOn });
  const migrated = from !== SCHEMA_VERSION;
  const done = [`${filename} is at schema version ${SCHEMA_VERSION}.`];
  if (migrated) done.push(from === 0 ? 'It was empty, or not there.' : `It was at version ${from}.`);
  if (isOn !== undefined) done.push(`Its feed is ${changeFeed}.`);
  if (done.length === 1) done.push('Nothing was to be done.');
  return {
    status: 0,
    text: `${done.join(' ')}\n`,
    data: { filename, from, to: SCHEMA_VERSION, migrated, changeFeed: isOn },
  };
}

async function migrateOneTable(session: Session, table: TableName): Promise<Report> {
  const { terminal } = session;
  const { migrateTable } = await import('@orderfolio/adapters-dynamodb');
  await using open = await openStore(table);
  const total = terminal.stderr.isTTY ? await adapterStoreOf(open.store).bulk.estimate() : undefined;
  const progress = new Progress(terminal, 'items', total);
  try {
    const migration = await onTable(table, (access) =>
      migrateTable(access, { signal: terminal.stop, onPage: (items) => progress.add(items) }),
    );
    const { isDone, users } = migration;
    const { tableName } = table;
    const moved = users === 0 ? '' : ` ${countOf(users, 'user')} of older releases came into the lists.`;
    const words = isDone ? `The table ${tableName} is up to date.` : `Stopped. Go on with: ${session.again()}`;
    return {
      status: isDone ? 0 : 2,
      text: `${words}${moved}\n`,
      data: { tableName, migrated: users > 0, ...migration },
    };
  } finally {
    progress.end();
  }
}
