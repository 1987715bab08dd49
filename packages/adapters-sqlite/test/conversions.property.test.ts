import { openSqlite } from '@orderfolio/adapters-sqlite';
import { propertyRuns } from '@orderfolio/conformance';
import { type Currency, createOrderfolio, DomainError, ZERO } from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const runs = propertyRuns('conversions', 50);

const CURRENCIES = ['USD', 'EUR', 'JPY', 'KWD'] as const satisfies readonly Currency[];
const currency = fc.constantFrom(...CURRENCIES);
/** Whole units, which every currency has. Some amounts are more than the user has. */
const amount = fc.integer({ min: 1, max: 2_000 }).map(String);
const rate = fc.integer({ min: 1, max: 5_000_000 }).map((millionths) => `${(millionths / 1e6).toFixed(6)}`);
const step = fc.oneof(
  fc.record({ from: currency, to: currency, amount }),
  fc.record({ base: currency, quote: currency, rate }),
);

test('whatever is converted, each balance is the sum of its rows, and nobody is richer by it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename: ':memory:', clock });
      const app = createOrderfolio({ store, clock, timer: new ManualTimer(clock), ids: sequentialIds(clock) });
      const username = 'alice_01';
      await app.users.create({ username, email: 'a@example.com', firstName: 'Ada', lastName: 'Byron' });
      await app.funds.deposit({ username, amount: '1000' });
      for (const quote of CURRENCIES.slice(1)) await app.rates.set({ base: 'USD', quote, rate: '0.75' });
      for (const taken of steps) {
        clock.advance(1);
        const before = await app.portfolio.value(username);
        const done = await ('rate' in taken ? app.rates.set(taken) : convert(app, username, taken)).catch(refusal);
        const after = await app.portfolio.value(username);
        // At the current rates, the converted cash is worth no more than before, in the base currency of the rates.
        if (done !== undefined && !('rate' in taken) && [taken.from, taken.to].includes('USD'))
          expect(after.totalCashValue.lte(before.totalCashValue)).toBe(true);
      }
      const { items } = await app.funds.listTransactions(username, { limit: 100 });
      for (const { currency: of, currentBalance } of await app.funds.listBalances(username)) {
        const rows = items.filter((row) => row.currency === of);
        expect(rows.reduce((sum, row) => sum.plus(row.amount), ZERO).toString()).toBe(currentBalance.toString());
      }
      expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
    }),
    runs,
  );
});

interface Step {
  readonly from: Currency;
  readonly to: Currency;
  readonly amount: string;
}

function convert({ funds }: ReturnType<typeof createOrderfolio>, username: string, { from, to, amount: paid }: Step) {
  return funds.convert({ username, from, to, amount: paid });
}

function refusal(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.code === 'STORAGE_FAILED') throw error;
}
