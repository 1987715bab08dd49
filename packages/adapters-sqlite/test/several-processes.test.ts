import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, Decimal } from '@orderfolio/domain';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { startChild } from './processes/child-process.ts';
import type { Moved, TradeInput } from './processes/trade.ts';
import { listAsset, openAccount } from './support/account.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const users = ['alice_01', 'bob_0001', 'carol_01'] as const;
const START = new Decimal('1000000');
const STOCK = new Decimal('10');
const PRICE = new Decimal('1000');

test('three processes with 100 commands each on the same three users lose nothing', async () => {
  const filename = inFolder('shared.db');
  {
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    await listAsset(app, 'BTC', PRICE.toString());
    for (const username of users) {
      await openAccount(app, username, START.toString());
      await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: STOCK });
    }
  }

  const inputs = [1, 2, 3].map((seed): TradeInput => ({ filename, seed, commands: 100, users }));
  const children = inputs.map((input) => startChild('./trade.ts', input));
  const printed = await Promise.all(children.map((child) => child.finish()));
  // Each process prints one line, which is its `Moved`.
  const moved = printed.flat().map((line): Moved => JSON.parse(line));
  expect(moved).toHaveLength(3);

  await using store = await openSqlite({ filename });
  const app = createOrderfolio({ store });
  for (const username of users) {
    const told = { cash: START.minus(STOCK.times(PRICE)), quantity: STOCK };
    for (const { [username]: sums } of moved) {
      told.cash = told.cash.plus(sums?.cash ?? 'nothing');
      told.quantity = told.quantity.plus(sums?.quantity ?? 'nothing');
    }
    expect((await app.funds.getBalance(username)).available.toString()).toBe(told.cash.toString());
    expect((await app.portfolio.holding(username, 'BTC')).available.toString()).toBe(told.quantity.toString());
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
  }
  // Every command has one row in the cash ledger, and so do the first deposit and purchase of each user.
  const file = new Database(filename, { readonly: true });
  const rows = file.prepare('SELECT count(*) FROM balance_transactions').pluck().get();
  file.close();
  expect(rows).toBe(3 * 100 + 2 * users.length);
});
