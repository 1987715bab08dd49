import { replaySeries } from '@orderfolio/conformance';
import { describe, expect, test } from 'vitest';
import { memory } from '../../adapters-sqlite/test/support/adapters.ts';
import { dailyPrices } from '../../domain/test/prices/daily-prices.ts';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('a replay of prices', () => {
  test('30 days over 60 orders end the same as on SQLite, and as in the naive model', async () => {
    const options = { prices: await dailyPrices(30), orders: 60, seed: 2014 };
    const { stored, naive } = await replaySeries(dynamoDbAdapter('DynamoDB'), options);
    expect(stored).toEqual(naive);
    expect(stored).toEqual((await replaySeries(memory, options)).stored);
  });
});
