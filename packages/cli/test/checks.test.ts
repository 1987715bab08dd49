import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { edit, makeMarket } from './support/market.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

const SECRET = 'Zk3vX0bq7TzJ1yWn5RcHs8LdPgUaEm2F';
const inFolder = useTemporaryFolder();
const USERS = Array.from({ length: 130 }, (_nothing, index) => `trader_${String(index).padStart(3, '0')}`);

test('reconcile names the differences of one user, with what to do, and ends with status 1', async () => {
  const filename = inFolder('a.db');
  const store = ['--store', `sqlite:${filename}`];
  await makeMarket(filename, ['alice_01', 'robert_1']);
  expect(await orderfolio(['reconcile', 'alice_01', ...store])).toEqual({
    status: 0,
    out: '1 user, 1 reconciled, 0 differences.\n',
    err: '',
  });
  edit(filename, "UPDATE balances SET available = '999' WHERE username = 'alice_01'");
  const { status, out } = await orderfolio(['reconcile', 'alice_01', ...store]);
  expect(status).toBe(1);
  expect(out).toMatch(/^user +rule +difference\nalice_01 +TOTALS +/);
  expect(out).toContain('VALUE: compare it with the rows');
  const all = await orderfolio(['reconcile', '--all', '--json', ...store]);
  expect(all.status).toBe(1);
  expect(jsonOf(all)).toMatchObject({ users: 2, reconciled: 1, failures: [] });
  expect(jsonOf(all)).toHaveProperty(
    'differences',
    expect.arrayContaining([expect.objectContaining({ username: 'alice_01', rule: 'TOTALS', stored: '999' })]),
  );
});

test('reconcile of a name that nobody has is no success', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, []);
  for (const verb of ['reconcile', 'verify-audit'])
    expect(await orderfolio([verb, 'nobody_1', '--store', `sqlite:${filename}`])).toMatchObject({
      status: 2,
      err: expect.stringContaining('USER_NOT_FOUND'),
    });
});

test.each(['reconcile', 'verify-audit'])(
  '%s --all that is stopped says where to go on, and goes on there',
  async (verb) => {
    const filename = inFolder('a.db');
    await makeMarket(filename, USERS);
    const all = [verb, '--all', '--json', '--store', `sqlite:${filename}`];
    expect(jsonOf(await orderfolio(all))).toMatchObject({ users: USERS.length });

    const stop = AbortSignal.abort();
    const stopped = await orderfolio(all, { stop });
    expect(stopped.status).toBe(2);
    expect(jsonOf(stopped)).toMatchObject({ users: 0, stopped: {} });
    const words = await orderfolio(
      all.filter((word) => word !== '--json'),
      { stop },
    );
    expect(words.out).toContain(
      `Stopped after 0 users. Go on with: orderfolio ${verb} --all --store sqlite:${filename}\n`,
    );
  },
);

test('a cursor goes on where a check was stopped', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, USERS);
  const store = ['--store', `sqlite:${filename}`];
  const page = await orderfolio(['users', 'list', '--limit', '100', '--json', ...store]);
  const { nextCursor = '' } = jsonOf(page) as { readonly nextCursor?: string };
  const rest = await orderfolio(['reconcile', '--all', '--cursor', nextCursor, '--json', ...store]);
  expect(jsonOf(rest)).toMatchObject({ users: USERS.length - 100, reconciled: USERS.length - 100 });
  // What is printed can be pasted into a shell.
  const stop = AbortSignal.abort();
  const { out } = await orderfolio(['reconcile', '--all', '--cursor', nextCursor, ...store], { stop });
  expect(out).toContain(`Go on with: orderfolio reconcile --all ${store.join(' ')} --cursor '${nextCursor}'\n`);
});

test('verify-audit names the entry that was changed, and needs the keys of the trail', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const secret = SECRET;
  await keepTrail(filename, secret);
  const args = ['verify-audit', 'alice_01', '--store', `sqlite:${filename}`];
  const env = { ORDERFOLIO_AUDIT_KEYS: `first:${secret}` };
  expect(await orderfolio(args, { env })).toMatchObject({
    status: 0,
    out: '1 user, 2 entries in whole trails, 0 broken trails.\n',
  });
  expect(await orderfolio(args)).toMatchObject({ status: 1, out: expect.stringContaining('UNKNOWN_KEY') });
  expect(await orderfolio(args, { env: { ORDERFOLIO_AUDIT_KEYS: secret } })).toMatchObject({
    status: 2,
    err: expect.stringContaining('ORDERFOLIO_AUDIT_KEYS: must have KID:SECRET'),
  });
  edit(filename, "UPDATE audit_entries SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE sequence = 1");
  const broken = await orderfolio([...args, '--json'], { env });
  expect(broken.status).toBe(1);
  expect(jsonOf(broken)).toMatchObject({ broken: [{ username: 'alice_01', sequence: 1, fault: 'CHANGED' }] });
});

/** Two events of Alice in the kept trail. */
async function keepTrail(filename: string, secret: string): Promise<void> {
  await using store = await openSqlite({ filename });
  const app = createOrderfolio({ store });
  const audit = new AuditLogger({
    logger: pino({ enabled: true }, { write: () => undefined }),
    chainKey: { kid: 'first', secret },
  });
  const tokens = new TokenManager({ issuer: 'http://localhost', audience: 'test', secret: secret });
  const auth = createAuthentication({
    app,
    store,
    passwords: new PasswordManager({ cost: 10 }),
    tokens,
    audit,
    keepAuditTrail: true,
  });
  await auth.suspend('alice_01', { by: 'olivia_01' });
  await auth.reinstate('alice_01', { by: 'olivia_01' });
}
