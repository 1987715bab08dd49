import { systemTimer } from '@orderfolio/domain';
import { runWorker } from './worker.ts';

/** Runs the worker as this process: its streams, its signals, its exit code. */
export async function startWorker(args: readonly string[], process: NodeJS.Process): Promise<void> {
  const { INIT_CWD } = process.env;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  // Only once: a second signal ends the process at once, and harms nothing.
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // The reader of the lines is gone, so the worker stops too, and prints nothing more.
  process.stdout.on('error', stop);
  process.exitCode = await runWorker(args, {
    // pnpm runs scripts in the root of the workspace: INIT_CWD is the folder that the command was typed in.
    folder: INIT_CWD ?? process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    stop: stopping.signal,
    timer: systemTimer,
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
}
