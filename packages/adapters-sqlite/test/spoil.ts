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
  lastTick: 'last_ticks',
  trailingGroup: 'trailing_groups',
  receipt: 'receipts',
  loginAttempts: 'login_attempts',
  refreshFamily: 'refresh_families',
  refreshToken: 'refresh_tokens',
  auditEntry: 'audit_entries',
  auditHead: 'audit_heads',
};

/** Writes a text into a column of a row, past the store. */
export function spoil(database: Database.Database, key: EntityKey, field: string, text: string): void {
  const table = TABLES[key.entity];
  const columns = database
    .prepare<[], { readonly name: string }>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`)
    .all()
    .map(({ name }) => `${name} = ?`);
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const update = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${columns.join(' AND ')}`);
  const { changes } = update.run(text, ...keyWords(key));
  if (changes !== 1) throw new Error(`there is no such ${key.entity}`);
}
