import { type PageRequest, StorageFailedError } from '@orderfolio/domain';
import {
  ENTITIES,
  type Entities,
  type ListedUser,
  type RecordKind,
  type RecordRepository,
  readPage,
  readStored,
  type StoredRecord,
  toPage,
} from '@orderfolio/domain/adapter';
import type { Connection, SqlValue, Statement } from '../connection.ts';
import { assetBalanceMapper } from '../mappers/asset-balance-mapper.ts';
import { assetTransactionMapper } from '../mappers/asset-transaction-mapper.ts';
import { balanceMapper } from '../mappers/balance-mapper.ts';
import { balanceTransactionMapper } from '../mappers/balance-transaction-mapper.ts';
import { keyColumns, type Mapper } from '../mappers/mapper.ts';
import { orderMapper } from '../mappers/order-mapper.ts';
import { receiptMapper } from '../mappers/receipt-mapper.ts';
import { userMapper } from '../mappers/user-mapper.ts';

export function recordRepository(connection: Connection): RecordRepository {
  const records: { readonly [Kind in RecordKind]: Records<Kind> } = {
    balance: recordsOf(connection, 'balance', balanceMapper),
    assetBalance: recordsOf(connection, 'assetBalance', assetBalanceMapper),
    balanceTransaction: recordsOf(connection, 'balanceTransaction', balanceTransactionMapper),
    assetTransaction: recordsOf(connection, 'assetTransaction', assetTransactionMapper),
    order: recordsOf(connection, 'order', orderMapper),
    receipt: recordsOf(connection, 'receipt', receiptMapper),
  };
  // Most processes never need it, so it is compiled when it is first used.
  let users: Statement<UserRow & { readonly age_key: string }> | undefined;
  return {
    async listUsers(request) {
      const { limit, after = PAST_THE_LAST } = readPage(USERS, request);
      const rows = await connection.whenFree(() => {
        users ??= connection.prepare('SELECT * FROM users WHERE age_key < ? ORDER BY age_key DESC LIMIT ?');
        return users.all(after, limit + 1);
      });
      const { items, ...page } = toPage(USERS, limit, rows, ({ age_key }) => age_key);
      return { ...page, items: items.map(listedUser) };
    },
    async list<Kind extends RecordKind>(kind: Kind, username: string, request?: PageRequest) {
      const identity = ['records', kind, username];
      const { limit, after } = readPage(identity, request);
      const read: Records<Kind> = records[kind];
      return toPage(identity, limit, await read(username, after, limit + 1), ({ id }) => id);
    },
  };
}

/** The list of all users, as `userRepository` has it. */
const USERS = ['users'];
type UserRow = Parameters<typeof userMapper.fromRow>[0];

function listedUser(row: UserRow): ListedUser {
  const { username } = row;
  try {
    readStored(ENTITIES.user.schema, userMapper.fromRow(row), 'user');
    return { username };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { username, unreadable: error.reason };
  }
}

/** Up to `limit` records of a user whose ids come before `after`, the greatest id first. */
type Records<Kind extends RecordKind> = (
  username: string,
  after: string | undefined,
  limit: number,
) => Promise<readonly StoredRecord<Kind>[]>;

/** Sorts after every key. */
const PAST_THE_LAST = '\u{10FFFF}';

function recordsOf<Kind extends RecordKind, Row>(
  connection: Connection,
  kind: Kind,
  mapper: Mapper<Entities[Kind], Row>,
): Records<Kind> {
  const [user, ...columns] = keyColumns(kind);
  const names = columns.join(', ');
  const id = columns.join(" || ' ' || ");
  // Most processes never need it, so it is compiled when it is first used.
  let statement: Statement<Row & Values> | undefined;
  return (username, after, limit) =>
    connection.whenFree(() => {
      statement ??= connection.prepare(
        `SELECT *, ${id} AS record_id FROM ${mapper.table} WHERE ${user} = ? AND (${names}) < (${columns.map(() => '?').join(', ')})
         ORDER BY ${columns.map((column) => `${column} DESC`).join(', ')} LIMIT ?`,
      );
      const rows = statement.all(username, ...keyIn(after, columns.length), limit);
      return rows.map((row) => recordIn(kind, mapper, row));
    });
}

/** The id as values of its columns. Only the last one may have spaces. */
function keyIn(id: string | undefined, columns: number): readonly SqlValue[] {
  const words = id === undefined ? [] : id.split(' ');
  const last = words.slice(columns - 1).join(' ');
  return Array.from({ length: columns }, (_nothing, index) =>
    id === undefined ? PAST_THE_LAST : index < columns - 1 ? (words[index] ?? '') : last,
  );
}

/** The columns of a row by name. */
interface Values {
  readonly record_id: string;
  readonly [column: string]: SqlValue;
}

function recordIn<Kind extends RecordKind, Row>(
  kind: Kind,
  mapper: Mapper<Entities[Kind], Row>,
  row: Row & Values,
): StoredRecord<Kind> {
  const id = row.record_id;
  try {
    const entity = readStored<Entities[Kind]>(ENTITIES[kind].schema, mapper.fromRow(row), kind);
    const misplaced = misplacedIn(mapper, entity, row);
    return { id, entity, ...(misplaced !== undefined && { misplaced }) };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { id, unreadable: error.reason };
  }
}

/** The first index column that differs from its entity, in words. */
function misplacedIn<Entity, Row>(
  { derived = [], columns }: Mapper<Entity, Row>,
  entity: Entity,
  row: Row & Values,
): string | undefined {
  for (const column of derived) {
    const expected = columns[column](entity);
    if (row[column] !== expected) return `${String(column)} is ${row[column]}, and should be ${expected}`;
  }
  return undefined;
}
