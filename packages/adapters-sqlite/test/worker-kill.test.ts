import { expect, test } from 'vitest';
import { killWorkers } from './kills/worker-kill-run.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/** The name of the test shows it. Set it to run another seed, or to repeat a failure. */
const { ORDERFOLIO_SEED = '1' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);
const ROUNDS = 3;

test.each(['first price', 'next price'] as const)(
  `kill -9 of price workers: every order ends once, as if nobody had been killed (restarted at the %s, seed ${SEED})`,
  async (restartsAt) => {
    const report = await killWorkers({ inFolder, seed: SEED, rounds: ROUNDS, orders: 200, restartsAt });
    expect(report.faults).toEqual([]);
    expect(report.kills).toBeGreaterThanOrEqual(ROUNDS);
    for (const status of ['COMPLETED', 'QUEUED']) expect(report.outcomes.get(status)).toBeGreaterThan(0);
    expect(report.outcomes.has('EXPIRED')).toBe(restartsAt === 'first price');
  },
  // A dozen processes start. That takes seconds, or a minute on a busy machine.
  180_000,
);
