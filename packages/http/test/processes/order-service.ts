import process from 'node:process';
import { startProcess } from '../../../../examples/order-service/src/start.ts';

/** The service of the examples, with its environment and signals, as in production. Its second line is its address. */
export default async function main(environment: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(process.env, environment);
  await startProcess(process);
  // The parent ends this process.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
}
