import { Decimal, type Order, ZERO } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { effectsOf } from '../chains.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader, type Trader, tick } from '../trader.ts';

/** The records of a hold, and orders whose hold is missing. */
export const holds: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  const ends: Readonly<Record<string, (place: Place, order: Order) => Promise<unknown>>> = {
    filled: ({ app }) => tick(app, '89.5'),
    cancelled: ({ app }, { username, orderId }) => app.orders.cancel(username, orderId),
    expired: ({ app }, { expiresAt }) => app.orders.expireDue(expiresAt),
    replaced: ({ app }, { username, orderId }) => app.orders.replace({ username, orderId, limitPrice: '80' }),
  };
  for (const [how, end] of Object.entries(ends)) {
    it(`the hold of an order that was ${how} is CANCELLED, so that the COMPLETED rows add up to the balance`, async (place) => {
      const { app, store } = place;
      const trader = await openTrader(place);
      const expiresAt = '2026-06-01T00:00:00.000Z';
      const terms = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90', expiresAt } as const;
      const { order } = await app.orders.place({ ...trader, ...terms });
      await end(place, order);
      expect(await store.balances.getTransaction(trader.username, order.orderId)).toMatchObject({
        status: 'CANCELLED',
      });
      const { items } = await app.funds.listTransactions(trader.username);
      const sum = effectsOf(items).reduce((total, { amount }) => total.plus(amount), ZERO);
      expect(sum).toEqual((await app.funds.getBalance(trader.username)).currentBalance);
    });
  }

  it('refuses to take from a balance what it does not hold, and writes nothing', async (place) => {
    const trader = await openTrader(place);
    const { app } = place;
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '95' });
    const { transaction } = await app.funds.withdraw({ username: trader.username, amount: '10.00', status: 'PENDING' });
    await loseHeldCash(place, trader);
    await expectBroken(place, () => app.orders.cancel(trader.username, order.orderId));
    for (const end of ['complete', 'fail', 'cancel'] as const)
      await expectBroken(place, () => app.funds[end](trader.username, transaction.transactionId));
  });

  it('refuses to take from a holding what it does not hold, and writes nothing', async (place) => {
    const trader = await openTrader(place);
    const { app } = place;
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '1', limitPrice: '110' });
    await loseHeldQuantity(place, trader);
    await expectBroken(place, () => app.orders.cancel(trader.username, order.orderId));
  });

  it('refuses to end an order whose pending row shows another amount than it holds', async (place) => {
    const trader = await openTrader(place);
    const { app, store, commit } = place;
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '95' });
    const row = await store.balances.getTransaction(trader.username, order.orderId);
    if (row === undefined) throw new Error('the hold has no row');
    await commit(save('balanceTransaction', row, { ...row, amount: new Decimal('-950') }));
    await expectBroken(place, () => app.orders.cancel(trader.username, order.orderId));
  });
};

/** A commit past the rules: the cash that was held is gone, and nothing else knows. */
async function loseHeldCash({ app, commit }: Place, { username }: Trader): Promise<void> {
  const balance = await app.funds.getBalance(username);
  await commit(save('balance', balance, { ...balance, held: ZERO, currentBalance: balance.available }));
}

async function loseHeldQuantity({ app, commit }: Place, { username, assetId }: Trader): Promise<void> {
  const holding = await app.portfolio.holding(username, assetId);
  await commit(save('assetBalance', holding, { ...holding, held: ZERO, quantity: holding.available }));
}

function expectBroken(place: Place, call: () => Promise<unknown>): Promise<void> {
  return expectNothingWritten(place, () => expectRefusal(call(), 'STORAGE_FAILED', { retryable: false }));
}
