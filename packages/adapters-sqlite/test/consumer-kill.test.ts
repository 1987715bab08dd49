import { expect, test } from 'vitest';
import { killConsumers } from './kills/consumer-kill-run.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

/** The name of the test shows it. Set it to run another seed, or to repeat a failure. */
const { ORDERFOLIO_SEED = '1' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);

test(`kill -9 of consumers: their figures are those of the ledgers, to the cent (seed ${SEED})`, async () => {
  const report = await killConsumers({ filename: inFolder('feed.db'), seed: SEED, commands: 600, kills: 3 });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ kills: 3, commands: 600 });
}, 180_000); // Five processes start: seconds, or a minute on a busy machine.
