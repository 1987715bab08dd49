import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CommandCost, measureCommands } from './support/command-costs.ts';
import type { Cost } from './support/meter.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';
import { fillIn, generatedParts, readPage, writePage } from './support/table-page.ts';

describe.skipIf(missingServer !== undefined)('what a command costs', () => {
  let table: TestTable;
  let costs: readonly CommandCost[];

  beforeAll(async () => {
    table = await makeTable();
    costs = await measureCommands(table.tableName);
  });
  afterAll(() => table?.drop());

  const costOf = (wanted: string): Cost => {
    const found = costs.find(({ command }) => command === wanted);
    if (found === undefined) throw new Error(`${wanted} was not measured`);
    return found.cost;
  };
  const ONE_AND_ONE = { BatchGetItem: 1, TransactWriteItems: 1 };

  test.each([
    ['deposit', 4],
    ['deposit, with a key', 6],
    ['withdraw', 4],
    ['withdraw, with a key', 6],
    ['withdraw, pending', 4],
    ['complete a withdrawal', 4],
    ['adjust', 4],
    ['market buy, the first of an asset', 14],
    ['market buy', 14],
    ['market buy, with a clientOrderId', 16],
    ['market sell', 14],
    ['change a price', 4],
  ])('%s: one request to read, one to write, at most %i write units', (command, ceiling) => {
    expect(costOf(command).requests).toEqual(ONE_AND_ONE);
    expect(costOf(command).writeUnits).toBeLessThanOrEqual(ceiling);
  });

  test.each(['deposit, repeated under its key', 'market buy, repeated under its clientOrderId'])(
    '%s: one request to read, and none to write',
    (command) => {
      expect(costOf(command)).toMatchObject({ requests: { BatchGetItem: 1 }, writeUnits: 0 });
    },
  );

  test('a portfolio is one request, and one for the prices of the catalogue', () => {
    expect(costOf('portfolio value').requests).toEqual({ Query: 1, BatchGetItem: 1 });
    expect(costOf('holdings').requests).toEqual({ Query: 1 });
  });

  test('a page of any list is one request, and reads one item more than it returns where more follows', () => {
    const pages = costs.filter(({ command }) => command.startsWith('a page of'));
    expect(pages).toHaveLength(10);
    for (const { command, cost } of pages) {
      expect(cost.requests, command).toEqual({ Query: 1 });
      // The pages have 3 items, and the catalogue has 1.
      expect(cost.itemsQueried, command).toBe(command.includes('catalogue') ? 1 : 4);
    }
  });

  test('a single entity is one request; one that is found by a guard two', () => {
    for (const read of ['a user', 'a balance', 'an order', 'several assets'])
      expect(costOf(read).requests, read).toEqual({ BatchGetItem: 1 });
    for (const read of ['a user by e-mail', 'an order by clientOrderId'])
      expect(costOf(read).requests, read).toEqual({ BatchGetItem: 2 });
  });

  test('docs/dynamodb-table.md says so (pnpm docs:dynamodb writes it)', async () => {
    const page = await readPage();
    const filled = fillIn(page, generatedParts(costs));
    if (inject('generated') === 'write') await writePage(filled);
    else expect(page).toBe(filled);
  });
});
