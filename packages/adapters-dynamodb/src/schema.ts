import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  type KeyType,
  PutItemCommand,
  type ScalarAttributeType,
  type TableDescription,
  type TimeToLiveDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { classifyError } from './classify-error.ts';
import { requireAccess, type TableAccess } from './config.ts';
import { USERS_MIGRATION } from './item-key.ts';
import { TTL_ATTRIBUTE } from './ttl.ts';
import { NOTHING_TO_MIGRATE } from './users-migration.ts';

/** The attributes of a key: one or two of the table, up to four and four of an index. */
interface Keys {
  readonly partition: readonly string[];
  readonly sort: readonly string[];
}

/** The keys of an index, and what it has of an item. */
interface IndexKeys extends Keys {
  /**
   * Absent for all attributes: a page of a list is then one request. With the keys alone a page takes one more request, and a write that
   * moves no key costs nothing in the index.
   */
  readonly projection?: 'KEYS_ONLY';
}

const TABLE_KEYS: Keys = { partition: ['pk'], sort: ['sk'] };

export const INDEXES = {
  /** A user's orders and asset ledger rows of one asset. They differ in the prefix of `sk`. */
  byAsset: 'by-asset',
  /** A user's orders in one status. */
  byStatus: 'by-status',
  /** All assets, by age. */
  catalogue: 'catalogue',
  /** The assets that are open for trading, by age. */
  activeCatalogue: 'active-catalogue',
  /** The entries that a falling price of an asset reaches: the highest trigger first, then the oldest id. */
  byFall: 'by-fall',
  /** The entries that a rise reaches, in the book of an asset or a group: the lowest trigger first, then the oldest id. */
  byRise: 'by-rise',
  /** The resting orders that expire, by time. */
  byExpiry: 'by-expiry',
  /** The resting orders of an asset, of all users. */
  restingByAsset: 'resting-by-asset',
  /** All users, by age. */
  users: 'users',
  /** The users in one status, by age. */
  usersByStatus: 'users-by-status',
  /** The keys of all users, by username. */
  usersByName: 'users-by-name',
  /** The keys of the users in one status, by e-mail. */
  usersByEmail: 'users-by-email',
} as const;
export type IndexName = (typeof INDEXES)[keyof typeof INDEXES];

/** Each is sparse: only items with all attributes of its key are in it, and cost a write there. */
export const INDEX_KEYS: { readonly [Name in IndexName]: IndexKeys } = {
  'by-asset': { partition: ['pk', 'assetId'], sort: ['sk'] },
  'by-status': { partition: ['pk', 'orderStatus'], sort: ['sk'] },
  catalogue: { partition: ['catalogue'], sort: ['createdAt', 'pk'] },
  'active-catalogue': { partition: ['activeCatalogue'], sort: ['createdAt', 'pk'] },
  // `restingId` and not `sk`: among equal prices the oldest comes first, whether it is an order or a group.
  'by-fall': { partition: ['fallBook', 'shard'], sort: ['fall', 'restingId'] },
  'by-rise': { partition: ['riseBook', 'shard'], sort: ['rise', 'restingId'] },
  'by-expiry': { partition: ['expiryBook', 'shard'], sort: ['expiresAt', 'sk'] },
  'resting-by-asset': { partition: ['restingAsset', 'shard'], sort: ['sk'] },
  users: { partition: ['userBook', 'shard'], sort: ['createdAt', 'pk'] },
  'users-by-status': { partition: ['userStatus', 'shard'], sort: ['createdAt', 'pk'] },
  'users-by-name': { partition: ['userBook', 'shard'], sort: ['pk'], projection: 'KEYS_ONLY' },
  'users-by-email': { partition: ['userStatus', 'shard'], sort: ['email'], projection: 'KEYS_ONLY' },
};

const NUMBERS: ReadonlySet<string> = new Set(['shard', 'fall', 'rise']);

/** The table as `CreateTable` takes it, without its name. */
export const tableDefinition: Omit<CreateTableCommandInput, 'TableName'> = frozen({
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: attributesOf([TABLE_KEYS, ...Object.values(INDEX_KEYS)]),
  KeySchema: keySchema(TABLE_KEYS),
  GlobalSecondaryIndexes: Object.entries(INDEX_KEYS).map(([IndexName, keys]) => ({
    IndexName,
    KeySchema: keySchema(keys),
    Projection: { ProjectionType: keys.projection ?? 'ALL' },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
});

/** Deeply frozen: all readers share it. */
function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value);
}

function attributesOf(keys: readonly Keys[]): AttributeDefinition[] {
  const names = new Set(keys.flatMap(({ partition, sort }) => [...partition, ...sort]));
  return [...names].map((AttributeName) => ({ AttributeName, AttributeType: typeOf(AttributeName) }));
}

function typeOf(attribute: string): ScalarAttributeType {
  return isNumber(attribute) ? 'N' : 'S';
}

/** True for an attribute of a key that is a number; all others are strings. */
export function isNumber(attribute: string): boolean {
  return NUMBERS.has(attribute);
}

function keySchema({ partition, sort }: Keys): KeySchemaElement[] {
  const elements = (names: readonly string[], KeyType: KeyType) =>
    names.map((AttributeName) => ({ AttributeName, KeyType }));
  return [...elements(partition, 'HASH'), ...elements(sort, 'RANGE')];
}

/** How a table compares with what this release needs. */
export interface TableReport {
  /** True if there is no difference. */
  readonly matches: boolean;
  /** The corrections, one sentence each. Extra attributes and indexes do no harm, and are not named. */
  readonly differences: readonly string[];
}

/**
 * Creates the table, waits until it is active, lets DynamoDB remove expired items by their `ttl`, and notes that the table has no users of
 * older releases. `more` goes into the request: tags, encryption, protection from deletion. CONFIGURATION_INVALID if the table exists, or
 * the credentials may not create it; STORAGE_FAILED.
 */
export async function createTable(access: TableAccess, more: Partial<CreateTableCommandInput> = {}): Promise<void> {
  requireAccess(access);
  const { client, tableName } = access;
  try {
    const { TableDescription } = await client.send(
      new CreateTableCommand({ ...tableDefinition, ...more, TableName: tableName }),
    );
    if (TableDescription?.TableStatus !== 'ACTIVE')
      await waitUntilTableExists({ client, maxWaitTime: 300, minDelay: 1, maxDelay: 5 }, { TableName: tableName });
    const TimeToLiveSpecification = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
    await client.send(new PutItemCommand({ TableName: tableName, Item: marshall(NOTHING_TO_MIGRATE) }));
  } catch (cause) {
    throw classifyError(cause);
  }
}

/**
 * Compares a table with `tableDefinition`, and says exactly what differs. CONFIGURATION_INVALID if there is no such table, or the
 * credentials may not describe it; STORAGE_FAILED.
 */
export async function describeTable(access: TableAccess): Promise<TableReport> {
  requireAccess(access);
  const { client, tableName } = access;
  try {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: tableName }));
    const differences = [
      ...compareTable(Table).differences,
      ...compareTtl(TimeToLiveDescription),
      ...compareStream(Table),
    ];
    // A table with other keys cannot be asked.
    if (differences.length === 0) differences.push(...(await compareUsers(access)));
    return { matches: differences.length === 0, differences };
  } catch (cause) {
    throw classifyError(cause);
  }
}

/** A store also opens on a table that was not migrated: only a search of its users is then refused. */
async function compareUsers({ client, tableName }: TableAccess): Promise<string[]> {
  const command = new GetItemCommand({ TableName: tableName, Key: marshall(USERS_MIGRATION), ConsistentRead: true });
  const { Item } = await client.send(command);
  return Item?.['isDone']?.BOOL === true ? [] : ['users of older releases may be in no index: run orderfolio migrate'];
}

/** A store also opens on a table without `ttl`: expired items then stay until they are purged. */
function compareTtl({ AttributeName, TimeToLiveStatus }: TimeToLiveDescription = {}): string[] {
  const isOn = TimeToLiveStatus === 'ENABLED' || TimeToLiveStatus === 'ENABLING';
  if (isOn && AttributeName === TTL_ATTRIBUTE) return [];
  return [`the time to live is ${isOn ? `by ${AttributeName}` : 'off'}, and must be by ${TTL_ATTRIBUTE}`];
}

/** A store also opens on a table without a stream: only its feed is then refused. */
export function compareStream({ StreamSpecification }: TableDescription): string[] {
  if (StreamSpecification?.StreamEnabled !== true) return ['the stream is off, and must have NEW_AND_OLD_IMAGES'];
  const { StreamViewType } = StreamSpecification;
  if (StreamViewType === 'NEW_AND_OLD_IMAGES') return [];
  return [`the stream has ${StreamViewType}, and must have NEW_AND_OLD_IMAGES`];
}

/** The differences between a table and what this release needs. */
export function compareTable(table: TableDescription): TableReport {
  const indexes = new Map((table.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]));
  const differences = [
    ...compareKeys('the table', keySchema(TABLE_KEYS), table.KeySchema),
    ...Object.entries(INDEX_KEYS).flatMap(([name, keys]) => {
      const index = indexes.get(name);
      if (index === undefined) return [`the index ${name} is missing: its key must be ${wordsOf(keySchema(keys))}`];
      return [
        ...compareKeys(`the index ${name}`, keySchema(keys), index.KeySchema),
        ...compareProjection(name, keys, index),
      ];
    }),
    ...compareAttributes(table.AttributeDefinitions ?? []),
  ];
  return { matches: differences.length === 0, differences };
}

/** An index that has more than it needs costs more, and works. */
function compareProjection(
  name: string,
  { projection }: IndexKeys,
  { Projection }: GlobalSecondaryIndexDescription,
): string[] {
  const isEnough = projection === 'KEYS_ONLY' || Projection?.ProjectionType === 'ALL';
  return isEnough ? [] : [`the index ${name} must project ALL attributes`];
}

function compareKeys(
  what: string,
  needed: readonly KeySchemaElement[],
  found: readonly KeySchemaElement[] = [],
): string[] {
  const [is, must] = [wordsOf(found), wordsOf(needed)];
  return is === must ? [] : [`the key of ${what} is ${is}, and must be ${must}`];
}

function compareAttributes(found: readonly AttributeDefinition[]): string[] {
  const types = new Map(found.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  return (tableDefinition.AttributeDefinitions ?? []).flatMap(({ AttributeName, AttributeType }) => {
    const type = types.get(AttributeName);
    return type === undefined || type === AttributeType
      ? []
      : [`${AttributeName} has type ${type}, and must have ${AttributeType}`];
  });
}

function wordsOf(key: readonly KeySchemaElement[]): string {
  return key.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', ') || 'none';
}
