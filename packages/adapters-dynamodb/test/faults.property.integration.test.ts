import { propertyRuns } from '@orderfolio/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAULTS } from './support/fault-handler.ts';
import { runWithFaults } from './support/fault-run.ts';
import { expectTruth } from './support/fault-verdict.ts';
import { makeTable, missingServer, type TestTable } from './support/table.ts';

/** No command waits longer than this by its timer, although a third of all requests fail. */
const DEADLINE_MS = 60_000;

describe.skipIf(missingServer !== undefined)('requests that fail', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(() => table?.drop());

  const { seed, numRuns } = propertyRuns('commands through failing requests', 300);

  test('acknowledged is applied exactly once, rejected not at all, and nothing hangs', {
    timeout: 3_600_000,
  }, async () => {
    const report = await runWithFaults({ tableName: table.tableName, seed, commands: numRuns, share: 0.3 });
    const count = (wanted: string): number => report.told.filter(({ outcome }) => outcome === wanted).length;
    const worst = Math.max(...report.told.map(({ waited }) => waited));
    process.stdout.write(
      `${numRuns} commands: ${count('acknowledged')} acknowledged, ${count('rejected')} rejected, ${count('unknown')} unknown; ` +
        `${[...report.injected.values()].reduce((sum, times) => sum + times, 0)} faults; worst wait ${Math.round(worst)} ms\n`,
    );
    const codes = report.told.flatMap(({ code }) => code ?? []);
    process.stdout.write(
      `${[...new Set(codes)].map((code) => `${code} ${codes.filter((other) => other === code).length}`).join(', ')}\n`,
    );
    expect(report.told).toHaveLength(numRuns);
    expect([...report.injected.keys()].sort()).toEqual([...FAULTS].sort());
    expect(worst).toBeLessThan(DEADLINE_MS);
    await expectTruth(table.tableName, report);
  });
});
