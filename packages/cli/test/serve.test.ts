import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { run } from '../src/run.ts';
import type { Terminal } from '../src/terminal.ts';
import { terminalWith } from './support/terminal.ts';

const inFolder = useTemporaryFolder();
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
  expect(await run(args, weak.terminal)).toBe(2);
  expect(weak.printed.err).toContain('CONFIGURATION_INVALID: secret');
});

/** The first line that the service prints. Rejects if it ends without one. */
function urlOf({ stdout }: Terminal, ended: Promise<number>): Promise<string> {
  return new Promise((resolve, reject) => {
    stdout.once('data', (line) => resolve(String(line).trim()));
    ended.then((status) => reject(new Error(`it ended with ${status}`)), reject);
  });
}
