import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { run } from '../src/run.ts';
import type { Terminal } from '../src/terminal.ts';
import { orderfolio, terminalWith } from './support/terminal.ts';

const inFolder = useTemporaryFolder();
const PASSWORD = 'granite ferry 12 saffron';
const env = { ORDERFOLIO_TOKEN_SECRET: 'Zk3vX0bq7TzJ1yWn5RcHs8LdPgUaEm2F' };

test('serve answers until it is stopped, and then closes the store', async () => {
  const stop = new AbortController();
  const { terminal, printed } = terminalWith({ env, stop: stop.signal });
  const ended = run(['serve', '--store', `sqlite:${inFolder('a.db')}`, '--port', '0'], terminal);
  const url = await urlOf(terminal, ended);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  stop.abort();
  expect(await ended).toBe(0);
  expect(printed.err).toContain('the service has stopped');
  await expect(fetch(`${url}/health/ready`)).rejects.toThrow();
});

test('a port that is taken, or a weak secret, is status 2 with the reason', async () => {
  const stop = new AbortController();
  const first = terminalWith({ env, stop: stop.signal });
  const ended = run(['serve', '--store', `sqlite:${inFolder('a.db')}`, '--port', '0'], first.terminal);
  const url = await urlOf(first.terminal, ended);
  const second = terminalWith({ env });
  const args = ['serve', '--store', `sqlite:${inFolder('b.db')}`, '--port', new URL(url).port];
  expect(await run(args, second.terminal)).toBe(2);
  expect(second.printed.err).toContain(`cannot listen on 127.0.0.1:${new URL(url).port}: `);
  stop.abort();
  expect(await ended).toBe(0);

  const weak = terminalWith({ env: { ORDERFOLIO_TOKEN_SECRET: 'short' } });
  expect(await run(['serve', '--store', `sqlite:${inFolder('c.db')}`], weak.terminal)).toBe(2);
  expect(weak.printed.err).toContain('ORDERFOLIO_TOKEN_SECRET: must ');
  expect(existsSync(inFolder('c.db'))).toBe(false);
});

test('serve has the console beside the API, unless it is told not to', async () => {
  const replies: number[] = [];
  for (const more of [[], ['--no-console']]) {
    const stop = new AbortController();
    const { terminal } = terminalWith({ env, stop: stop.signal });
    const ended = run(['serve', '--store', `sqlite:${inFolder('a.db')}`, '--port', '0', ...more], terminal);
    const url = await urlOf(terminal, ended);
    for (const path of ['/console/', '/health/live']) replies.push((await fetch(url + path)).status);
    stop.abort();
    await ended;
  }
  expect(replies).toEqual([200, 200, 404, 200]);
});

test('a file that serve makes keeps a feed, and one that is there stays as it is', async () => {
  await orderfolio(['migrate', '--store', `sqlite:${inFolder('old.db')}`]);
  const isOn: boolean[] = [];
  for (const name of ['new.db', 'old.db']) {
    const stop = new AbortController();
    const { terminal } = terminalWith({ env, stop: stop.signal });
    const ended = run(['serve', '--store', `sqlite:${inFolder(name)}`, '--port', '0'], terminal);
    await urlOf(terminal, ended);
    stop.abort();
    await ended;
    isOn.push((await orderfolio(['events', 'tail', '--store', `sqlite:${inFolder(name)}`])).status === 0);
  }
  expect(isOn).toEqual([true, false]);
});

test('serve checks a kept trail with the keys that it is kept with', async () => {
  const store = ['--store', `sqlite:${inFolder('a.db')}`];
  await orderfolio(['migrate', ...store]);
  await orderfolio(['users', 'create-admin', 'olivia_01', '--email', 'o@example.com', ...store], { input: PASSWORD });
  const stop = new AbortController();
  const keys = { ORDERFOLIO_AUDIT_KEYS: 'first:Rw8kPz2mXq5tLc9vBn3jHs7dGf4yTa6e' };
  const { terminal } = terminalWith({ env: { ...env, ...keys }, stop: stop.signal });
  const ended = run(['serve', ...store, '--port', '0', '--keep-audit-trail'], terminal);
  const url = await urlOf(terminal, ended);
  const post = async (path: string, headers: Readonly<Record<string, string>>, body?: object): Promise<unknown> =>
    (await fetch(url + path, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) })).json();
  const login = { username: 'olivia_01', password: PASSWORD };
  const session = await post('/v1/sessions', { 'content-type': 'application/json' }, login);
  const { accessToken } = session as { readonly accessToken: string };
  const verdict = await post('/v1/users/olivia_01/verify-audit', { authorization: `Bearer ${accessToken}` });
  expect(verdict).toEqual({ username: 'olivia_01', ok: true, entries: expect.any(Number) });
  expect(verdict).not.toMatchObject({ entries: 0 });
  stop.abort();
  await ended;
});

describe('console', () => {
  test('lets an administrator in, on this machine and a free port, and says how to make one', async () => {
    const store = ['--store', `sqlite:${inFolder('a.db')}`];
    await orderfolio(['migrate', '--change-feed', 'on', ...store]);
    const stop = new AbortController();
    const { terminal, printed } = terminalWith({ stop: stop.signal });
    const ended = run(['console', ...store], terminal);
    const url = await urlOf(terminal, ended);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console$/);
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');

    const [, words = ''] = /^ {2}orderfolio (.*)$/m.exec(printed.err) ?? [];
    const args = words.replace('NAME', 'olivia_01').replace('ADDRESS', 'olivia@example.com').split(' ');
    expect(await orderfolio(args, { input: PASSWORD })).toMatchObject({ status: 0 });
    const session = await fetch(new URL('/v1/sessions', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'olivia_01', password: PASSWORD }),
    });
    expect(await session.json()).toMatchObject({ user: { role: 'admin' } });
    stop.abort();
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    expect(printed.err).not.toContain(PASSWORD);
  });

  test('writes what changes users to the standard error, and no line for each request', async () => {
    const store = ['--store', `sqlite:${inFolder('a.db')}`];
    await orderfolio(['migrate', ...store]);
    await orderfolio(['users', 'create-admin', 'olivia_01', '--email', 'o@example.com', ...store], { input: PASSWORD });
    const stop = new AbortController();
    const { terminal, printed } = terminalWith({ stop: stop.signal });
    const ended = run(['console', ...store], terminal);
    const url = await urlOf(terminal, ended);
    await fetch(new URL('/health/live', url));
    const refused = await fetch(new URL('/v1/sessions', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'olivia_01', password: 'wrong' }),
    });
    expect(refused.status).toBe(401);
    stop.abort();
    await ended;
    const lines = printed.err.split('\n').filter((line) => line.startsWith('{'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('olivia_01');
    expect(printed.err).toContain('orderfolio migrate --change-feed on --store');
  });

  test('has a secret of its own: another one over the same store, at the same port, does not take its tokens', async () => {
    const store = ['--store', `sqlite:${inFolder('a.db')}`];
    await orderfolio(['migrate', ...store]);
    await orderfolio(['users', 'create-admin', 'olivia_01', '--email', 'o@example.com', ...store], { input: PASSWORD });
    let port = '0';
    let authorization: string | undefined;
    const statuses: number[] = [];
    // The first one finds a free port: the address of a console is in its tokens.
    for (const isFirst of [true, false, false]) {
      const stop = new AbortController();
      const { terminal } = terminalWith({ stop: stop.signal });
      const ended = run(['console', ...store, '--port', port], terminal);
      const url = await urlOf(terminal, ended);
      port = new URL(url).port;
      if (!isFirst) {
        authorization ??= await bearerOf(url);
        statuses.push((await fetch(new URL('/v1/me', url), { headers: { authorization } })).status);
      }
      stop.abort();
      await ended;
    }
    expect(statuses).toEqual([200, 401]);
  });

  test('ends at once where it was stopped before it began', async () => {
    const store = ['--store', `sqlite:${inFolder('a.db')}`];
    await orderfolio(['migrate', ...store]);
    expect(await orderfolio(['console', ...store], { stop: AbortSignal.abort() })).toMatchObject({ status: 0 });
  });
});

/** The first line that the service prints. Rejects if it ends without one. */
function urlOf({ stdout }: Terminal, ended: Promise<number>): Promise<string> {
  return new Promise((resolve, reject) => {
    stdout.once('data', (line) => resolve(String(line).trim()));
    ended.then((status) => reject(new Error(`it ended with ${status}`)), reject);
  });
}

/** The authorization of the administrator who logs in there. */
async function bearerOf(url: string): Promise<string> {
  const reply = await fetch(new URL('/v1/sessions', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'olivia_01', password: PASSWORD }),
  });
  const session: unknown = await reply.json();
  if (typeof session !== 'object' || session === null || !('accessToken' in session))
    throw new Error('There is no token.');
  return `Bearer ${session.accessToken}`;
}
