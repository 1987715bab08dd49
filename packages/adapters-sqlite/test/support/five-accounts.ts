import { createOrderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet } from '@orderfolio/domain/adapter';
import Database from 'better-sqlite3';
import { openAccount } from './account.ts';
import { depositOf } from './deposits.ts';

/** Five users with 100 dollars each. */
export const USERS = ['alice_01', 'bob_0001', 'carol_01', 'dave_001', 'erin_001'];

export async function openAccounts(store: Store): Promise<void> {
  const app = createOrderfolio({ store });
  for (const username of USERS) await openAccount(app, username, '100.00');
}

/** One deposit for each user. Its records are read now, and it is not committed yet. */
export function depositsOf(store: Store): Promise<ChangeSet[]> {
  return Promise.all(USERS.map((username) => depositOf(store, username, '1.00')));
}

/** Commits all of them at once, and waits for their answers. */
export function commitAll(store: Store, changeSets: readonly ChangeSet[]): Promise<PromiseSettledResult<void>[]> {
  return Promise.allSettled(changeSets.map((changeSet) => adapterStoreOf(store).unitOfWork.commit(changeSet)));
}

/** What another connection sees: every balance, and the number of rows in the ledger. */
export function stored(filename: string): { readonly balances: readonly unknown[]; readonly rows: unknown } {
  const file = new Database(filename, { readonly: true });
  const balances = file.prepare('SELECT available FROM balances ORDER BY username').pluck().all();
  const rows = file.prepare('SELECT count(*) FROM balance_transactions').pluck().get();
  file.close();
  return { balances, rows };
}

/** The stored values at first, and after all deposits. */
export const BEFORE = { balances: ['100', '100', '100', '100', '100'], rows: 5 };
export const AFTER = { balances: ['101', '101', '101', '101', '101'], rows: 10 };
