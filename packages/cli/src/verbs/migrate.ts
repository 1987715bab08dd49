import { type Command, Option } from 'commander';
import type { Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';
import { UsageError } from '../usage-error.ts';

interface MigrateOptions extends StoreOptions, PrintOptions {
  readonly changeFeed?: 'on' | 'off';
}

/** `orderfolio migrate`. */
export function addMigrate(program: Command, session: Session): void {
  withPrintOptions(withStoreOptions(program.command('migrate')))
    .description('bring a SQLite file to the schema of this release, or make a new one')
    .addOption(new Option('--change-feed <state>', 'also switch the feed of the file on or off').choices(['on', 'off']))
    .addHelpText('after', EXAMPLES)
    .action((options: MigrateOptions) => session.report(options, () => migrate(session, options)));
}

const EXAMPLES = `
Every store does this by itself when it opens a file. A table of DynamoDB needs
no migration: this release reads the items of earlier ones. See orderfolio table
diff for its indexes and its stream.

Example:
  orderfolio migrate --store sqlite:orders.db`;

async function migrate({ terminal }: Session, options: MigrateOptions): Promise<Report> {
  const name = readStoreName(options, terminal);
  const { changeFeed } = options;
  if (name.kind === 'dynamodb') {
    if (changeFeed !== undefined)
      throw new UsageError('--change-feed: is for a SQLite file. See orderfolio table diff');
    await using _table = await openStore(name);
    const { tableName } = name;
    return { status: 0, text: `The table ${tableName} needs no migration.\n`, data: { tableName, migrated: false } };
  }
  const { schemaVersionOf, SCHEMA_VERSION } = await import('@orderfolio/adapters-sqlite');
  const { filename } = name;
  const from = schemaVersionOf(filename);
  const isOn = changeFeed === undefined ? undefined : changeFeed === 'on';
  await using _file = await openStore(name, { mayCreate: true, changeFeed: isOn });
  const migrated = from !== SCHEMA_VERSION;
  const before = from === 0 ? 'It was empty, or not there.' : `It was at version ${from}.`;
  return {
    status: 0,
    text: `${filename} is at schema version ${SCHEMA_VERSION}. ${migrated ? before : 'Nothing was to be done.'}\n`,
    data: { filename, from, to: SCHEMA_VERSION, migrated },
  };
}
