export { type ConsoleOptions, withConsole } from './console.ts';
