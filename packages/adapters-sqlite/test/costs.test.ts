import { describe, expect, test } from 'vitest';
import { figuresOf, PAGE_LIMIT, withCosts } from './support/command-costs.ts';
import { inShort, type Recording } from './support/recorded-database.ts';

const READS_OR_WRITES = /^\s*(SELECT|UPDATE|INSERT|DELETE)/;

const { few, plans } = await withCosts(10, (costs) => {
  const statements = [...new Set(costs.compiled)].filter((sql) => READS_OR_WRITES.test(sql));
  return { few: costs, plans: statements.map((sql) => [sql, costs.planOf(sql)] as const) };
});

describe('a command runs these statements and no others:', () => {
  const cash = ['INSERT balance_transactions', 'UPDATE balances'];
  const fill = ['INSERT orders', 'UPDATE balances', 'INSERT balance_transactions'];
  const market = ['SELECT balances', 'SELECT assets', 'SELECT last_ticks', 'SELECT asset_balances'];
  const end = ['SELECT orders', 'SELECT balances', 'SELECT balance_transactions'];
  const index = ['SELECT orders', 'SELECT trailing_groups'];
  const tick = ['SELECT assets', 'SELECT last_ticks', ...index, ...index];
  const commit = (...writes: readonly string[]): string[] => ['BEGIN IMMEDIATE', ...writes, 'COMMIT'];

  test.each([
    ['deposit', ['SELECT balances', ...commit(...cash)]],
    ['deposit with a key', ['SELECT balances', 'SELECT receipts', ...commit('INSERT receipts', ...cash)]],
    // The receipt does not repeat what the row has.
    [
      'deposit repeated with its key',
      ['SELECT balances', 'SELECT receipts', 'SELECT balance_transactions', 'SELECT balances'],
    ],
    ['withdraw', ['SELECT balances', ...commit(...cash)]],
    ['withdraw with a key', ['SELECT balances', 'SELECT receipts', ...commit('INSERT receipts', ...cash)]],
    [
      'first market buy of an asset',
      [...market, ...commit(...fill, 'INSERT asset_balances', 'INSERT asset_transactions')],
    ],
    ['market buy', [...market, ...commit(...fill, 'UPDATE asset_balances', 'INSERT asset_transactions')]],
    [
      'market buy with a key',
      [
        'SELECT receipts',
        ...market,
        ...commit('INSERT receipts', ...fill, 'UPDATE asset_balances', 'INSERT asset_transactions'),
      ],
    ],
    ['market sell', [...market, ...commit(...fill, 'UPDATE asset_balances', 'INSERT asset_transactions')]],
    [
      'market sell with a key',
      [
        'SELECT receipts',
        ...market,
        ...commit('INSERT receipts', ...fill, 'UPDATE asset_balances', 'INSERT asset_transactions'),
      ],
    ],
    ['order by client order id', ['SELECT orders']],
    ['portfolio value', ['SELECT balances', 'SELECT asset_balances', 'SELECT assets', 'SELECT last_ticks']],
    ['limit buy', [...market, ...commit(...fill)]],
    ['limit sell', [...market, ...commit('INSERT orders', 'UPDATE asset_balances')]],
    ['stop-loss', [...market, ...commit('INSERT orders', 'UPDATE asset_balances')]],
    ['trailing stop', [...market, ...commit('INSERT orders', 'UPDATE asset_balances')]],
    [
      'limit buy that fills at once',
      [...market, ...commit(...fill, 'UPDATE asset_balances', 'INSERT asset_transactions')],
    ],
    ['cancel a sale', [...end, 'SELECT asset_balances', ...commit('UPDATE orders', 'UPDATE asset_balances')]],
    [
      'replace a sale',
      [
        ...[...end, 'SELECT assets', 'SELECT last_ticks', 'SELECT asset_balances'],
        ...commit('UPDATE orders', 'INSERT orders', 'UPDATE asset_balances'),
      ],
    ],
    ['expiry of nothing', ['SELECT orders']],
    ['first price of an asset, which reaches nothing', [...tick, ...commit('INSERT last_ticks')]],
    ['price that reaches nothing', [...tick, ...commit('UPDATE last_ticks')]],
    [
      'price that reaches an order',
      [
        ...[...tick, ...commit('UPDATE last_ticks')],
        ...['SELECT last_ticks', 'SELECT assets', 'SELECT asset_balances', ...end],
        ...commit(
          ...['UPDATE orders', 'UPDATE balances', 'UPDATE balance_transactions', 'INSERT balance_transactions'],
          ...['UPDATE asset_balances', 'INSERT asset_transactions'],
        ),
        ...['SELECT last_ticks', ...commit('UPDATE last_ticks')],
      ],
    ],
    [
      'price above the mark of an order',
      [
        ...[...tick, ...commit('UPDATE last_ticks')],
        ...['SELECT last_ticks', 'SELECT trailing_groups', 'SELECT orders'],
        ...commit('INSERT trailing_groups', 'UPDATE orders', 'SELECT last_ticks'),
        ...['SELECT last_ticks', ...commit('UPDATE last_ticks')],
      ],
    ],
    [
      'price above the mark of a group',
      [
        ...[...tick, ...commit('UPDATE last_ticks')],
        ...['SELECT last_ticks', 'SELECT trailing_groups', ...commit('UPDATE trailing_groups')],
        ...['SELECT last_ticks', ...commit('UPDATE last_ticks')],
      ],
    ],
  ])('%s', (name, statements) => {
    expect(few.commands[name]?.statements.map(inShort)).toEqual(statements);
  });
});

describe('a page of a list', () => {
  test.each(Object.entries(few.lists))(
    'of %s is one statement, that asks for one row more than it returns, and one for the mark of each group',
    (_name, list) => {
      const [first, ...others] = list.statements;
      expect(first).toMatch(new RegExp(`^SELECT [\\s\\S]* LIMIT ${PAGE_LIMIT + 1}(\\.0)?$`));
      expect(others.map(inShort)).toEqual(others.map(() => 'SELECT trailing_groups'));
      expect(list.rows).toBe(PAGE_LIMIT + 1 + others.length);
    },
  );
});

test('a page reads the group of its trailing stops once, and none where none has joined one', () => {
  const groupsOf = ({ statements }: Recording) => statements.length - 1;
  expect(
    Object.entries(few.lists).flatMap(([name, list]) => (groupsOf(list) === 0 ? [] : [[name, groupsOf(list)]])),
  ).toEqual([
    ['orders', 1],
    ['orders of an asset', 1],
    ['open orders', 1],
    ['open orders of an asset', 1],
  ]);
});

describe('every statement that the adapter has', () => {
  // The store reads the schema of the database once, when it is opened.
  const ofTables = plans.filter(([sql]) => !sql.includes('sqlite_schema'));

  test('is looked at here, those that ran among them', () => {
    const known = new Set(ofTables.map(([sql]) => inShort(sql)));
    const ran = [...Object.values(few.commands), ...Object.values(few.lists)].flatMap(({ statements }) => statements);
    expect(ran.filter((sql) => READS_OR_WRITES.test(sql) && !known.has(inShort(sql)))).toEqual([]);
    expect(ofTables.length).toBeGreaterThan(30);
  });

  test.each(ofTables)('finds its rows by the whole of a key or an index: %s', (sql, plan) => {
    const [where = ''] = (sql.split(' WHERE ')[1] ?? '').split(' ORDER BY ');
    // SQLite checks these in the one row that the key names.
    const inTheRow = ['version', 'fence', 'expires_at'];
    const conditions = [...where.matchAll(/(\w+) (=|<|<=|>=) \?/g)];
    const sought = conditions.filter(([, column]) => !inTheRow.includes(column ?? ''));
    // An index goes on behind an entry: (key, id) > (?, ?).
    const entries = [...where.matchAll(/\((\w+), (\w+)\) > \(\?, \?\)/g)];
    if (/^\s*(SELECT|UPDATE)/.test(sql)) {
      expect(plan).toHaveLength(1);
      for (const [, column, operator] of sought) expect(plan[0]).toMatch(new RegExp(`\\b${column}${operator?.[0]}\\?`));
      for (const [, key, id] of entries) expect(plan[0]).toContain(`(${key},${id})>(?,?)`);
      // SQLite would check every other part of the condition row by row.
      expect(where.split('?')).toHaveLength(1 + conditions.length + 2 * entries.length);
    }
    for (const step of plan)
      expect(step).toMatch(/^SEARCH \w+ USING (PRIMARY KEY|INDEX \w+) \((\w+[=<>]\?|\(\w+,\w+\)>\(\?,\?\))/);
  });
});

test('a command and a price cost the same with 10 orders in the history, as many open, and with 20,000', async () => {
  const many = await withCosts(20_000, figuresOf);
  expect(many).toEqual(figuresOf(few));
});
