import process from 'node:process';
import { startWorker } from './start.ts';

await startWorker(process.argv.slice(2), process);
