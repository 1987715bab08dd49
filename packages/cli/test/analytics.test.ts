import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { edit, makeMarket } from './support/market.ts';
import { orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();
const EVER = { from: '2020-01-01', to: '2029-12-31' };

async function market(feed: 'on' | 'off') {
  const filename = inFolder('a.db');
  const store = ['--store', `sqlite:${filename}`];
  if (feed === 'on') await orderfolio(['migrate', '--change-feed', 'on', ...store]);
  await makeMarket(filename, ['alice_01', 'robert_1']);
  return { filename, store };
}

test('analytics rebuild makes the figures from the ledgers, and says so to people and to machines', async () => {
  const { filename, store } = await market('on');
  const rebuilt = await orderfolio(['analytics', 'rebuild', ...store]);
  expect(rebuilt).toMatchObject({ status: 0, out: '2 accounts read. The figures are new.\n' });
  const again = await orderfolio(['analytics', 'rebuild', '--json', ...store]);
  expect(again.status).toBe(0);
  expect(JSON.parse(again.out)).toEqual({ isDone: true, accounts: 2, unreadable: 0 });
  await using opened = await openSqlite({ filename });
  const { days } = await createOrderfolio({ store: opened }).analytics.performance('alice_01', EVER);
  expect(days.at(-1)?.value.toString()).toBe('1000');
});

test('analytics rebuild is status 2 when it was stopped, and status 1 when it could not read a record', async () => {
  const { filename, store } = await market('on');
  const stopped = await orderfolio(['analytics', 'rebuild', ...store], { stop: AbortSignal.abort() });
  expect(stopped).toMatchObject({
    status: 2,
    out: expect.stringContaining('Go on with: orderfolio analytics rebuild'),
  });
  edit(filename, `UPDATE balance_transactions SET amount = 'much' WHERE username = 'alice_01'`);
  const rebuilt = await orderfolio(['analytics', 'rebuild', ...store]);
  expect(rebuilt).toMatchObject({ status: 1, out: expect.stringContaining('1 record cannot be read') });
});

test('analytics rebuild of a file without a feed is status 2, with what to do', async () => {
  const { store } = await market('off');
  expect(await orderfolio(['analytics', 'rebuild', ...store])).toMatchObject({
    status: 2,
    err: expect.stringContaining('changeFeed must be true'),
  });
});
