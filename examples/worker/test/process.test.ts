import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Child, startChild } from '../../../packages/adapters-sqlite/test/processes/child-process.ts';
import { HEADER, openMarket, placeOrder, statusesIn, useFolder } from './fixtures.ts';

const inFolder = useFolder();
const BY_TICKS = ['--clock', 'ticks', '--verbose'];

function startWorker(args: readonly string[]): Child {
  return startChild('./price-worker.ts', { args });
}

/** Ends the worker with a signal; gives its exit code and what else it printed. */
async function end(worker: Child, signal: NodeJS.Signals) {
  const exit = once(worker.process, 'exit');
  worker.process.kill(signal);
  const lines: string[] = [];
  for (let line = await worker.nextLine(); line !== undefined; line = await worker.nextLine()) lines.push(line);
  const [exitCode] = await exit;
  return { exitCode, lines };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends a worker that waits for prices, with exit code 0',
  async (signal) => {
    const db = inFolder('a.db');
    await openMarket(db);
    const { orderId } = await placeOrder(db, { orderType: 'STOP_LOSS_SELL', stopPrice: '46000' });
    const worker = startWorker(['--db', db, ...BY_TICKS]);
    worker.tell('BTC,2026-01-01T16:00:00.000Z,45000');
    expect(await worker.nextLine()).toContain(`filled STOP_LOSS_SELL ${orderId}`);
    expect(await worker.nextLine()).toBe('2026-01-01T16:00:00.000Z applied BTC 45000');
    expect(await end(worker, signal)).toEqual({
      exitCode: 0,
      lines: ['stopped: 1 price, 0 of them changed nothing; 1 filled, 0 failed, 0 expired; 0 lines skipped'],
    });
  },
);

test('SIGTERM ends a worker in the midst of a long series, and a restart finishes the series', async () => {
  const db = inFolder('a.db');
  await openMarket(db);
  const { orderId } = await placeOrder(db, { orderType: 'STOP_LOSS_SELL', stopPrice: '46000' });
  const days = Array.from({ length: 500 }, (_nothing, day) => `${dateOf(day)},1,1,1,${day === 499 ? 45_000 : 50_000}`);
  writeFileSync(inFolder('p.csv'), [HEADER, ...days].join('\n'));
  const args = ['--db', db, '--prices', inFolder('p.csv'), '--asset', 'BTC', ...BY_TICKS];

  const worker = startWorker(args);
  await worker.nextLine();
  const { exitCode, lines } = await end(worker, 'SIGTERM');
  expect(exitCode).toBe(0);
  expect(lines.at(-1)).toMatch(/^stopped: \d+ prices?, .* 0 filled/);
  // Every price before the stop was applied, none after it.
  expect(lines.length).toBeLessThan(days.length);
  expect((await statusesIn(db)).get(orderId)).toBe('QUEUED');

  const printed = await startWorker(args).finish();
  expect(printed.at(-2)).toBe(`${dateOf(499)}T16:00:00.000Z applied BTC 45000`);
  expect(printed.at(-3)).toContain(`filled STOP_LOSS_SELL ${orderId}`);
  expect(printed.slice(0, lines.length - 1).every((line) => line.includes(' changed nothing '))).toBe(true);
});

function dateOf(day: number): string {
  return new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
}
