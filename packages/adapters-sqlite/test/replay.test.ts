import { type Replay, replaySeries } from '@orderfolio/conformance';
import { expect, test } from 'vitest';
import { dailyPrices } from '../../domain/test/prices/daily-prices.ts';
import { file, memory } from './support/adapters.ts';

test('150 days of prices over 400 orders end the same in memory, in a file, and in the naive model', async () => {
  const options = { prices: await dailyPrices(150), orders: 400, seed: 2014 };
  const inMemory = await replaySeries(memory, options);
  expectSame(inMemory);
  const inFile = await replaySeries(file, options);
  expectSame(inFile);
  expect(inFile.stored).toEqual(inMemory.stored);
  // Every way to end must occur. Otherwise the replay proves less than its name says.
  expect(Object.keys(inMemory.stored.orders)).toEqual(
    expect.arrayContaining(['COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED', 'QUEUED']),
  );
});

function expectSame({ stored, naive }: Replay): void {
  expect(stored.orders).toEqual(naive.orders);
  expect(stored.lines).toEqual(naive.lines);
}
