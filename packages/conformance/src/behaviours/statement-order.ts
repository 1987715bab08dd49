import { type Clock, createOrderfolio, createUlidGenerator, type Orderfolio, type Store } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectAssetChain, expectCashChain, expectNotBackwards } from '../chains.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, tick } from '../trader.ts';

/** The order in which an account came about, whatever the clocks of the processes say. */
export const statementOrder: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('tells by balanceSequence in which order a pending withdrawal and a deposit had their effects', async (place) => {
    const { app, addUser } = place;
    const { username } = await addUser();
    await app.funds.deposit({ username, amount: '100000.00' });
    const { transaction } = await app.funds.withdraw({ username, amount: '100.00', status: 'PENDING' });
    await app.funds.deposit({ username, amount: '50.00' });
    await app.funds.complete(username, transaction.transactionId);
    const { items } = await app.funds.listTransactions(username);
    const statement = items.map(({ type, balanceSequence, balanceAfter }) => [
      type,
      balanceSequence,
      `${balanceAfter}`,
    ]);
    expect(statement).toEqual([
      ['DEPOSIT', 2, '100050'],
      ['WITHDRAW', 3, '99950'],
      ['DEPOSIT', 1, '100000'],
    ]);
    await expectCashChain(app, username);
  });

  for (const end of ['fail', 'cancel'] as const) {
    it(`a withdrawal that was to ${end} shows the balance of the moment when it was made`, async (place) => {
      const { app, addUser } = place;
      const { username } = await addUser();
      await app.funds.deposit({ username, amount: '10.00' });
      const { transaction } = await app.funds.withdraw({ username, amount: '4.00', status: 'PENDING' });
      await app.funds.deposit({ username, amount: '5.00' });
      const ended = await app.funds[end](username, transaction.transactionId);
      expect([ended.transaction.balanceSequence, `${ended.transaction.balanceAfter}`]).toEqual([1, '10']);
      await expectCashChain(app, username);
    });
  }

  it('two processes whose clocks differ by two seconds write one statement in order', async (place) => {
    const { app: ahead, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const behind = appAt(place, await place.elsewhere(), { now: () => new Date(clock.now().getTime() - 2_000) });
    for (const [index, app] of [ahead, behind, behind, ahead, behind, ahead, behind].entries()) {
      clock.advance(index);
      await app.funds.deposit({ username, amount: `${index + 1}.00` });
      const { items } = await app.funds.listTransactions(username, { limit: 1 });
      expect(items.map(({ balanceAfter }) => balanceAfter)).toEqual([
        (await app.funds.getBalance(username)).currentBalance,
      ]);
      await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '0.5' });
      await app.orders.place({ ...trader, orderType: 'LIMIT_SELL', quantity: '0.1', limitPrice: '110' });
      const bought = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '0.1', limitPrice: '90' });
      await (app === ahead ? behind : ahead).orders.cancel(username, bought.order.orderId);
    }
    await expectCashChain(behind, username);
    await expectAssetChain(behind, trader);
    const { items: orders } = await behind.orders.listByUser(username, { limit: 100 });
    expectNotBackwards(orders.toReversed().map(({ createdAt }) => createdAt));
    for (const { createdAt, updatedAt } of orders) expectNotBackwards([createdAt, updatedAt]);
    await expectReconciled(behind, trader);
  });

  it('keeps the order of what two processes write within one millisecond', async (place) => {
    const { username } = await place.addUser();
    const [one, other] = [appAt(place, place.store), appAt(place, await place.elsewhere())];
    for (let round = 0; round < 10; round++) {
      for (const app of [one, other]) {
        const { transaction } = await app.funds.deposit({ username, amount: '1.00' });
        const { items } = await app.funds.listTransactions(username, { limit: 1 });
        expect(items).toEqual([transaction]);
      }
    }
    await expectCashChain(one, username);
  });

  it('a clock that leaps to another year and back takes one account along, and nobody else', async (place) => {
    const { app, clock } = place;
    const [leapt, other] = [await openTrader(place), await openTrader(place)];
    const rests = {
      orderType: 'LIMIT_BUY',
      quantity: '1',
      limitPrice: '90',
      expiresAt: '2026-06-01T00:00:00.000Z',
    } as const;
    const { order } = await app.orders.place({ ...leapt, ...rests });

    const wrong = leapingClock(clock);
    const astray = appAt(place, await place.elsewhere(), wrong);
    wrong.leapTo('2027-01-01T00:00:00.000Z');
    const { transaction: early } = await astray.funds.deposit({ username: leapt.username, amount: '1.00' });
    expect(early.createdAt).toBe('2027-01-01T00:00:00.000Z');
    wrong.comeBack();

    for (const [index, way] of [app, astray].entries()) {
      const { transaction: late } = await way.funds.deposit({ username: leapt.username, amount: '1.00' });
      expectNotBackwards([early.createdAt, late.createdAt]);
      expectNotBackwards([early.transactionId, late.transactionId]);
      const { transaction, balance } = await way.funds.deposit({ username: other.username, amount: '1.00' });
      expect([transaction.createdAt, balance.updatedAt]).toEqual([now(place), now(place)]);
      expect(yearOf(transaction.transactionId), `process ${index}`).toBe(2026);
    }
    expect(await app.orders.expireDue()).toMatchObject({ expired: [] });
    const { filled } = await tick(app, '90');
    expect(idsOf(filled)).toEqual([order.orderId]);
    const again = await app.orders.place({ ...leapt, ...rests, limitPrice: '80' });
    expect(again.order).toMatchObject({ status: 'QUEUED', createdAt: '2027-01-01T00:00:00.000Z' });
    await expectReconciled(app, leapt, other);
  });
};

const now = ({ clock }: Place): string => clock.now().toISOString();

/** An app as another process would have it, with a clock of its own and ids that are not made for the test. */
function appAt({ clock, timer }: Place, store: Store, own: Clock = clock): Orderfolio {
  return createOrderfolio({ store, clock: own, timer, ids: createUlidGenerator(own) });
}

/** A clock that shows the right time, except for a while. */
function leapingClock(right: Clock): Clock & { leapTo(time: string): void; comeBack(): void } {
  let wrong: Date | undefined;
  return {
    now: () => wrong ?? right.now(),
    leapTo(time) {
      wrong = new Date(time);
    },
    comeBack() {
      wrong = undefined;
    },
  };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function yearOf(id: string): number {
  const milliseconds = [...id.slice(0, 10)].reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0);
  return new Date(milliseconds).getUTCFullYear();
}
