import { describe, expect, test } from 'vitest';
import { BTC_ALONE, printedOnBoth } from './support/demo.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('pnpm demo --store dynamodb', () => {
  test('prints the same as on SQLite, byte for byte', async () => {
    const { onDynamoDb, onSqlite } = await printedOnBoth(...BTC_ALONE);
    expect(onDynamoDb).toEqual(onSqlite);
    expect(onDynamoDb.exitCode).toBe(0);
  });
});
