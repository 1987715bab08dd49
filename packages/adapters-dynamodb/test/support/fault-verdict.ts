import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem } from '../../../adapters-sqlite/test/support/every-item.ts';
import { type FaultReport, type Told, USERS } from './fault-run.ts';
import { clientConfig } from './table.ts';

/**
 * Compares the store with what the callers were told. An acknowledged command is there exactly once, a rejected one is
 * absent, and an unknown one is there at most once. Nothing else is there, and every balance follows from its ledger.
 */
export async function expectTruth(tableName: string, { told }: FaultReport): Promise<void> {
  const store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
  try {
    const app = createOrderfolio({ store });
    const stored = new Map<string, number>();
    for (const username of USERS) {
      for (const name of await namesOf(app, username)) stored.set(name, (stored.get(name) ?? 0) + 1);
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
      const { available, held } = await app.funds.getBalance(username);
      expect([available.lt('0'), held.toString()]).toEqual([false, '0']);
    }
    const wrong = told.filter((one) => !isTrue(one, stored.get(nameIn(one)) ?? 0));
    expect(wrong).toEqual([]);
    const known = new Set(told.map(nameIn));
    expect([...stored.keys()].filter((name) => !known.has(name))).toEqual([]);
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

function isTrue({ outcome }: Told, times: number): boolean {
  if (outcome === 'unknown') return times <= 1;
  return times === (outcome === 'acknowledged' ? 1 : 0);
}

function nameIn({ kind, name }: Told): string {
  return `${kind} ${name}`;
}

/** The commands that left a row in a user's cash ledger, or an order. An order counts once, with its two rows. */
async function namesOf(app: Orderfolio, username: string): Promise<readonly string[]> {
  const rows = await everyItem((page) => app.funds.listTransactions(username, page));
  const orders = await everyItem((page) => app.orders.listByUser(username, page));
  const trades = await everyItem((page) => app.portfolio.listTransactions(username, page));
  const ofOrders = orders.map(({ orderId }) => orderId).sort();
  expect(rows.flatMap(({ type, referenceId }) => (type.startsWith('ORDER') ? [referenceId] : [])).sort()).toEqual(
    ofOrders,
  );
  expect(trades.map(({ orderId }) => orderId).sort()).toEqual(ofOrders);
  return [
    ...rows.flatMap(({ type, referenceId }) =>
      type.startsWith('ORDER') || referenceId === undefined ? [] : [`cash ${referenceId}`],
    ),
    ...orders.map(({ clientOrderId }) => `order ${clientOrderId}`),
  ];
}
