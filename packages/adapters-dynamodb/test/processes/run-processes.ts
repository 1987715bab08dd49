import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, Decimal } from '@orderfolio/domain';
import { expect } from 'vitest';
import { startChild } from '../../../adapters-sqlite/test/processes/child-process.ts';
import { clientConfig, makeTable } from '../support/table.ts';
import type { Traded, TradeInput } from './trade.ts';

const PROCESSES = 2;
const DEFAULT_CALLERS = 16;
const START = new Decimal('10000');

/**
 * Two processes with so many callers each (16) trade for the users, and afterwards each user has what the callers were told, no
 * more and no less. Returns the worst wait of any command, in milliseconds.
 */
export async function runProcesses(
  users: readonly [string, ...string[]],
  rounds: number,
  callers = DEFAULT_CALLERS,
): Promise<number> {
  const { tableName, drop } = await makeTable();
  const { endpoint } = clientConfig();
  await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
  const app = createOrderfolio({ store });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '1000.00' });
  for (const username of users) {
    const email = `${username}@example.com`;
    await app.users.create({ username, email, firstName: 'A', lastName: 'B', passwordHash: 'x'.repeat(60) });
    await app.funds.deposit({ username, amount: START });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' });
  }

  const input: TradeInput = { endpoint: endpoint?.toString(), tableName, callers, rounds, users };
  const file = new URL('trade.ts', import.meta.url).href;
  const children = Array.from({ length: PROCESSES }, () => startChild(file, input));
  const printed = await Promise.all(children.map((child) => child.finish()));
  const traded = printed.flat().map((line): Traded => JSON.parse(line));
  expect(traded.map(({ acknowledged }) => acknowledged)).toEqual(
    Array.from({ length: PROCESSES }, () => Array.from({ length: callers }, () => 4 * rounds)),
  );

  let rows = 0;
  for (const username of users) {
    const told = traded.reduce((sum, { cash }) => sum.plus(cash[username] ?? '0'), START.minus('1000'));
    expect((await app.funds.getBalance(username)).available.toString()).toBe(told.toString());
    const reconciliation = await app.portfolio.reconcile(username);
    expect(reconciliation).toMatchObject({ reconciled: true, differences: [] });
    rows += reconciliation.rows;
  }
  // A deposit or withdrawal has one row, and a trade has two. The first deposit and purchase of each user count too.
  expect(rows).toBe(PROCESSES * callers * rounds * 6 + users.length * 3);
  await drop();
  return Math.max(...traded.map(({ worstWaitMs }) => worstWaitMs));
}
