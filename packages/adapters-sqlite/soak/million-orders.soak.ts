import { expect, test } from 'vitest';
import { figuresOf, withCosts } from '../test/support/command-costs.ts';

const ORDERS = 1_000_000;
/** The width of the names in the printed table. */
const WIDTH = 52;

// A million orders are open and a million have ended. The commands place and cancel orders, and apply prices.
test('a command, and a price, runs the same statements on as many rows with 10 orders, as many open, and with a million', async () => {
  const few = await withCosts(10, figuresOf);
  const many = await withCosts(ORDERS, figuresOf);
  expect(many).toEqual(few);
  const lines = Object.entries(many).map(
    ([name, { statements, rows }]) =>
      `  ${name.padEnd(WIDTH)}${String(statements.length).padStart(4)}${String(rows).padStart(7)}`,
  );
  const title = `  ${`with ${ORDERS.toLocaleString('en')} open orders`.padEnd(WIDTH - 6)}statements   rows`;
  process.stdout.write([title, ...lines, ''].join('\n'));
});
