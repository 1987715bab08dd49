import { ManualClock } from '@orderfolio/domain/testing';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { Progress } from '../src/progress.ts';
import { makeMarket } from './support/market.ts';
import { orderfolio, terminalWith } from './support/terminal.ts';

const inFolder = useTemporaryFolder();

test('a terminal sees how much is done, how fast, and how long it takes', () => {
  const { terminal, printed } = terminalWith({ isTTY: true });
  const clock = new ManualClock('2026-01-31T12:00:00.000Z');
  const progress = new Progress(terminal, 'users', 5_000, clock);
  clock.advance(10_000);
  progress.add(1_250);
  // Too soon for another line.
  progress.add(1);
  progress.end();
  expect(printed.err).toBe('\r[=====               ] 1,250 of 5,000 users, 125 a second, 0:30 left\u001b[K\r\u001b[K');
});

test('without a total there is no bar, and what is no terminal sees nothing', () => {
  const clock = new ManualClock('2026-01-31T12:00:00.000Z');
  const [shown, hidden] = [terminalWith({ isTTY: true }), terminalWith()];
  for (const { terminal } of [shown, hidden]) {
    const progress = new Progress(terminal, 'prices', undefined, clock);
    clock.advance(2_000);
    progress.add(3);
    progress.end();
  }
  expect(shown.printed.err).toBe('\r3 prices, 2 a second\u001b[K\r\u001b[K');
  expect(hidden.printed.err).toBe('');
});

test('a long check shows its progress on a terminal, and not in its result', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const { out, err } = await orderfolio(['reconcile', '--all', '--store', `sqlite:${filename}`], { isTTY: true });
  expect(out).toBe('1 user, 1 reconciled, 0 differences.\n');
  expect(err).toContain('1 of 1 users');
});
