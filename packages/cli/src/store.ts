import { existsSync } from 'node:fs';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { TableAccess } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** How a store is named on the command line. */
export interface StoreOptions {
  readonly store?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

/** A named store. */
export type StoreName =
  | { readonly kind: 'sqlite'; readonly filename: string }
  | { readonly kind: 'dynamodb'; readonly tableName: string; readonly clientConfig: DynamoDBClientConfig };

/** A named table. */
export type TableName = Extract<StoreName, { kind: 'dynamodb' }>;

/** A store that is open, with the services over it. */
export interface OpenStore extends AsyncDisposable {
  readonly store: Store;
  readonly app: Orderfolio;
}

/** Adds the options that name a store. */
export function withStoreOptions(command: Command): Command {
  return command
    .option('--store <store>', 'sqlite:FILE or dynamodb:TABLE (default: the variable ORDERFOLIO_STORE)')
    .option('--region <region>', 'the AWS Region of the table (default: as the AWS SDK finds it)')
    .option('--endpoint <url>', "another endpoint than AWS's, such as DynamoDB Local");
}

/** Reads the options that name a store. Throws UsageError. */
export function readStoreName({ store, region, endpoint }: StoreOptions, { env }: Pick<Terminal, 'env'>): StoreName {
  const text = store ?? env.ORDERFOLIO_STORE;
  if (text === undefined) throw new UsageError('--store: is required: sqlite:FILE or dynamodb:TABLE');
  const [, kind, name] = /^(sqlite|dynamodb):(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new UsageError(`--store: must be sqlite:FILE or dynamodb:TABLE, not ${text}`);
  if (kind === 'dynamodb') return { kind, tableName: name, clientConfig: clientConfigOf(region, endpoint) };
  if (region !== undefined) throw new UsageError('--region: is for a table of DynamoDB');
  if (endpoint !== undefined) throw new UsageError('--endpoint: is for a table of DynamoDB');
  if (name === ':memory:')
    throw new UsageError('--store: a store in memory would be gone with the command: name a file');
  return { kind: 'sqlite', filename: name };
}

function clientConfigOf(region: string | undefined, endpoint: string | undefined): DynamoDBClientConfig {
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw new UsageError(`--endpoint: is no URL: ${endpoint}`);
  return { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
}

/** Options for opening a store. */
export interface Opening {
  /**
   * True if a missing SQLite file is made. Otherwise a wrong name is refused: it would leave an empty file, and no
   * check would find anything wrong in it.
   */
  readonly mayCreate?: boolean;
  /** Switches the feed of a SQLite file on or off. Default: as the file has it. */
  readonly changeFeed?: boolean | undefined;
  /** A SQLite file that is made gets a feed. */
  readonly newHasFeed?: boolean;
  /** Nobody waits for an answer: a table that throttles is asked for minutes. */
  readonly isPatient?: boolean;
}

/** Opens the store. Throws UsageError, or an error of the adapter. */
export async function openStore(name: StoreName, opening: Opening = {}): Promise<OpenStore> {
  const store = name.kind === 'sqlite' ? await openFile(name.filename, opening) : await openTable(name, opening);
  const app = createOrderfolio({ store });
  return { store, app, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** Throws UsageError if there is no such file. */
export function requireFile(filename: string): void {
  if (!existsSync(filename))
    throw new UsageError(
      `${filename}: there is no such file. orderfolio migrate --store sqlite:${filename} makes one.`,
    );
}

// An adapter is loaded only if its kind of store is named, so the driver of the other is not needed.
async function openFile(filename: string, { mayCreate = false, changeFeed, newHasFeed }: Opening): Promise<Store> {
  if (!mayCreate) requireFile(filename);
  const { openSqlite } = await import('@orderfolio/adapters-sqlite');
  return openSqlite({ filename, changeFeed: changeFeed ?? (newHasFeed && !existsSync(filename) ? true : undefined) });
}

async function openTable({ tableName, clientConfig }: TableName, { isPatient = false }: Opening): Promise<Store> {
  const { openDynamoDb } = await import('@orderfolio/adapters-dynamodb');
  return openDynamoDb({ tableName, clientConfig, ...(isPatient && PATIENCE) });
}

const PATIENCE = { requestTimeoutMs: 30_000, retryForMs: 300_000 };

/** Works on a table past any store, and closes the connections. */
export async function onTable<Result>(
  { tableName, clientConfig }: TableName,
  work: (access: TableAccess) => Promise<Result>,
): Promise<Result> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient(clientConfig);
  try {
    return await work({ client, tableName });
  } finally {
    client.destroy();
  }
}
