import { openSqlite } from '@orderfolio/adapters-sqlite';
import { propertyRuns } from '@orderfolio/conformance';
import {
  type AssetTransaction,
  type Currency,
  createOrderfolio,
  type Decimal,
  DomainError,
  type Orderfolio,
  percentageFee,
  ZERO,
} from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const runs = propertyRuns('orders in currencies', 40);

const CURRENCIES = ['USD', 'EUR', 'JPY', 'KWD'] as const satisfies readonly Currency[];
const username = 'alice_01';
const assetId = 'BTC';

const tenThousandths = (max: number) => fc.integer({ min: 1, max }).map((units) => (units / 1e4).toFixed(4));
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('MARKET_BUY', 'MARKET_SELL'),
      currency: fc.constantFrom(...CURRENCIES),
      quantity: tenThousandths(50_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('price'), price: tenThousandths(2_000_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rate'),
      quote: fc.constantFrom('EUR', 'JPY', 'KWD'),
      rate: tenThousandths(90_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('split'), ratio: fc.constantFrom('2', '0.5', '3') }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever is traded in whichever currency, cash, cost and profit add up, and a trade makes nobody richer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, isCharged) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename: ':memory:', clock });
      const fees = isCharged ? { fees: percentageFee('0.0025', { minimum: '1' }) } : {};
      const app = createOrderfolio({ store, clock, timer: new ManualTimer(clock), ids: sequentialIds(clock), ...fees });
      await openAccount(app);
      for (const taken of steps) {
        clock.advance(1);
        const before = await app.portfolio.value(username);
        const done = await take(app, taken).catch(refusal);
        if (done === undefined || !('order' in done)) continue;
        const after = await app.portfolio.value(username);
        const gained = after.totalPortfolioValue.minus(before.totalPortfolioValue);
        expect(gained.lte(ROUNDED_BY_VALUATION), `gained ${gained} by ${JSON.stringify(taken)}`).toBe(true);
      }
      await expectSums(app);
      await app.assets.update(assetId, { priceUsd: '100' });
      await app.orders.place({ username, assetId, orderType: 'MARKET_SELL', quantity: 'ALL' }).catch(refusal);
      expect(await app.portfolio.holding(username, assetId)).toMatchObject({ quantity: ZERO, costBasis: ZERO });
      expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
    }),
    runs,
  );
});

/** Two values are rounded down to the cent. */
const ROUNDED_BY_VALUATION = '0.02';

/** 1,000 of each currency, and 20 of the asset, which cost 2,000 dollars. */
async function openAccount(app: Orderfolio): Promise<void> {
  await app.users.create({ username, email: 'a@example.com', firstName: 'Ada', lastName: 'Byron' });
  await app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '100' });
  for (const currency of CURRENCIES) {
    if (currency !== 'USD') await app.funds.openBalance(username, currency);
    if (currency !== 'USD') await app.rates.set({ base: 'USD', quote: currency, rate: '0.75' });
    await app.funds.deposit({ username, currency, amount: '1000' });
  }
  await app.portfolio.transferIn({ username, assetId, quantity: '20', costBasis: '2000' });
}

async function take(app: Orderfolio, taken: Step): Promise<object> {
  switch (taken.kind) {
    case 'price':
      return app.assets.update(assetId, { priceUsd: taken.price });
    case 'rate':
      return app.rates.set({ base: 'USD', quote: taken.quote, rate: taken.rate });
    case 'split':
      return app.portfolio.adjust({ username, assetId, ratio: taken.ratio });
    case 'MARKET_BUY':
    case 'MARKET_SELL': {
      const { kind: orderType, currency, quantity } = taken;
      return app.orders.place({ username, assetId, orderType, currency, quantity });
    }
  }
}

function refusal(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.code === 'STORAGE_FAILED') throw error;
}

/**
 * The rows of each currency add up to its balance. The quantity and the cost of the holding follow from what came and
 * went.
 */
async function expectSums({ funds, portfolio }: Orderfolio): Promise<void> {
  const { items: cashRows } = await funds.listTransactions(username, { limit: 100 });
  for (const { currency, currentBalance } of await funds.listBalances(username)) {
    const rows = cashRows.filter((row) => row.currency === currency);
    expect(sumOf(rows.map(({ amount }) => amount)).toString()).toBe(currentBalance.toString());
  }
  const { items: assetRows } = await portfolio.listTransactions(username, { limit: 100 });
  const { costBasis } = await portfolio.holding(username, assetId);
  expect(sumOf(assetRows.map(costMoved)).toString()).toBe(costBasis?.toString());
}

function costMoved({ type, costBasis = ZERO }: AssetTransaction): Decimal {
  return type === 'SELL' ? costBasis.neg() : costBasis;
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}
