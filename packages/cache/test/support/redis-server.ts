import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../../adapters-dynamodb/test/support/free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests find Redis, or why they do not. */
    readonly redis: { readonly url: string } | { readonly missing: string };
  }
}

/** A server of the test's own. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

const MOST_TRIES = 200;
const PAUSE_MS = 25;

/** Starts `redis-server` once for the whole run, in memory, unless REDIS_URL names another. Vitest calls it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined) {
    provide('redis', { url: given });
    return async () => undefined;
  }
  try {
    const { url, stop } = await startRedis();
    provide('redis', { url });
    return stop;
  } catch (error) {
    const missing = `redis-server does not start (${String(error)}): install it, for example with apt-get install redis-server`;
    if (process.env['CI'] === 'true') throw new Error(missing);
    process.stderr.write(`${missing}\n`);
    provide('redis', { missing });
    return async () => undefined;
  }
}

/** Starts a server that writes no file, on a port that is free. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const chosen = port ?? (await freePort());
  const options = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...options, '--dir', tmpdir()], { stdio: 'ignore' });
  await started(server, chosen);
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** Resolves when the server takes a connection. Rejects if it ends first. */
async function started(server: ChildProcess, port: number): Promise<void> {
  const ended = new AbortController();
  server.once('error', (error) => ended.abort(error));
  server.once('exit', (code) => ended.abort(new Error(`it ended with code ${code}`)));
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    ended.signal.throwIfAborted();
    if (await takesConnection(port)) return;
    await setTimeout(PAUSE_MS);
  }
  server.kill('SIGKILL');
  throw new Error('it does not answer');
}

function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
