import { expect, test } from 'vitest';
import { killOnce } from './kills/kill-run.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/** Printed in the names of the tests. Set it to run other seeds, or those of a failure again. */
const { ORDERFOLIO_SEED = '1' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);

// Each file lives twice: what the first kill left is what the second process starts from.
test.each([0, 2, 4, 6].map((life) => SEED + life))(
  'kill -9 loses no acknowledged command and leaves nothing half stored (seeds %i and the next)',
  async (seed) => {
    const filename = inFolder('killed.db');
    for (const life of [seed, seed + 1]) {
      const report = await killOnce({ filename, log: inFolder(`${life}.log`), seed: life });
      expect(report.faults).toEqual([]);
    }
  },
  // Two processes start, trade and are looked into: seconds, or a minute where the machine has much else to do.
  180_000,
);
