import { createHmac, randomBytes } from 'node:crypto';

/** Made anew by each process: what it stands for cannot be tried out by whoever reads the log. */
const key = randomBytes(32);

/**
 * What the trail calls a name that nobody has: it may be a password, typed into the wrong field. The same name is the same word
 * for as long as the process runs, so that tries can be told apart.
 */
export function strangerName(typed: string): string {
  return `unknown:${createHmac('sha256', key).update(typed).digest('hex').slice(0, 12)}`;
}
