import { expect, test } from 'vitest';
import { figuresOf, withCosts } from '../test/command-costs.ts';

const ORDERS = 1_000_000;

test('a command runs the same statements on as many rows with 10 orders stored and with a million', async () => {
  const few = await withCosts(10, figuresOf);
  const many = await withCosts(ORDERS, figuresOf);
  expect(many).toEqual(few);
  const lines = Object.entries(many).map(
    ([name, { statements, rows }]) =>
      `  ${name.padEnd(32)}${String(statements.length).padStart(4)}${String(rows).padStart(7)}`,
  );
  const title = `  ${`with ${ORDERS.toLocaleString('en')} orders`.padEnd(28)}statements   rows`;
  process.stdout.write([title, ...lines, ''].join('\n'));
});
