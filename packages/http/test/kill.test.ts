import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { killAgainAndAgain } from './kills/kill-run.ts';

const inFolder = useTemporaryFolder();
const { ORDERFOLIO_SEED = '1' } = process.env;
const seed = Number(ORDERFOLIO_SEED);
const KILLS = 2;

test(`kill -9, ${KILLS} times under clients that retry: every acknowledged order is there once (seed ${seed})`, async () => {
  const report = await killAgainAndAgain({ filename: inFolder('killed.db'), kills: KILLS, seed });
  expect(report.faults).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(KILLS);
}, 180_000);
