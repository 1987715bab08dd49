import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();

test.each([
  [[], 'Usage: orderfolio'],
  [['users'], 'Usage: orderfolio users'],
  [['bogus'], "unknown command 'bogus'"],
  [['reconcile', '--all'], '--store: is required'],
  [['reconcile', '--all', '--store', 'postgres:x'], '--store: must be sqlite:FILE or dynamodb:TABLE, not postgres:x'],
  [['reconcile', '--all', '--store', 'sqlite:'], '--store: must be sqlite:FILE or dynamodb:TABLE'],
  [['reconcile', '--all', '--store', 'sqlite::memory:'], '--store: a store in memory would be gone'],
  [
    ['reconcile', '--all', '--store', 'sqlite:a.db', '--region', 'eu-central-1'],
    '--region: is for a table of DynamoDB',
  ],
  [['reconcile', '--all', '--store', 'sqlite:a.db', '--endpoint', 'http://localhost'], '--endpoint: is for a table'],
  [['reconcile', '--all', '--store', 'dynamodb:abc', '--endpoint', 'nonsense'], '--endpoint: is no URL: nonsense'],
  [['reconcile', '--store', 'sqlite:a.db'], 'name a user, or give --all'],
  [['reconcile', 'alice_01', '--all', '--store', 'sqlite:a.db'], 'name a user, or give --all'],
  [['reconcile', 'alice_01', '--cursor', 'x', '--store', 'sqlite:a.db'], '--cursor: goes with --all'],
  [['reconcile', '--all', '--concurrency', '0', '--store', 'sqlite:a.db'], 'must be a whole number from 1 to 256'],
  [['reconcile', '--all', '--concurrency', '1e1', '--store', 'sqlite:a.db'], 'must be a whole number from 1 to 256'],
  [['users', 'list', '--status', 'GONE', '--store', 'sqlite:a.db'], 'Allowed choices are ACTIVE, SUSPENDED, ERASED'],
  [['users', 'suspend', 'alice_01', '--store', 'sqlite:a.db'], "required option '--by <user>' not specified"],
  [['table', 'create', '--store', 'sqlite:a.db'], '--store: must be dynamodb:TABLE'],
  [['events', 'tail', '--type', 'GONE', '--store', 'sqlite:a.db'], 'Allowed choices are ORDER_PLACED'],
  [['migrate', '--change-feed', 'on', '--store', 'dynamodb:abc'], '--change-feed: is for a SQLite file'],
  [['backup', '--store', 'sqlite:a.db'], "missing required argument 'file'"],
  [['copy', '--from', 'sqlite:a.db'], "required option '--to <store>' not specified"],
  [['copy', '--from', 'sqlite:a.db', '--to', 'sqlite:a.db'], '--to: must be another store than --from'],
  [['copy', '--from', 'a.db', '--to', 'sqlite:b.db'], '--from: must be sqlite:FILE or dynamodb:TABLE, not a.db'],
  [
    ['copy', '--from', 'sqlite:a.db', '--to', 'sqlite:b.db', '--to-region', 'eu-central-1'],
    '--to-region: is for a table of DynamoDB',
  ],
  [['export', '--store', 'sqlite:a.db'], "missing required argument 'file'"],
  [['serve', '--store', 'sqlite:a.db'], 'ORDERFOLIO_TOKEN_SECRET: is required'],
  [['console'], '--store: is required'],
  [['console', '--store', 'sqlite:a.db', '--port', '65536'], 'must be a whole number from 0 to 65535'],
])('%j is refused with status 2', async (args, words) => {
  const { status, out, err } = await orderfolio(args);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(words);
});

test('a file that is not there is not made by a command that only reads', async () => {
  const filename = inFolder('typo.db');
  for (const args of [['users', 'list'], ['reconcile', '--all'], ['backup', inFolder('b.db')], ['console']])
    expect(await orderfolio([...args, '--store', `sqlite:${filename}`])).toMatchObject({
      status: 2,
      err: expect.stringContaining(`${filename}: there is no such file`),
    });
  expect((await orderfolio(['migrate', '--store', `sqlite:${filename}`])).status).toBe(0);
  expect((await orderfolio(['users', 'list', '--store', `sqlite:${filename}`])).status).toBe(0);
});

test('the store can come from the environment', async () => {
  const env = { ORDERFOLIO_STORE: `sqlite:${inFolder('a.db')}` };
  expect(await orderfolio(['migrate'], { env })).toMatchObject({ status: 0, err: '' });
});

test.each([
  'serve',
  'console',
  'table create',
  'table diff',
  'migrate',
  'backup',
  'export',
  'import',
  'copy',
  'users list',
  'users show',
  'users suspend',
  'users reinstate',
  'users unlock',
  'users create-admin',
  'reconcile',
  'verify-audit',
  'prices feed',
  'events tail',
])('%s has help with an example, at most 80 columns wide', async (verb) => {
  const { status, out } = await orderfolio([...verb.split(' '), '--help']);
  expect(status).toBe(0);
  expect(out).toMatch(/^Usage: orderfolio /);
  expect(out).toMatch(new RegExp(`Examples?:\n[^]*orderfolio ${verb}`));
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('--version prints the version of the package', async () => {
  expect(await orderfolio(['--version'])).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
