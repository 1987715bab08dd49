import { openSqlite } from '@orderfolio/adapters-sqlite';
import { propertyRuns } from '@orderfolio/conformance';
import {
  type Currency,
  createOrderfolio,
  Decimal,
  DomainError,
  type Order,
  type Orderfolio,
  type PlaceRestingOrder,
  ZERO,
} from '@orderfolio/domain';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const runs = propertyRuns('resting orders in currencies', 60);

/** The approximate price of the asset in each currency. */
const LEVELS = { USD: '100', EUR: '80', JPY: '15000' } as const satisfies Partial<Record<Currency, string>>;
type Traded = keyof typeof LEVELS;
const CURRENCIES = ['USD', 'EUR', 'JPY'] as const satisfies readonly Traded[];
const USERNAMES = ['alice_01', 'bob_0002'];
const assetId = 'BTC';

const currency = fc.constantFrom(...CURRENCIES);
/** In thousandths of the level. */
const thousandths = fc.integer({ min: 900, max: 1_100 });
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('place'),
      username: fc.constantFrom(...USERNAMES),
      orderType: fc.constantFrom(
        ...(['LIMIT_BUY', 'LIMIT_SELL', 'STOP_LOSS_SELL', 'TAKE_PROFIT_SELL', 'TRAILING_STOP_SELL'] as const),
      ),
      currency,
      thousandths,
      hundredths: fc.integer({ min: 1, max: 300 }),
      isByPercent: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('tick'), currency, thousandths }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('tick at'), currency, pick: fc.nat({ max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), pick: fc.nat({ max: 9 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rate'), quote: fc.constantFrom('EUR', 'JPY'), thousandths }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

test('a price ends exactly the orders of its currency that it reaches, and lifts the marks of no other currency', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const clock = new ManualClock();
      await using store = await openSqlite({ filename: ':memory:', clock });
      const app = createOrderfolio({ store, clock, timer: new ManualTimer(clock), ids: sequentialIds(clock) });
      await openAccounts(app);
      const book = new NaiveBook();
      for (const taken of steps) {
        clock.advance(1_000);
        await take(app, book, taken);
        const { items } = await app.orders.listOpenByAsset(assetId, { limit: 100 });
        expect(items.map(inShort).sort()).toEqual(book.open.map(inShort).sort());
      }
      for (const username of USERNAMES) {
        expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
        await expectHolds(app, username, book);
      }
    }),
    runs,
  );
});

/** A plain list of every order that waits. It compares a price with each of them. */
class NaiveBook {
  open: readonly Order[] = [];

  /** The ids of the orders that the price ends. */
  apply(priced: Traded, price: Decimal): string[] {
    const ended = this.open.filter((order) => order.currency === priced && isReached(order, price));
    this.open = this.open
      .filter((order) => !ended.includes(order))
      .map((order) => {
        const { highWaterMark: mark } = order;
        return order.currency === priced && mark?.lt(price) === true ? { ...order, highWaterMark: price } : order;
      });
    return ended.map(({ orderId }) => orderId);
  }
}

function isReached(order: Order, price: Decimal): boolean {
  const { orderType, limitPrice, stopPrice } = order;
  switch (orderType) {
    case 'LIMIT_BUY':
      return limitPrice?.gte(price) === true;
    case 'LIMIT_SELL':
      return limitPrice?.lte(price) === true;
    case 'TAKE_PROFIT_SELL':
      return stopPrice?.lte(price) === true;
    case 'STOP_LOSS_SELL':
      return stopPrice?.gte(price) === true;
    case 'TRAILING_STOP_SELL':
      return trailedStop(order).gte(price);
    case 'MARKET_BUY':
    case 'MARKET_SELL':
      return false;
  }
}

function trailedStop({ highWaterMark: mark = ZERO, trailAmount, trailPercent = ZERO }: Order): Decimal {
  return trailAmount === undefined
    ? mark.times(new Decimal('100').minus(trailPercent)).times('0.01')
    : mark.minus(trailAmount);
}

async function take(app: Orderfolio, book: NaiveBook, taken: Step): Promise<void> {
  switch (taken.kind) {
    case 'place': {
      const placed = await app.orders.place(commandOf(taken)).catch(refusal);
      if (placed?.order.status === 'QUEUED') book.open = [...book.open, placed.order];
      return;
    }
    case 'tick':
      return applyPrice(app, book, taken.currency, priceOf(taken));
    case 'tick at': {
      const waiting = book.open.filter((order) => order.currency === taken.currency);
      const order = waiting[taken.pick % waiting.length];
      const { limitPrice = order && trailedStop(order), stopPrice = limitPrice } = order ?? {};
      return stopPrice?.gt(ZERO) === true ? applyPrice(app, book, taken.currency, stopPrice) : undefined;
    }
    case 'cancel': {
      const order = book.open[taken.pick % book.open.length];
      if (order === undefined) return;
      await app.orders.cancel(order.username, order.orderId);
      book.open = book.open.filter((other) => other !== order);
      return;
    }
    case 'rate':
      await app.rates.set({ base: 'USD', quote: taken.quote, rate: rateTo(taken.quote, taken.thousandths) });
  }
}

async function applyPrice(app: Orderfolio, book: NaiveBook, priced: Traded, price: Decimal): Promise<void> {
  const expected = book.apply(priced, price);
  const { filled, failed, expired, skipped } = await app.orders.onPrice({ assetId, currency: priced, price });
  expect(filled.map(({ orderId }) => orderId).sort()).toEqual(expected.sort());
  expect([...failed, ...expired, ...skipped]).toEqual([]);
  for (const order of filled) expect(order).toMatchObject({ currency: priced, executionPrice: price });
}

function priceOf({ currency: priced, thousandths: level }: Pick<Of<'tick'>, 'currency' | 'thousandths'>): Decimal {
  return new Decimal(LEVELS[priced]).times(String(level)).times('0.001');
}

function rateTo(quote: 'EUR' | 'JPY', level: number): Decimal {
  return priceOf({ currency: quote, thousandths: level }).times('0.01');
}

function commandOf({ username, orderType, hundredths, isByPercent, ...level }: Of<'place'>): PlaceRestingOrder {
  const order = {
    username,
    assetId,
    currency: level.currency,
    quantity: new Decimal(String(hundredths)).times('0.01'),
  };
  const price = priceOf(level);
  switch (orderType) {
    case 'LIMIT_BUY':
    case 'LIMIT_SELL':
      return { ...order, orderType, limitPrice: price };
    case 'STOP_LOSS_SELL':
    case 'TAKE_PROFIT_SELL':
      return { ...order, orderType, stopPrice: price };
    case 'TRAILING_STOP_SELL':
      return isByPercent
        ? { ...order, orderType, trailPercent: new Decimal(String(level.thousandths - 899)).times('0.1') }
        : { ...order, orderType, trailAmount: price.times('0.1') };
  }
}

/** 2,000 dollars, euros for some orders, no yen, and 200 of the asset. Yen have no rate at first. */
async function openAccounts({ users, funds, assets, rates, portfolio }: Orderfolio): Promise<void> {
  await assets.create({ assetId, name: assetId, category: 'major', priceUsd: LEVELS.USD });
  await rates.set({ base: 'USD', quote: 'EUR', rate: '0.8' });
  for (const username of USERNAMES) {
    await users.create({ username, email: `${username}@example.com`, firstName: 'Ada', lastName: 'Byron' });
    await funds.deposit({ username, amount: '2000' });
    await funds.convert({ username, from: 'USD', to: 'EUR', amount: '900' });
    await portfolio.transferIn({ username, assetId, quantity: '200' });
  }
}

function refusal(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.code === 'STORAGE_FAILED') throw error;
}

/** Each balance holds the sum of what the buys of its currency hold. */
async function expectHolds({ funds }: Orderfolio, username: string, { open }: NaiveBook): Promise<void> {
  for (const balance of await funds.listBalances(username)) {
    const buys = open.filter(
      (order) => order.username === username && order.side === 'BUY' && order.currency === balance.currency,
    );
    const held = buys.reduce((sum, { heldAmount = ZERO }) => sum.plus(heldAmount), ZERO);
    expect(`${balance.currency} ${balance.held}`).toBe(`${balance.currency} ${held}`);
  }
}

function inShort({ orderId, currency: paidIn, highWaterMark }: Order): string {
  return `${orderId} in ${paidIn}, mark ${highWaterMark}`;
}
