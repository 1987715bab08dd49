export type { Status } from './report.ts';
export { run } from './run.ts';
export type { Terminal } from './terminal.ts';
