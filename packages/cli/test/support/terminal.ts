import { PassThrough, Readable } from 'node:stream';
import { run } from '../../src/run.ts';
import type { Environment, Terminal } from '../../src/terminal.ts';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The input of a command beside its arguments. */
export interface Given {
  readonly env?: Environment;
  readonly input?: string;
  readonly stop?: AbortSignal;
  /** The standard error is a terminal. */
  readonly isTTY?: boolean;
}

/** A terminal that keeps what is printed. */
export function terminalWith({ env = {}, input = '', stop, isTTY = false }: Given = {}) {
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY })];
  const printed = { out: '', err: '' };
  stdout.on('data', (chunk) => (printed.out += String(chunk)));
  stderr.on('data', (chunk) => (printed.err += String(chunk)));
  const stdin = Readable.from([input], { objectMode: false });
  const terminal: Terminal = { env, stdin, stdout, stderr, stop: stop ?? new AbortController().signal };
  return { terminal, printed };
}

/** Runs the command in this process. */
export async function orderfolio(args: readonly string[], given: Given = {}): Promise<Ended> {
  const { terminal, printed } = terminalWith(given);
  const status = await run(args, terminal);
  return { status, ...printed };
}

/** What `--json` printed. */
export function jsonOf({ out }: Ended): unknown {
  return JSON.parse(out);
}
