import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hangUp, type Load, putUnderLoad } from './load.ts';
import type { Place, Question, Ready, Verdict } from './messages.ts';

const HELP = `usage: pnpm bench:http [--seconds N] [--slices N]

Market orders over 64 connections, into a SQLite file with synchronous=FULL and into memory, beside a raw
Hono route and beside the same commands without HTTP, in turns within one run.

  --seconds N   of each of the five (default 60)
  --slices N    turns of each (default 12)
`;

/** One of the five contenders: its requests or commands, and their cost on the server's processor. */
interface Total {
  done: number;
  failed: number;
  seconds: number;
  microseconds: number;
  readonly latencies: number[];
}

const newTotal = (): Total => ({ done: 0, failed: 0, seconds: 0, microseconds: 0, latencies: [] });

async function main({ seconds, slices }: { readonly seconds: number; readonly slices: number }): Promise<boolean> {
  const server = fork(fileURLToPath(new URL('server.js', import.meta.url)));
  const ready = await nextMessage<Ready>(server);
  const totals = {
    apiFile: newTotal(),
    directFile: newTotal(),
    apiMemory: newTotal(),
    directMemory: newTotal(),
    raw: newTotal(),
  };
  const milliseconds = (seconds * 1000) / slices;
  const sent = { file: 0, memory: 0 };

  const overHttp = (place: Place): Promise<Load> => {
    const url = `${ready.apis[place]}/v1/orders`;
    return putUnderLoad(url, ready.tokens, ready.body, milliseconds, () => `${place}-${sent[place]++}`);
  };
  const directly = async (place: Place): Promise<Load> => {
    const { done } = await ask<{ readonly done: number }>(server, { ask: 'call', place, milliseconds });
    return { done, failed: 0, seconds: milliseconds / 1000, latencies: [] };
  };
  const turns: Readonly<Record<keyof typeof totals, () => Promise<Load>>> = {
    apiFile: () => overHttp('file'),
    directFile: () => directly('file'),
    apiMemory: () => overHttp('memory'),
    directMemory: () => directly('memory'),
    raw: () => putUnderLoad(`${ready.raw}/raw`, ready.tokens, ready.body, milliseconds, () => 'raw'),
  };
  for (let slice = -1; slice < slices; slice++) {
    for (const name of NAMES) {
      const before = await usageOf(server);
      const load = await turns[name]();
      // The first turn of each warms up.
      if (slice >= 0) add(totals[name], load, (await usageOf(server)) - before);
    }
  }
  hangUp();
  const { orders, keys, reconciled } = await ask<Verdict>(server, { ask: 'verdict' });
  server.send({ ask: 'end' });
  await once(server, 'exit');

  const { apiFile, directFile, apiMemory, directMemory, raw } = totals;
  const failed = apiFile.failed + apiMemory.failed + raw.failed;
  write(
    row('', 'per second', 'p50', 'p99', 'processor'),
    rowOf('POST /v1/orders, file', apiFile),
    rowOf('orders.place, file', directFile),
    rowOf('POST /v1/orders, memory', apiMemory),
    rowOf('orders.place, memory', directMemory),
    rowOf('a raw Hono route', raw),
    '',
    `HTTP adds ${(costOf(apiMemory) - costOf(directMemory)).toFixed(0)} us of processor time to a command in memory; a raw route takes ${costOf(raw).toFixed(0)} us`,
    `commands a second, over HTTP / without: ${(rateOf(apiFile) / rateOf(directFile)).toFixed(2)} in a file, ${(rateOf(apiMemory) / rateOf(directMemory)).toFixed(2)} in memory`,
    `${sent.file} orders sent to the file, ${failed} refused; ${orders} stored under ${keys} keys; every account adds up: ${reconciled}`,
  );
  return failed === 0 && orders === sent.file && keys === sent.file && reconciled;
}

const NAMES = ['apiFile', 'directFile', 'apiMemory', 'directMemory', 'raw'] as const;
const costOf = ({ microseconds, done }: Total): number => microseconds / done;
const rateOf = ({ done, seconds }: Total): number => done / seconds;

function add(total: Total, load: Load, microseconds: number): void {
  total.done += load.done;
  total.failed += load.failed;
  total.seconds += load.seconds;
  total.microseconds += microseconds;
  for (const latency of load.latencies) total.latencies.push(latency);
}

async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message');
  return message;
}

function ask<Reply>(child: ChildProcess, question: Question): Promise<Reply> {
  const reply = nextMessage<Reply>(child);
  child.send(question);
  return reply;
}

async function usageOf(child: ChildProcess): Promise<number> {
  return (await ask<{ readonly microseconds: number }>(child, { ask: 'usage' })).microseconds;
}

function row(...[label = '', ...columns]: readonly string[]): string {
  return [label.padEnd(24), ...columns.map((column) => column.padStart(12))].join('');
}

function rowOf(label: string, { done, seconds, microseconds, latencies }: Total): string {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number): string => {
    const latency = sorted[Math.floor(sorted.length * share)];
    return latency === undefined ? '' : `${latency.toFixed(2)} ms`;
  };
  return row(label, (done / seconds).toFixed(0), at(0.5), at(0.99), `${(microseconds / done).toFixed(0)} us`);
}

function write(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, slices: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) write(HELP);
else {
  const isSound = await main({ seconds: Number(values.seconds ?? 60), slices: Number(values.slices ?? 12) });
  if (!isSound) process.exitCode = 1;
}
