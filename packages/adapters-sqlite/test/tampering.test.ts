import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type EntityKey, keyWords, type RecordKind } from '@orderfolio/domain/adapter';
import { type Adapter, type PutBack, type RawRecords, testTampering } from '@orderfolio/domain/conformance';
import Database from 'better-sqlite3';
import { spoil } from './spoil.ts';

let database: Database.Database;

const adapter: Adapter = {
  name: 'SQLite in memory',
  capabilities: { durable: false, sharedBetweenConnections: false },
  async open({ clock, timer }) {
    const connect = () => {
      database = new Database(':memory:');
      return openSqlite({ database: () => database, clock, timer });
    };
    return {
      store: await connect(),
      connect,
      spoil: async (key, field, text) => spoil(database, key, field, text),
      dispose: async () => undefined,
    };
  },
};

const TABLES: { readonly [Kind in RecordKind]: { readonly name: string; readonly key: readonly string[] } } = {
  balance: { name: 'balances', key: ['username', 'currency'] },
  assetBalance: { name: 'asset_balances', key: ['username', 'asset_id'] },
  balanceTransaction: { name: 'balance_transactions', key: ['username', 'transaction_id'] },
  assetTransaction: { name: 'asset_transactions', key: ['username', 'transaction_id'] },
  order: { name: 'orders', key: ['username', 'order_id'] },
  receipt: { name: 'receipts', key: ['username', 'scope', 'key'] },
};

type Row = Readonly<Record<string, unknown>>;

function whereOf({ entity }: EntityKey<RecordKind>): string {
  return TABLES[entity].key.map((column) => `${column} = ?`).join(' AND ');
}

function rowOf(key: EntityKey<RecordKind>): Row {
  const row = database
    .prepare<string[], Row>(`SELECT * FROM ${TABLES[key.entity].name} WHERE ${whereOf(key)}`)
    .get(...keyWords(key));
  if (row === undefined) throw new Error(`there is no ${key.entity} to tamper with`);
  return row;
}

function deleteRow(key: EntityKey<RecordKind>): void {
  database.prepare(`DELETE FROM ${TABLES[key.entity].name} WHERE ${whereOf(key)}`).run(...keyWords(key));
}

function insertRow({ entity }: EntityKey<RecordKind>, row: Row): void {
  const columns = Object.keys(row);
  const values = columns.map(() => '?').join(', ');
  database
    .prepare(`INSERT INTO ${TABLES[entity].name} (${columns.join(', ')}) VALUES (${values})`)
    .run(Object.values(row));
}

/** Writes past the checks of the schema, as whoever has the file can. */
function unchecked(write: () => void): void {
  database.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
  write();
  database.exec('PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF');
}

/** Writes the row anew, and returns what writes it as it was. */
function rewrite(key: EntityKey<RecordKind>, change: Row): PutBack {
  const before = rowOf(key);
  const write = (row: Row) =>
    unchecked(() => {
      deleteRow(key);
      insertRow(key, row);
    });
  write({ ...before, ...change });
  return async () => write(before);
}

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const raw: RawRecords = {
  has: async (key, field) => (rowOf(key)[columnOf(field)] ?? null) !== null,
  async overwrite(key, field, value) {
    const column = columnOf(field);
    const stored = value === undefined ? null : typeof value === 'number' ? value : String(value);
    return rewrite(key, { [column]: stored });
  },
  async remove(key) {
    const row = rowOf(key);
    unchecked(() => deleteRow(key));
    return async () => unchecked(() => insertRow(key, row));
  },
  async copy(key, to) {
    const row = rowOf(key);
    const names = Object.fromEntries(TABLES[to.entity].key.map((column, index) => [column, keyWords(to)[index]]));
    // The table keeps two orders of one client order id out by an index.
    const { client_order_id: clientOrderId } = row;
    const client = typeof clientOrderId === 'string' ? { client_order_id: 'another' } : {};
    unchecked(() => insertRow(to, { ...row, ...names, ...client }));
    return async () => unchecked(() => deleteRow(to));
  },
};

testTampering(adapter, raw, { fall_key: 'x', rise_book: 'x', rise_key: 'x', due_at: 'x' });
