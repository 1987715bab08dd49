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

/** One deposit of each user, read now and not committed yet. */
export function depositsOf(store: Store): Promise<ChangeSet[]> {
  return Promise.all(USERS.map((username) => depositOf(store, username, '1.00')));
}

/** Commits them at once, and waits until each is answered. */
export function commitAll(store: Store, changeSets: readonly ChangeSet[]): Promise<PromiseSettledResult<void>[]> {
  return Promise.allSettled(changeSets.map((changeSet) => adapterStoreOf(store).unitOfWork.commit(changeSet)));
}

/** What is stored, as another connection sees it: every balance, and how many rows the ledger has. */
export function stored(filename: string): { readonly balances: readonly unknown[]; readonly rows: unknown } {
  const file = new Database(filename, { readonly: true });
  const balances = file.prepare('SELECT available FROM balances ORDER BY username').pluck().all();
  const rows = file.prepare('SELECT count(*) FROM balance_transactions').pluck().get();
  file.close();
  return { balances, rows };
}

/** What is stored at first, and when the deposits of all are stored. */
export const BEFORE = { balances: ['100', '100', '100', '100', '100'], rows: 5 };
export const AFTER = { balances: ['101', '101', '101', '101', '101'], rows: 10 };
