import { Decimal, describeDifference } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader, type Trader, tick } from '../trader.ts';

/** `app.portfolio.reconcile` names what the rules forbid: which record, which field, and which rule. */
export const reconciliation: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a resting buy that was ended past the rules leaves its hold behind, which is named', async (place) => {
    const trader = await openTrader(place);
    const { orderId, key } = await restingBuy(place, trader);
    await place.raw.overwrite(key, 'status', 'CANCELLED');
    const found = await differencesOf(place, trader);
    expect(found).toContain(`HOLDS order ${orderId}: heldAmount is stored as 90, and should be 0`);
    expect(found).toContain(
      `HOLDS balanceTransaction ${orderId}: status is stored as PENDING, and should be CANCELLED`,
    );
  });

  it('a resting buy that was taken away leaves its hold behind, which belongs to nothing', async (place) => {
    const trader = await openTrader(place);
    const { orderId, key } = await restingBuy(place, trader);
    await place.raw.remove(key);
    expect(await differencesOf(place, trader)).toEqual([
      `FILLS balanceTransaction ${orderId} is there, and belongs to nothing`,
    ]);
  });

  it('a resting buy that holds another amount is named, and so is a hold of another amount', async (place) => {
    const trader = await openTrader(place);
    const { orderId, key } = await restingBuy(place, trader);
    const putBack = await place.raw.overwrite(key, 'heldAmount', new Decimal('95'));
    expect(await differencesOf(place, trader)).toEqual([
      `HOLDS order ${orderId}: heldAmount is stored as 95, and should be 90`,
    ]);
    await putBack();
    const row = { entity: 'balanceTransaction', username: trader.username, transactionId: orderId } as const;
    await place.raw.overwrite(row, 'amount', new Decimal('-95'));
    expect(await differencesOf(place, trader)).toEqual([
      `HOLDS balanceTransaction ${orderId}: amount is stored as -95, and should be -90`,
      'HOLDS balance USD: held is stored as 90, and should be 95',
    ]);
  });

  it('an order that was paid and moved twice has rows too many', async (place) => {
    const { app, commit, ids, clock } = place;
    const trader = await openTrader(place);
    const bought = await app.orders.place({ ...trader, orderType: 'MARKET_BUY', quantity: '1' });
    clock.advance(1_000);
    const payment = { ...bought.transaction, transactionId: ids.next() };
    const trade = { ...bought.assetTransaction, transactionId: ids.next() };
    await commit(insert('balanceTransaction', payment), insert('assetTransaction', trade));
    const found = await differencesOf(place, trader);
    expect(found).toContain(
      `FILLS balanceTransaction ${bought.transaction.transactionId} is there, and belongs to nothing`,
    );
    expect(found).toContain(
      `FILLS assetTransaction ${bought.assetTransaction.transactionId} is there, and belongs to nothing`,
    );
  });

  it('a trailing stop whose group is lower, wider or of the other type says so', async (place) => {
    const { app, commit, store, clock, raw } = place;
    const trader = await openTrader(place);
    await app.orders.place({ ...trader, orderType: 'TRAILING_STOP_SELL', quantity: '1', trailAmount: '10' });
    clock.advance(1_000);
    await tick(app, '120');
    const [order] = (await app.orders.listOpenByUser(trader.username)).items;
    if (order?.trailingGroupId === undefined) throw new Error('the order has joined no group');
    const { assetId, trailingGroupId: groupId } = order;
    const name = `PRICES trailingGroup ${groupId}`;
    expect(await differencesOf(place, trader)).toEqual([]);
    const [group] = await store.unitOfWork.read([{ entity: 'trailingGroup', assetId, groupId }]);
    if (group === undefined) throw new Error('there is no group');
    const wrong = { mark: new Decimal('119'), narrowestTrail: new Decimal('11') };
    await commit(save('trailingGroup', group, { ...group, ...wrong }));
    const key = { entity: 'trailingGroup', assetId, groupId } as const;
    await raw.overwrite(key, 'trailType', 'PERCENT');
    expect(await differencesOf(place, trader)).toEqual([
      `${name}: trailType is stored as PERCENT, and should be AMOUNT`,
      `${name}: narrowestTrail is stored as 11, and should be 10`,
      `${name}: mark is stored as 119, and should be 120`,
    ]);
    await raw.remove(key);
    expect(await differencesOf(place, trader)).toEqual([`${name} is missing`]);
  });
};

/** A buy of one BTC at 90 dollars, which waits. */
async function restingBuy({ app }: Place, trader: Trader) {
  const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
  const { username, orderId } = order;
  return { orderId, key: { entity: 'order', username, orderId } as const };
}

/** The differences, a line each: the rule, and the rest in words. */
async function differencesOf({ app }: Place, { username }: Trader): Promise<string[]> {
  const { differences } = await app.portfolio.reconcile(username);
  return differences
    .filter(({ kind }) => kind !== 'MISPLACED')
    .map((difference) => `${difference.rule} ${describeDifference(difference)}`);
}
