import { randomInt } from 'node:crypto';
import { env } from 'node:process';

/** The seed of a property test, printed so that a failure can be replayed: `SEED=… vitest run`. */
export function announceSeed(test: string): number {
  const { SEED } = env;
  const seed = SEED === undefined ? randomInt(2 ** 31 - 1) : Number(SEED);
  process.stdout.write(`${test}: SEED=${seed}\n`);
  return seed;
}
