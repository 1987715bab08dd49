import { createHmac, randomBytes } from 'node:crypto';

/** Each process makes a new key, so a reader of the log cannot try out which name a word stands for. */
const key = randomBytes(32);

/**
 * The word for a name that nobody has: the name may be a password in the wrong field. The same name gives the same word while the process
 * runs, so tries can be told apart.
 */
export function strangerName(typed: string): string {
  return `unknown:${createHmac('sha256', key).update(typed).digest('hex').slice(0, 12)}`;
}
