import { openSqlite } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { makeMarket, onFile } from './support/market.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();
const PASSWORD = 'granite ferry 12 saffron';

async function market(): Promise<readonly string[]> {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01', 'robert_1']);
  return ['--store', `sqlite:${filename}`];
}

test('users list shows pages, newest first, and those in a status', async () => {
  const store = await market();
  const { out } = await orderfolio(['users', 'list', ...store]);
  expect(out.split('\n').map((line) => line.split(/ +/)[0])).toEqual(['user', 'robert_1', 'alice_01', '']);
  const first = await orderfolio(['users', 'list', '--limit', '1', '--json', ...store]);
  expect(jsonOf(first)).toMatchObject({ users: [{ username: 'robert_1' }], nextCursor: expect.any(String) });
  expect(jsonOf(await orderfolio(['users', 'list', '--status', 'SUSPENDED', '--json', ...store]))).toEqual({
    users: [],
  });
});

test('users list finds users by the beginning of a username or an e-mail, and not by two things at once', async () => {
  const store = await market();
  const list = (...args: readonly string[]) => orderfolio(['users', 'list', '--json', ...args, ...store]);
  for (const option of ['--username-prefix', '--email-prefix']) {
    expect(jsonOf(await list(option, 'ROB'))).toMatchObject({ users: [{ username: 'robert_1' }] });
    expect(jsonOf(await list(option, 'zoe'))).toEqual({ users: [] });
    expect(await list(option, '')).toMatchObject({ status: 2, err: expect.stringContaining('VALIDATION_FAILED') });
    const both = await list(option, 'rob', '--status', 'ACTIVE');
    expect(both).toMatchObject({ status: 2, err: expect.stringContaining('cannot be used with option') });
  }
  expect(await list('--username-prefix', 'a', '--email-prefix', 'a')).toMatchObject({ status: 2 });
});

test('users show has the balances and the holdings', async () => {
  const store = await market();
  const { out } = await orderfolio(['users', 'show', 'alice_01', ...store]);
  expect(out).toMatch(/^user +alice_01\nname +A B\ne-mail +alice_01@example.com\n/);
  expect(out).toMatch(/balance +available +held\nUSD +1000 +0\n/);
  expect(await orderfolio(['users', 'show', 'nobody_1', ...store])).toMatchObject({
    status: 2,
    err: 'orderfolio: USER_NOT_FOUND: user nobody_1 does not exist\n',
  });
});

test('suspend and reinstate write a line of the audit trail, and an entry where the store has the trail of the user', async () => {
  const store = await market();
  const suspended = await orderfolio([
    'users',
    'suspend',
    'alice_01',
    '--by',
    'olivia_01',
    '--reason',
    'a chargeback',
    ...store,
  ]);
  expect(suspended).toMatchObject({ status: 0, out: 'alice_01 is SUSPENDED.\n' });
  expect(JSON.parse(suspended.err)).toMatchObject({ audit: { event: 'USER_SUSPENDED', actor: 'olivia_01' } });
  expect(await entriesOf('alice_01')).toBe(0);

  await orderfolio(['users', 'reinstate', 'alice_01', '--by', 'olivia_01', '--keep-audit-trail', ...store]);
  expect(await entriesOf('alice_01')).toBe(1);
  // From now on the trail continues by itself.
  await orderfolio(['users', 'suspend', 'alice_01', '--by', 'olivia_01', ...store]);
  expect(await entriesOf('alice_01')).toBe(2);
  expect((await onFile(inFolder('a.db'), (app) => app.users.get('alice_01'))).status).toBe('SUSPENDED');
});

async function entriesOf(username: string): Promise<number> {
  await using store = await openSqlite({ filename: inFolder('a.db') });
  return (await store.auditTrail.head(username))?.sequence ?? 0;
}

test('unlock does it for a user who is there, and for no other', async () => {
  const store = await market();
  expect(await orderfolio(['users', 'unlock', 'alice_01', '--by', 'olivia_01', ...store])).toMatchObject({
    status: 0,
    out: 'alice_01 is unlocked.\n',
  });
  const { status, err } = await orderfolio(['users', 'unlock', 'nobody_1', '--by', 'olivia_01', ...store]);
  expect(status).toBe(2);
  expect(err).toContain('USER_NOT_FOUND');
});

test('create-admin reads the password from the input, makes an administrator, and can be repeated', async () => {
  const store = await market();
  const args = ['users', 'create-admin', 'olivia_01', '--email', 'olivia@example.com', ...store];
  const input = `${PASSWORD}\n`;
  expect(await orderfolio(args)).toMatchObject({ status: 2, err: expect.stringContaining('the password is required') });
  expect(await orderfolio(args, { input: 'short\n' })).toMatchObject({
    status: 2,
    err: expect.stringContaining('VALIDATION_FAILED'),
  });
  expect(await orderfolio(args, { input })).toMatchObject({ status: 0, out: 'olivia_01 is an administrator.\n' });
  expect(await orderfolio(args, { input })).toMatchObject({ status: 0 });
  expect((await onFile(inFolder('a.db'), (app) => app.users.get('olivia_01'))).role).toBe('admin');
  const { out, err } = await orderfolio(args, { input });
  expect(out + err).not.toContain(PASSWORD);
});

test('create-admin makes no administrator of a customer whose password it has not', async () => {
  const store = await market();
  const args = ['users', 'create-admin', 'alice_01', '--email', 'olivia@example.com', ...store];
  expect(await orderfolio(args, { input: `${PASSWORD}\n` })).toMatchObject({
    status: 2,
    err: expect.stringContaining('alice_01: is there already, and this is not the password'),
  });
  expect((await onFile(inFolder('a.db'), (app) => app.users.get('alice_01'))).role).toBe('customer');
});
