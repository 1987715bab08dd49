import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { USER_SHARDS } from '../src/shard.ts';
import { type CommandCost, measureCommands } from './support/command-costs.ts';
import type { Cost } from './support/meter.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';
import { fillIn, generatedParts, readPage, writePage } from './support/table-page.ts';
import { measureTicks } from './support/tick-costs.ts';

/** The meter reads every item that a command writes, before and after it. That takes a while on a busy machine. */
const PATIENCE_MS = 120_000;

describe.skipIf(missingServer !== undefined)('what a command costs', () => {
  let table: TestTable;
  let costs: readonly CommandCost[];

  beforeAll(async () => {
    table = await makeTable();
    costs = await measureCommands(table.tableName);
  }, PATIENCE_MS);
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
    ['convert', 8],
    ['convert, with a key', 10],
    ['convert into a currency that has no balance yet', 8],
    ['set an exchange rate', 4],
    ['market buy, the first of an asset', 14],
    ['market buy', 14],
    ['market buy, with a clientOrderId', 16],
    ['market sell', 14],
    ['market sell in another currency', 14],
    ['market sell of all', 14],
    ['transfer assets in', 5],
    ['transfer assets in, with a key', 7],
    ['transfer assets out', 5],
    ['adjust a holding', 5],
    ['change a price', 4],
  ])('%s: one request to read, one to write, at most %i write units', (command, ceiling) => {
    expect(costOf(command).requests).toEqual(ONE_AND_ONE);
    expect(costOf(command).writeUnits).toBeLessThanOrEqual(ceiling);
  });

  test.each([
    ['deposit, right after another command', 4],
    ['deposit, with a key, right after another command', 6],
    ['withdraw, right after another command', 4],
    ['market buy, right after another', 14],
    ['market buy, with a clientOrderId, right after another', 16],
  ])('%s: no request to read, one to write, at most %i write units', (command, ceiling) => {
    expect(costOf(command).requests).toEqual({ TransactWriteItems: 1 });
    expect(costOf(command).writeUnits).toBeLessThanOrEqual(ceiling);
  });

  test('a market buy right after another reads the asset and its last price, and nothing of the user', () => {
    const { requests, readUnits } = costOf('market buy, right after another, without catalogueMaxAgeMs');
    expect(requests).toEqual(ONE_AND_ONE);
    expect(readUnits).toBe(2);
  });

  test.each([
    'deposit, repeated under its key',
    'convert, repeated under its key',
    'market buy, repeated under its clientOrderId',
    'transfer assets in, repeated under its key',
  ])(
    '%s: two requests to read, the second for what the receipt leaves to its records, and none to write',
    (command) => {
      expect(costOf(command)).toMatchObject({ requests: { BatchGetItem: 2 }, writeUnits: 0 });
    },
  );

  test.each([
    ['limit buy', 10],
    ['limit buy, with a clientOrderId', 12],
    ['limit buy, until a date', 11],
    ['limit buy that fills at once', 14],
    ['limit sell', 8],
    ['limit sell, with a clientOrderId', 10],
    ['stop-loss', 8],
    ['take-profit', 8],
    ['trailing stop', 9],
    ['cancel a resting buy', 11],
  ])('%s: one request to read, one to write, at most %i write units', (command, ceiling) => {
    expect(costOf(command).requests).toEqual(ONE_AND_ONE);
    expect(costOf(command).writeUnits).toBeLessThanOrEqual(ceiling);
  });

  // The order names its holding and its asset, so they take a second read.
  test.each(['cancel a resting sell', 'replace a resting buy'])('%s: two requests to read, one to write', (command) => {
    expect(costOf(command).requests).toEqual({ BatchGetItem: 2, TransactWriteItems: 1 });
  });

  test('a price above the mark of a group writes the group, and none of its orders', () => {
    const { requests, writeUnits } = costOf('a price above the mark of a group');
    expect(requests).toEqual(costOf('a price above the mark of a trailing stop').requests);
    // The price is written twice. The group is written, and the keys of its entries in two indexes change.
    expect(writeUnits).toBe(2 * 2 + 2 + 2 * 2);
  });

  test('expiry is one request, and for each order that is due one to read and one to write', () => {
    expect(costOf('expire, with nothing due').requests).toEqual({ Query: 1 });
    expect(costOf('expire one order').requests).toEqual({ Query: 1, ...ONE_AND_ONE });
  });

  test('a portfolio is one request, and one for the prices of the catalogue', () => {
    expect(costOf('portfolio value').requests).toEqual({ Query: 1, BatchGetItem: 1 });
    expect(costOf('holdings').requests).toEqual({ Query: 1 });
  });

  // One of the four orders that wait is a trailing stop that has joined a group.
  const WITH_MARKS = [
    ...['a page of the orders', 'a page of the orders of an asset'],
    ...['a page of the open orders', 'a page of the open orders of an asset'],
  ];

  test('a page of any list is one request, and one more for the marks of all its trailing stops', () => {
    const pages = costs.filter(({ command }) => command.startsWith('a page of') && !command.includes('users'));
    expect(pages).toHaveLength(13);
    for (const { command, cost } of pages) {
      expect(cost.requests, command).toEqual({ Query: 1, ...(WITH_MARKS.includes(command) && { BatchGetItem: 1 }) });
      // A page reads one item more than it returns if more follow. Pages have 3 items here. The catalogue has 1, and
      // there are 2 rates.
      const all = command.includes('catalogue') ? 1 : 2;
      expect(cost.itemsQueried, command).toBe(command.includes('catalogue') || command.includes('rates') ? all : 4);
    }
  });

  test('a page of users is one request a shard, and reads no one else', () => {
    for (const page of ['a page of the users', 'a page of the users in a status']) {
      expect(costOf(page).requests, page).toEqual({ Query: USER_SHARDS });
      // There are two users.
      expect(costOf(page).itemsQueried, page).toBe(2);
    }
  });

  test.each([
    ['a page of the users by the beginning of a username', USER_SHARDS],
    ['a page of the users by the beginning of an e-mail', 2 * USER_SHARDS],
  ])('%s is %i requests for the keys, one for the users, and reads no one else', (page, queries) => {
    expect(costOf(page).requests).toEqual({ Query: queries, BatchGetItem: 1 });
    // The name of the other user begins with another letter.
    expect(costOf(page).itemsQueried).toBe(1);
  });

  test.each([
    ['create a user', 12],
    ['change a user', 4],
    ['change a user, and the e-mail', 10],
    ['open a balance in another currency', 6],
  ])('%s: at most %i write units', (command, ceiling) => {
    expect(costOf(command).writeUnits).toBeLessThanOrEqual(ceiling);
  });

  test('a single entity is one request; one that is found by a guard two', () => {
    for (const read of ['a user', 'a balance', 'a rate', 'an order', 'several assets'])
      expect(costOf(read).requests, read).toEqual({ BatchGetItem: 1 });
    for (const read of ['a user by e-mail', 'an order by clientOrderId'])
      expect(costOf(read).requests, read).toEqual({ BatchGetItem: 2 });
  });

  describe('a price', () => {
    const books = [5, 200].flatMap((open) =>
      [0, 1, 5, 20, 50].map((reached) => ({ open, reached, of: 'many users' }) as const),
    );
    let ticks: readonly Cost[];
    beforeAll(async () => {
      const { tableName, drop } = await makeTable();
      ticks = await measureTicks(tableName, [...books, { open: 5, reached: 24, of: 'one user' }]);
      await drop();
    }, PATIENCE_MS);

    test.each(books.map(({ reached, open }, index) => [reached, open, index] as const))(
      'that reaches %i users and leaves %i orders as they are: two queries, a page more per 50, and two requests a user',
      (reached, _open, index) => {
        // A price that reaches an order is recorded again, as finished.
        const recorded = reached === 0 ? 1 : 2;
        const pages = Math.floor(reached / 50);
        expect(ticks[index]?.requests).toEqual({
          BatchGetItem: recorded + reached,
          Query: 2 + pages,
          TransactWriteItems: recorded + reached,
        });
        expect(ticks[index]?.itemsQueried).toBe(reached);
      },
    );

    // One records the price, one ends all 24 orders, one finishes the price. A further one is a try after the local
    // server refused one.
    test('that reaches 24 orders of one user ends them together', () => {
      const { BatchGetItem = 0, TransactWriteItems = 0 } = ticks.at(-1)?.requests ?? {};
      expect(BatchGetItem).toBeGreaterThanOrEqual(3);
      expect(TransactWriteItems).toBeGreaterThanOrEqual(3);
      expect(BatchGetItem).toBeLessThanOrEqual(6);
      expect(TransactWriteItems).toBeLessThanOrEqual(6);
    });
  });

  test('docs/dynamodb-table.md says so (pnpm docs:dynamodb writes it)', async () => {
    const page = await readPage();
    const filled = fillIn(page, generatedParts(costs));
    if (inject('generated') === 'write') await writePage(filled);
    else expect(page).toBe(filled);
  });
});
