import process from 'node:process';
import { startProcess } from '../../../../examples/order-service/src/start.ts';

/** The service of the examples, as it runs in production: its environment, its signals. Its second line is its address. */
export default async function main(environment: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(process.env, environment);
  await startProcess(process);
  // The one who started this process ends it.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
}
