import process from 'node:process';
import { startWorker } from '../../../../examples/worker/src/start.ts';

export interface PriceWorkerInput {
  /** The arguments of the command line. */
  readonly args: readonly string[];
}

/** The worker of the examples, with its own streams and signals, as a service runs it. */
export default function main({ args }: PriceWorkerInput): Promise<void> {
  return startWorker(args, process);
}
