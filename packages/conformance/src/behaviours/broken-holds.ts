import { Decimal, type Order, type PriceOutcome, ZERO } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, tick } from '../trader.ts';

/** Orders whose hold is not as they say: somebody has edited the books. Nothing ends them, and they stop no other order. */
export const brokenHolds: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const { fault, terms, price, breakIt } of BROKEN) {
    it(`a price leaves an order as it is where ${fault}, reports it, and fills the others`, async (place) => {
      const { app } = place;
      const [one, two] = [await openTrader(place), await openTrader(place)];
      const { order: broken } = await app.orders.place({ ...one, ...terms });
      const { order: good } = await app.orders.place({ ...two, ...terms });
      await breakIt(place, broken);
      const before = await accountOf(place, broken);
      const first = await tick(app, price);
      expect(idsOf(first.filled)).toEqual([good.orderId]);
      expectSkipped(first, broken);
      const second = await tick(app, price);
      expect(idsOf(second.filled)).toEqual([]);
      expectSkipped(second, broken);
      expect(await accountOf(place, broken)).toEqual(before);
      const [last] = await place.store.unitOfWork.read([{ entity: 'lastTick', assetId: 'BTC', currency: 'USD' }]);
      expect(last?.isFinished).toBe(true);
      await expectReconciled(app, two);
    });

    it(`an order does not expire where ${fault}, is reported, and the others do`, async (place) => {
      const { app, clock } = place;
      const [one, two] = [await openTrader(place), await openTrader(place)];
      const expiresAt = '2026-01-01T00:00:10.000Z';
      const { order: broken } = await app.orders.place({ ...one, ...terms, expiresAt });
      const { order: good } = await app.orders.place({ ...two, ...terms, expiresAt });
      await breakIt(place, broken);
      const before = await accountOf(place, broken);
      clock.set(expiresAt);
      const first = await app.orders.expireDue();
      expect(idsOf(first.expired)).toEqual([good.orderId]);
      expectSkipped(first, broken);
      const second = await app.orders.expireDue();
      expect(second.expired).toEqual([]);
      expectSkipped(second, broken);
      expect(await accountOf(place, broken)).toEqual(before);
      await expectReconciled(app, two);
    });

    it(`an order can be neither cancelled nor replaced where ${fault}`, async (place) => {
      const { app } = place;
      const trader = await openTrader(place);
      const { order } = await app.orders.place({ ...trader, ...terms });
      await breakIt(place, order);
      const { username, orderId } = order;
      const refused = { retryable: false };
      await expectNothingWritten(place, async () => {
        await expectRefusal(app.orders.cancel(username, orderId), 'STORAGE_FAILED', refused);
        await expectRefusal(app.orders.replace({ username, orderId, quantity: '0.5' }), 'STORAGE_FAILED', refused);
      });
    });
  }

  it('a trailing stop whose hold is not there stays in its group, and keeps no other from selling', async (place) => {
    const { app, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const trailing = { orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;
    const { order: broken } = await app.orders.place({ ...one, ...trailing, trailAmount: '9' });
    const { order: good } = await app.orders.place({ ...two, ...trailing, trailAmount: '10' });
    await tick(app, '120');
    await emptyHolding(place, broken);
    clock.advance(61_000);
    const first = await tick(app, '110');
    expect(idsOf(first.filled)).toEqual([good.orderId]);
    expectSkipped(first, broken);
    expectSkipped(await tick(app, '105'), broken);
    const { status, highWaterMark } = await app.orders.get(broken.username, broken.orderId);
    expect([status, String(highWaterMark)]).toEqual(['QUEUED', '120']);
  });
};

/** An order that is broken, a price that would reach it, and how it comes about. */
interface Broken {
  readonly fault: string;
  readonly terms: typeof BUY | typeof SALE;
  readonly price: string;
  breakIt(place: Place, order: Order): Promise<void>;
}

const BUY = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '95' } as const;
const SALE = { orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '105' } as const;
const [buy, sale] = [
  { terms: BUY, price: '90' },
  { terms: SALE, price: '110' },
];

const BROKEN: readonly Broken[] = [
  {
    ...buy,
    fault: 'the ledger row of its hold has ended',
    breakIt: (place, order) => changeHoldRow(place, order, { status: 'CANCELLED' }),
  },
  {
    ...buy,
    fault: 'the ledger row of its hold says another amount',
    breakIt: (place, order) => changeHoldRow(place, order, { amount: new Decimal('-94') }),
  },
  { ...buy, fault: 'the balance does not hold as much', breakIt: emptyBalance },
  {
    ...buy,
    fault: 'it says that it holds more cash',
    breakIt: (place, order) => changeOrder(place, order, { heldAmount: new Decimal('96') }),
  },
  {
    ...buy,
    fault: 'it does not say that it holds cash',
    breakIt: (place, order) => changeOrder(place, order, { heldAmount: undefined }),
  },
  { ...sale, fault: 'the holding does not hold as much', breakIt: emptyHolding },
  {
    ...sale,
    fault: 'it says that it holds less of the asset',
    breakIt: (place, order) => changeOrder(place, order, { heldAmount: new Decimal('0.5') }),
  },
];

async function changeHoldRow(
  { store, commit }: Place,
  { username, orderId }: Order,
  changes: { readonly status: 'CANCELLED' } | { readonly amount: Decimal },
): Promise<void> {
  const [row] = await store.unitOfWork.read([{ entity: 'balanceTransaction', username, transactionId: orderId }]);
  if (row !== undefined) await commit(save('balanceTransaction', row, { ...row, ...changes }));
}

async function changeOrder({ commit }: Place, order: Order, changes: Partial<Order>): Promise<void> {
  await commit(save('order', order, { ...order, ...changes }));
}

async function emptyBalance({ app, commit }: Place, { username }: Order): Promise<void> {
  const balance = await app.funds.getBalance(username);
  const changed = { ...balance, held: ZERO, currentBalance: balance.available };
  await commit(save('balance', balance, changed));
}

async function emptyHolding({ app, commit }: Place, { username, assetId }: Order): Promise<void> {
  const holding = await app.portfolio.holding(username, assetId);
  const changed = { ...holding, held: ZERO, quantity: holding.available };
  await commit(save('assetBalance', holding, changed));
}

/** The user's records, and the order. */
async function accountOf({ app, store }: Place, { username, orderId }: Order) {
  return {
    account: await store.assetBalances.getAccount(username),
    rows: await everyItem((page) => store.balances.listTransactions(username, page)),
    order: await app.orders.get(username, orderId),
  };
}

function expectSkipped({ skipped }: Pick<PriceOutcome, 'skipped'>, { username, orderId }: Order): void {
  expect(skipped).toMatchObject([{ username, orderId, error: { code: 'STORAGE_FAILED', retryable: false } }]);
  expect(skipped[0]?.error.message).toContain(`order ${orderId} of ${username} should hold`);
}
