import { DomainError, type Order, type Orderfolio, type PlaceRestingOrder } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, listAt, oneOfEachType, openTrader, type Trader, tick } from '../trader.ts';

/** A resting order ends in one way, even if several commands race for it. */
export const orderRaces: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a price, the user and the clock race for an order: exactly one of them ends it', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const ways = await twoProcesses(place);
    for (const [round, terms] of [...oneOfEachType(trader), ...oneOfEachType(trader)].entries()) {
      await listAt(place, '100');
      const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
      const order = await placeFor(app, { ...terms, expiresAt });
      clock.advance(round < 6 ? 0 : 1_000);
      const price = order.orderType === 'LIMIT_SELL' || order.orderType === 'TAKE_PROFIT_SELL' ? '110' : '90';
      const racers: (() => Promise<boolean>)[] = [
        () => tick(ways.one, price).then(({ filled, expired }) => filled.length + expired.length > 0),
        () => tick(ways.other, price).then(({ filled, expired }) => filled.length + expired.length > 0),
        () => ways.one.orders.cancel(order.username, order.orderId).then(() => true, refusedAsEnded),
        () => ways.other.orders.cancel(order.username, order.orderId).then(() => true, refusedAsEnded),
        () => ways.other.orders.expireDue(expiresAt).then(({ expired }) => expired.length > 0),
      ];
      const turned = [...racers.slice(round % 5), ...racers.slice(0, round % 5)];
      const outcomes = await Promise.all(turned.map((race) => race()));
      expect(
        outcomes.filter((hasEnded) => hasEnded),
        `${order.orderType}, round ${round}`,
      ).toEqual([true]);
      await expectEndedOnce(app, trader, order);
    }
    await expectReconciled(app, trader);
  });

  it('a price races with replacements: the old order is filled or replaced, and the new one may fill', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const { one, other } = await twoProcesses(place);
    for (let round = 0; round < 4; round++) {
      await listAt(place, '100');
      const order = await placeFor(app, { ...trader, orderType: 'LIMIT_BUY', quantity: '0.1', limitPrice: '90' });
      const replace = (way: Orderfolio, quantity: string) =>
        way.orders.replace({ username, orderId: order.orderId, quantity }).then(() => true, refusedAsEnded);
      const [first, second, { filled }] = await Promise.all([
        replace(one, '0.2'),
        replace(other, '0.3'),
        tick(other, '89'),
      ]);
      const filledOld = filled.some(({ orderId }) => orderId === order.orderId);
      expect([first, second, filledOld].filter((hasEnded) => hasEnded)).toEqual([true]);
      for (const { orderId } of (await app.orders.listOpenByUser(username)).items)
        await app.orders.cancel(username, orderId);
      await expectReconciled(app, trader);
    }
  });

  it('two orders that only one of can be held for: one is placed', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { one, other } = await twoProcesses(place);
    const buy = { ...trader, orderType: 'LIMIT_BUY', quantity: '6', limitPrice: '90' } as const;
    const sell = { ...trader, orderType: 'LIMIT_SELL', quantity: '6', limitPrice: '110' } as const;
    for (const order of [buy, sell]) {
      const outcomes = await Promise.allSettled([one, other, one].map((way) => way.orders.place(order)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    expect((await app.orders.listOpenByUser(trader.username)).items).toHaveLength(2);
    await expectReconciled(app, trader);
  });
};

async function twoProcesses({ app, appOn, elsewhere }: Place): Promise<{ one: Orderfolio; other: Orderfolio }> {
  return { one: app, other: appOn(await elsewhere()) };
}

async function placeFor({ orders }: Orderfolio, terms: PlaceRestingOrder): Promise<Order> {
  return (await orders.place(terms)).order;
}

/** False for the refusal that the order has ended; any other error is thrown on. */
function refusedAsEnded(error: unknown): boolean {
  if (error instanceof DomainError && error.code === 'INVALID_ORDER_TRANSITION') return false;
  throw error;
}

/** Expects a final status, and the ledger rows of exactly that. */
async function expectEndedOnce(app: Orderfolio, { username }: Trader, { orderId, side }: Order): Promise<void> {
  const { status, heldAmount } = await app.orders.get(username, orderId);
  expect(['COMPLETED', 'CANCELLED', 'EXPIRED']).toContain(status);
  expect(String(heldAmount)).toBe('0');
  const cash = await everyItem((page) => app.funds.listTransactions(username, page));
  const assets = await everyItem((page) => app.portfolio.listTransactions(username, page));
  const isFilled = status === 'COMPLETED';
  const rows = cash.filter(({ referenceId, type }) => referenceId === orderId && type !== 'ORDER_HOLD');
  expect(rows).toHaveLength(isFilled ? 1 : 0);
  expect(assets.filter((row) => row.orderId === orderId)).toHaveLength(isFilled ? 1 : 0);
  const holds = cash.filter(({ transactionId }) => transactionId === orderId);
  const ended = isFilled ? 'COMPLETED' : 'CANCELLED';
  expect(holds.map((hold) => hold.status)).toEqual(side === 'BUY' ? [ended] : []);
}
