import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startChild } from '../../adapters-sqlite/test/processes/child-process.ts';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { lastPriceOf, makeMarket } from './support/market.ts';

const inFolder = useTemporaryFolder();
const COMMAND = new URL('processes/command.ts', import.meta.url).href;

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops a feed that waits for prices, with status 2', async (signal) => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const child = startChild(COMMAND, { args: ['prices', 'feed', '-', '--store', `sqlite:${filename}`] });
  const exit = once(child.process, 'exit');
  child.tell('BTC,2026-01-31T12:00:00.000Z,48000.00');
  // When the price is there, the command has begun to read.
  await expect.poll(() => lastPriceOf(filename), { timeout: 50_000, interval: 200 }).toBe('48000');
  child.process.kill(signal);
  const lines: string[] = [];
  for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) lines.push(line);
  expect(await exit).toEqual([2, null]);
  expect(lines.at(-1)).toContain('Stopped.');
});

test('the exit status of the process is that of the command', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const found = startChild(COMMAND, { args: ['prices', 'feed', '-', '--store', `sqlite:${filename}`] });
  const exit = once(found.process, 'exit');
  found.tell('nonsense');
  found.process.stdin?.end();
  expect(await exit).toEqual([1, null]);
  await found.kill();
  const well = startChild(COMMAND, { args: ['users', 'list', '--store', `sqlite:${filename}`] });
  expect((await well.finish()).join()).toContain('alice_01');
});
