import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { runDemo, type Surroundings } from '../src/demo.ts';

export interface DemoRun {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** A folder for the files of one test. The demo takes a folder in it for the system's temporary folder. */
export interface Folders {
  readonly own: string;
  /** The names in the temporary folder. */
  leftBehind(): Promise<readonly string[]>;
}

/** Gives every test of the file its folders. */
export function useFolders(): Folders {
  let own = '';
  let temporary = '';
  beforeEach(async () => {
    own = await mkdtemp(join(tmpdir(), 'demo-test-'));
    temporary = await mkdtemp(join(own, 'tmp-'));
    // os.tmpdir() looks here: the first on POSIX systems, the others on Windows.
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(own, { recursive: true, force: true });
  });
  return {
    get own() {
      return own;
    },
    leftBehind: () => readdir(temporary),
  };
}

/** Runs the demo in this process and keeps what it prints. */
export async function run(args: readonly string[], given: Partial<Surroundings> = {}): Promise<DemoRun> {
  let printed = '';
  let errors = '';
  const exitCode = await runDemo(args, {
    folder: process.cwd(),
    stdout: { write: (text) => (printed += text) },
    stderr: { write: (text) => (errors += text) },
    signal: new AbortController().signal,
    ...given,
  });
  return { exitCode, lines: printed.split('\n').slice(0, -1), errors };
}

/** A trader's actions, without the date and the name. */
export function storyOf(lines: readonly string[], username: string): readonly string[] {
  return lines.flatMap((line) => (line.slice(12, 25).trimEnd() === username ? [line.slice(25)] : []));
}

/** The rows of the table under this heading, each split at its gaps of two spaces or more. */
export function rowsUnder(lines: readonly string[], heading: RegExp): readonly (readonly string[])[] {
  const start = lines.findIndex((line) => heading.test(line)) + 3;
  const end = lines.indexOf('', start);
  return lines.slice(start, end === -1 ? undefined : end).map((line) => line.trim().split(/ {2,}/));
}
