import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { makeMarket, onFile } from './support/market.ts';
import { orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();

/** The store of a file whose feed is on, with two users. */
async function market(): Promise<readonly string[]> {
  const filename = inFolder('a.db');
  const store = ['--store', `sqlite:${filename}`];
  expect((await orderfolio(['migrate', '--change-feed', 'on', ...store])).status).toBe(0);
  await makeMarket(filename, ['alice_01', 'robert_1']);
  return store;
}

const positionIn = (err: string): string =>
  / --after (?:'(.*)'|(.*))\n$/
    .exec(err)
    ?.slice(1)
    .find((position) => position !== undefined) ?? '';

test('migrate says whether the feed is on now, beside what it did', async () => {
  const store = ['--store', `sqlite:${inFolder('a.db')}`];
  const made = await orderfolio(['migrate', '--change-feed', 'on', ...store]);
  expect(made.out).toMatch(/ It was empty, or not there\. Its feed is on\.\n$/);
  const again = await orderfolio(['migrate', '--change-feed', 'off', ...store]);
  expect(again.out).toMatch(/ is at schema version \d+\. Its feed is off\.\n$/);
  const asked = await orderfolio(['migrate', '--change-feed', 'on', '--json', ...store]);
  expect(JSON.parse(asked.out)).toMatchObject({ migrated: false, changeFeed: true });
  const unasked = await orderfolio(['migrate', ...store]);
  expect(unasked.out).toMatch(/ Nothing was to be done\.\n$/);
});

test('tail prints what happened, and goes on after where it ended', async () => {
  const store = await market();
  const first = await orderfolio(['events', 'tail', ...store]);
  expect(first.status).toBe(0);
  expect(first.out.split('\n').map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'ASSET_CHANGED -',
    'USER_CREATED alice_01',
    'CASH_MOVED alice_01',
    'USER_CREATED robert_1',
    'CASH_MOVED robert_1',
    '',
  ]);
  const after = ['--after', positionIn(first.err)];
  expect(await orderfolio(['events', 'tail', ...after, ...store])).toMatchObject({ status: 0, out: '' });
  await onFile(inFolder('a.db'), (app) => app.funds.deposit({ username: 'alice_01', amount: '1.00' }));
  const more = await orderfolio(['events', 'tail', '--json', ...after, ...store]);
  expect(JSON.parse(more.out)).toMatchObject({ type: 'CASH_MOVED', username: 'alice_01', data: { amount: '1' } });
});

test('tail prints the events of a user, of a type, and no more than it should', async () => {
  const store = await market();
  const count = async (...args: readonly string[]): Promise<number> =>
    (await orderfolio(['events', 'tail', ...args, ...store])).out.split('\n').length - 1;
  expect(await count('--user', 'alice_01')).toBe(2);
  expect(await count('--type', 'CASH_MOVED', 'USER_CREATED')).toBe(4);
  expect(await count('--type', 'CASH_MOVED', '--user', 'robert_1')).toBe(1);
  expect(await count('--limit', '3')).toBe(3);
});

test('tail --follow waits for more, until it is stopped', async () => {
  const store = await market();
  const stop = new AbortController();
  const ended = orderfolio(['events', 'tail', '--follow', ...store], { stop: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect((await ended).out.split('\n')).toHaveLength(6);
});

test('a file without a feed, and a position that is none, are status 2 with what to do', async () => {
  const filename = inFolder('b.db');
  await makeMarket(filename, []);
  expect(await orderfolio(['events', 'tail', '--store', `sqlite:${filename}`])).toMatchObject({
    status: 2,
    err: expect.stringContaining('changeFeed must be true for a feed'),
  });
  const store = await market();
  expect(await orderfolio(['events', 'tail', '--after', 'nonsense', ...store])).toMatchObject({ status: 2 });
});
