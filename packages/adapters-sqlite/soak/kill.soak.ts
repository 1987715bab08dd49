import { expect, test } from 'vitest';
import { type KillReport, killOnce } from '../test/kills/kill-run.ts';
import { useTemporaryFolder } from '../test/support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const RUNS = 200;
const { ORDERFOLIO_SEED = '1000' } = process.env;
const SEED = Number(ORDERFOLIO_SEED);

test(`${RUNS} kills lose no acknowledged command and leave nothing half stored (seeds from ${SEED})`, async () => {
  const reports: KillReport[] = [];
  for (let run = 0; run < RUNS; run++) {
    const seed = SEED + run;
    // Two processes use each file. The second starts from what the first kill has left.
    const report = await killOnce({ filename: inFolder(`${run >> 1}.db`), log: inFolder(`${seed}.log`), seed });
    expect(report.faults, `seed ${seed}`).toEqual([]);
    reports.push(report);
  }
  const sum = (count: (report: KillReport) => number): string =>
    reports.reduce((total, report) => total + count(report), 0).toLocaleString('en');
  process.stdout.write(
    [
      `${reports.length} kills, seeds ${SEED} to ${SEED + RUNS - 1}; after each: integrity_check ok, every account reconciled`,
      `  acknowledged before the kill, and found again  ${sum(({ acknowledged }) => acknowledged)}`,
      `  refused, and not found                         ${sum(({ refused }) => refused)}`,
      `  unanswered at the kill, wholly stored          ${sum(({ storedUnanswered }) => storedUnanswered)}`,
      `  unanswered at the kill, not there at all       ${sum(({ lostUnanswered }) => lostUnanswered)}`,
      `  kills that met commits on their way            ${sum(({ storedUnanswered, lostUnanswered }) => Number(storedUnanswered + lostUnanswered > 0))}`,
      `  kills that came after the disk had them        ${sum(({ storedUnanswered }) => Number(storedUnanswered > 0))}`,
      '',
    ].join('\n'),
  );
});
