import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const RUNNER = fileURLToPath(new URL('run.mjs', import.meta.url));

/** A child process that runs a module of this folder. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line that it prints, or undefined if it has ended. */
  nextLine(): Promise<string | undefined>;
  /** Resolves with everything that it still prints, when it has ended well. Rejects if it failed. */
  finish(): Promise<readonly string[]>;
  /** Writes a line to it. */
  tell(line: string): void;
  /** Kills it if it still runs, and waits for its end. */
  kill(): Promise<void>;
}

export function startChild(file: string, input: object): Child {
  const bundle = join(inject('processBundles'), file.replace(/\W+/g, '-'));
  const given = ['--enable-source-maps', RUNNER, file, bundle, JSON.stringify(input)];
  const child = spawn(process.execPath, given, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  // A failed test leaves no process behind.
  const killIt = (): void => void child.kill('SIGKILL');
  process.once('exit', killIt);
  child.once('exit', () => process.off('exit', killIt));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string | undefined> => {
    const line = await lines.next();
    return line.done === true ? undefined : line.value;
  };
  return {
    process: child,
    nextLine,
    async finish() {
      const printed: string[] = [];
      for (let line = await nextLine(); line !== undefined; line = await nextLine()) printed.push(line);
      const [code, signal] = await ended;
      if (code !== 0) throw new Error(`${file} ended with ${code ?? signal}`);
      return printed;
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      // Unread output would keep the pipe open.
      child.stdout.destroy();
    },
  };
}
