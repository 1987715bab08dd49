import { describe, test } from 'vitest';
import { runProcesses } from './processes/run-processes.ts';
import { missingServer } from './support/table.ts';

const many = Array.from({ length: 16 }, (_nothing, index) => `trader_${String(index).padStart(2, '0')}`);

describe.skipIf(missingServer !== undefined)('two processes with 16 callers each', () => {
  test.each<[string, readonly [string, ...string[]]]>([
    ['the same user', ['alice_01']],
    ['different users', ['alice_01', ...many.slice(1)]],
  ])('on %s lose nothing, do nothing twice, and starve no caller', { timeout: 600_000 }, async (title, users) => {
    const worst = await runProcesses(users, 1);
    process.stdout.write(`two processes with 16 callers each, on ${title}: worst wait ${worst} ms\n`);
  });
});
