import process from 'node:process';
import { startWorker } from '../../../../examples/worker/src/start.ts';

export interface PriceWorkerInput {
  /** What follows the command on its line. */
  readonly args: readonly string[];
}

/** The worker of the examples, as it runs in a service: its own streams and signals. */
export default function main({ args }: PriceWorkerInput): Promise<void> {
  return startWorker(args, process);
}
