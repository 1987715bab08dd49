import { expect, test } from 'vitest';
import { killOnce } from './kills/kill-run.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/** The names of the tests show it. Set it to run other seeds, or to repeat a failure. */
const { ORDERFOLIO_SEED = '1' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);

// Two processes use each file. The second starts from what the first kill has left.
test.each([0, 2, 4, 6].map((life) => SEED + life))(
  'kill -9 loses no acknowledged command and leaves nothing half stored (seeds %i and the next)',
  async (seed) => {
    const filename = inFolder('killed.db');
    for (const life of [seed, seed + 1]) {
      const report = await killOnce({ filename, log: inFolder(`${life}.log`), seed: life });
      expect(report.faults).toEqual([]);
    }
  },
  // Two processes start and trade, and the test checks what they leave. That takes seconds, or a minute on a busy
  // machine.
  180_000,
);
