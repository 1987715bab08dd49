import { ConfigurationInvalidError } from '@orderfolio/domain';
import { aFunction, anObject, type OptionRules, requireOptions } from '@orderfolio/domain/adapter';
import { classifyError, isRefusal } from './classify-error.ts';
import { readConfig, requireAccess, type TableAccess } from './config.ts';
import { Connection } from './connection.ts';
import { afterHash, type ItemKey, itemKeyOf, USERS_MIGRATION } from './item-key.ts';
import { attributeOf } from './mappers/mapper.ts';
import { USER_BOOK } from './mappers/user-mapper.ts';
import { ownClient } from './own-client.ts';
import { shardOf, USER_SHARDS } from './shard.ts';

/** How far the migration of a table is. */
export interface TableMigration {
  /** False if the signal ended it. The next call goes on from there. */
  readonly isDone: boolean;
  /** The items that were looked at: none if the table was up to date. */
  readonly items: number;
  /** The users of older releases that were brought into the lists. */
  readonly users: number;
}

/** What `migrateTable` takes. */
export interface TableMigrationOptions {
  /** Ends the work after the page under way. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each page, with the number of its items. */
  readonly onPage?: ((items: number) => void) | undefined;
}

const OPTION_RULES: OptionRules<TableMigrationOptions> = {
  signal: anObject,
  onPage: aFunction,
};

/** This many items are looked at in a page. */
const PAGE = 1_000;
/** This many users are written at once. */
const AT_ONCE = 25;
/** Nobody waits for an answer. */
const PATIENCE = { requestTimeoutMs: 30_000, retryForMs: 300_000 };

/**
 * Brings the users of the first release into the indexes of users: it wrote them without the attributes that these have. `users.list` with
 * the beginning of a username or an e-mail refuses until this is done. A table that `createTable` made needs it no more; any other needs
 * it once, when no process of the first release writes any longer. It reads the whole table, while commands go on. What was stopped or
 * killed goes on from its last page.
 *
 * CONFIGURATION_INVALID if there is no such table, or the credentials may not scan and update it; STORAGE_FAILED.
 */
export async function migrateTable(access: TableAccess, options: TableMigrationOptions = {}): Promise<TableMigration> {
  requireAccess(access);
  requireOptions(options, OPTION_RULES, [], 'options');
  const { client, tableName } = access;
  const connection = new Connection(ownClient(client, 'client'), { ...readConfig({ tableName }), ...PATIENCE });
  let [items, users] = [0, 0];
  let state = await stateOf(connection);
  while (!state.isDone) {
    if (options.signal?.aborted) return { isDone: false, items, users };
    const page = await connection.scan({
      // The attributes came with one release, and are there together or not at all.
      FilterExpression: 'sk = :sk AND attribute_not_exists(userBook)',
      ExpressionAttributeValues: { ':sk': itemKeyOf({ entity: 'user', username: '' }).sk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
      Limit: PAGE,
      ExclusiveStartKey: state.after,
    });
    for (let start = 0; start < page.items.length; start += AT_ONCE)
      await Promise.all(page.items.slice(start, start + AT_ONCE).map((user) => enlist(connection, user)));
    state = page.next === undefined ? { isDone: true } : { isDone: false, after: keyOf(page.next) };
    await saveState(connection, state);
    items += page.scanned;
    users += page.items.length;
    options.onPage?.(page.scanned);
  }
  return { isDone: true, items, users };
}

/** Resolves if the indexes of users have all users. CONFIGURATION_INVALID if that is not known. */
export async function requireEveryUser(connection: Connection): Promise<void> {
  if ((await stateOf(connection)).isDone) return;
  const rule = `names a table whose users of older releases are in no index: run orderfolio migrate --store dynamodb:${connection.tableName}, or migrateTable`;
  throw new ConfigurationInvalidError({ field: 'tableName', rule });
}

/** What goes into the item of a new table. */
export const NOTHING_TO_MIGRATE = Object.freeze({ ...USERS_MIGRATION, isDone: true });

interface State {
  readonly isDone: boolean;
  /** The last item that was looked at. */
  readonly after?: ItemKey;
}

async function stateOf(connection: Connection): Promise<State> {
  const [item] = await connection.get([USERS_MIGRATION]);
  const [pk, sk] = [attributeOf(item, 'afterPk'), attributeOf(item, 'afterSk')];
  return {
    isDone: attributeOf(item, 'isDone') === true,
    ...(typeof pk === 'string' && typeof sk === 'string' && { after: { pk, sk } }),
  };
}

/** What is done stays done, whoever else is still at it. */
async function saveState(connection: Connection, { isDone, after }: State): Promise<void> {
  const outcome = await connection.update({
    Key: { ...USERS_MIGRATION },
    ...(isDone || after === undefined
      ? { UpdateExpression: 'SET isDone = :done', ExpressionAttributeValues: { ':done': true } }
      : {
          UpdateExpression: 'SET afterPk = :pk, afterSk = :sk',
          ExpressionAttributeValues: { ':pk': after.pk, ':sk': after.sk },
        }),
  });
  if (outcome.ended === 'failed') throw classifyError(outcome.cause);
}

function keyOf({ pk, sk }: ItemKey): ItemKey {
  return { pk, sk };
}

/**
 * Gives the user the attributes of the indexes. The version stays: nothing of the user changes. Whoever has written the user meanwhile has
 * written these too.
 */
async function enlist(connection: Connection, { pk, sk }: ItemKey): Promise<void> {
  const outcome = await connection.update({
    Key: { pk, sk },
    UpdateExpression: 'SET userBook = :book, userStatus = :active, #shard = :shard',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(userBook)',
    ExpressionAttributeNames: { '#shard': 'shard' },
    ExpressionAttributeValues: {
      ':book': USER_BOOK,
      ':active': 'ACTIVE',
      ':shard': shardOf(afterHash(pk), USER_SHARDS),
    },
  });
  if (outcome.ended === 'failed' && !isRefusal(outcome.cause)) throw classifyError(outcome.cause);
}
