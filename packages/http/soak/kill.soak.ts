import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { killAgainAndAgain } from '../test/kills/kill-run.ts';

const inFolder = useTemporaryFolder();
const KILLS = 50;
const { ORDERFOLIO_SEED = '50' } = process.env;
const seed = Number(ORDERFOLIO_SEED);

test(`kill -9, ${KILLS} times under clients that retry: every acknowledged order is there once (seed ${seed})`, async () => {
  const report = await killAgainAndAgain({ filename: inFolder('killed.db'), kills: KILLS, seed });
  process.stdout.write(`${report.acknowledged} acknowledged, ${report.replayed} of them told by a retry\n`);
  expect(report.faults).toEqual([]);
  // Some kills came between the commit and the reply.
  expect(report.replayed).toBeGreaterThan(0);
});
