import process from 'node:process';
import { runDemo } from './demo.ts';

const { INIT_CWD } = process.env;
const interruption = new AbortController();
const interrupt = (): void => interruption.abort();
// After Ctrl-C, or when `| head` has seen enough, the demo ends between two days, so the temporary folder is removed
// too.
process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
process.stdout.on('error', interrupt);

process.exitCode = await runDemo(process.argv.slice(2), {
  // pnpm runs scripts in the root of the workspace: INIT_CWD is the folder that the command was typed in.
  folder: INIT_CWD ?? process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
});
