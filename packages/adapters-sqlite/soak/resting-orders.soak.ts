import { replaySeries, testRestingOrders } from '@orderfolio/conformance';
import { expect, test } from 'vitest';
import { dailyPrices } from '../../domain/test/prices/daily-prices.ts';
import { file, memory } from '../test/support/adapters.ts';

const ORDERS = 10_000;

testRestingOrders(memory, { sequences: 10_000 });
testRestingOrders(file, { sequences: 1_000 });

test(`the whole series of prices over ${ORDERS} orders ends as in the naive model`, async () => {
  const prices = await dailyPrices();
  const { stored, naive } = await replaySeries(memory, { prices, orders: ORDERS, seed: 2014 });
  expect(stored).toEqual(naive);
  process.stdout.write(`SQLite, ${prices.length} days: ${JSON.stringify(stored.orders)}\n`);
});
