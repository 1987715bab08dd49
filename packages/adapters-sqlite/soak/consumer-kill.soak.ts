import { expect, test } from 'vitest';
import { killConsumers } from '../test/kills/consumer-kill-run.ts';
import { useTemporaryFolder } from '../test/support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const KILLS = 100;
const COMMANDS = 50_000;
const { ORDERFOLIO_SEED = '1' } = process.env;
const seed = Number(ORDERFOLIO_SEED);

test(`${KILLS} kills of consumers during ${COMMANDS} commands: their figures are those of the ledgers (seed ${seed})`, async () => {
  const report = await killConsumers({ filename: inFolder('feed.db'), seed, commands: COMMANDS, kills: KILLS });
  const { commands, refused, kills, cutShort, events } = report;
  process.stdout.write(
    `${commands} commands, ${refused} refused by the rules, ${events} events; ${kills} kills, ${cutShort} of them with events left\n`,
  );
  expect(report.faults).toEqual([]);
  expect(kills).toBe(KILLS);
  expect(cutShort).toBeGreaterThan(0);
});
