import type { PutBack, RawRecords } from '@orderfolio/conformance';
import { isDecimal } from '@orderfolio/domain';
import { type EntityKey, type EntityKind, keyWords } from '@orderfolio/domain/adapter';
import type Database from 'better-sqlite3';

const TABLES: { readonly [Kind in EntityKind]: string } = {
  user: 'users',
  balance: 'balances',
  balanceTransaction: 'balance_transactions',
  asset: 'assets',
  assetBalance: 'asset_balances',
  assetTransaction: 'asset_transactions',
  order: 'orders',
  rate: 'rates',
  lastTick: 'last_ticks',
  trailingGroup: 'trailing_groups',
  receipt: 'receipts',
  login: 'logins',
  loginAttempts: 'login_attempts',
  sourceAttempts: 'source_attempts',
  refreshFamily: 'refresh_families',
  refreshToken: 'refresh_tokens',
  accountToken: 'account_tokens',
  auditEntry: 'audit_entries',
  auditHead: 'audit_heads',
  turn: 'turns',
  projection: 'projections',
};

type Row = Readonly<Record<string, unknown>>;

/** How to reach a database: by its own connection if it is in memory, and by another one if it is a file. */
type Reach = <Result>(work: (database: Database.Database) => Result) => Result;

/** The rows of a database, past the store. */
export function rawRecords(reach: Reach): RawRecords {
  const write = (work: (database: Database.Database) => void): void =>
    reach((database) => {
      database.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
      work(database);
      database.exec('PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF');
    });
  const rewrite = (key: EntityKey, row: Row): PutBack => {
    const before = reach((database) => rowOf(database, key));
    const update = (columns: Row): void => write((database) => updateRow(database, key, columns));
    update(row);
    return async () => update(before);
  };
  return {
    overwrite: async (key, field, value) => rewrite(key, { [columnOf(field)]: storedValue(value) }),
    has: async (key, field) => (reach((database) => rowOf(database, key))[columnOf(field)] ?? null) !== null,
    async remove(key) {
      const row = reach((database) => rowOf(database, key));
      write((database) => deleteRow(database, key));
      return async () => write((database) => insertRow(database, key, row));
    },
    all: async () =>
      reach((database) => Object.values(TABLES).flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all())),
    async copy(key, to) {
      write((database) => {
        const row = rowOf(database, key);
        const { client_order_id: clientOrderId } = row;
        // An index refuses a second order with the same client order id.
        const client = typeof clientOrderId === 'string' ? { client_order_id: `${clientOrderId} again` } : {};
        insertRow(database, to, { ...row, ...keyColumns(database, to), ...client });
      });
      return async () => write((database) => deleteRow(database, to));
    },
  };
}

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function storedValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return Number(value);
  return isDecimal(value) ? value.toString() : value;
}

/** The columns of a key with their values. */
function keyColumns(database: Database.Database, key: EntityKey): Row {
  const words = keyWords(key);
  const columns = database
    .prepare<[], { readonly name: string }>(
      `SELECT name FROM pragma_table_info('${TABLES[key.entity]}') WHERE pk > 0 ORDER BY pk`,
    )
    .all();
  return Object.fromEntries(columns.map(({ name }, index) => [name, words[index]]));
}

function whereOf(columns: Row): string {
  return Object.keys(columns)
    .map((column) => `${column} = ?`)
    .join(' AND ');
}

function rowOf(database: Database.Database, key: EntityKey): Row {
  const columns = keyColumns(database, key);
  const select = `SELECT * FROM ${TABLES[key.entity]} WHERE ${whereOf(columns)}`;
  const row = database.prepare<unknown[], Row>(select).get(...Object.values(columns));
  if (row === undefined) throw new Error(`there is no such ${key.entity}`);
  // Columns that the schema computes cannot be written.
  const { age_key: _computed, ...stored } = row;
  return stored;
}

function updateRow(database: Database.Database, key: EntityKey, columns: Row): void {
  const names = keyColumns(database, key);
  const assignments = Object.keys(columns).map((column) => `${column} = ?`);
  database
    .prepare(`UPDATE ${TABLES[key.entity]} SET ${assignments.join(', ')} WHERE ${whereOf(names)}`)
    .run(...Object.values(columns), ...Object.values(names));
}

function deleteRow(database: Database.Database, key: EntityKey): void {
  const columns = keyColumns(database, key);
  database.prepare(`DELETE FROM ${TABLES[key.entity]} WHERE ${whereOf(columns)}`).run(...Object.values(columns));
}

function insertRow(database: Database.Database, { entity }: EntityKey, row: Row): void {
  const columns = Object.keys(row);
  const values = columns.map(() => '?').join(', ');
  database
    .prepare(`INSERT INTO ${TABLES[entity]} (${columns.join(', ')}) VALUES (${values})`)
    .run(...Object.values(row));
}
