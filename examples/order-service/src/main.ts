import process from 'node:process';
import { startProcess } from './start.ts';

await startProcess(process);
