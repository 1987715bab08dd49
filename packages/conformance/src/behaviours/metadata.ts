import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { expectReconciled, oneOfEachType, openTrader } from '../trader.ts';

const PAIRS = { ref: 'A-17', 'source.desk': 'Zürich 🚀', '9-lives': 'x'.repeat(500) };
const ADA = { username: 'ada_lovelace', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };

/** Metadata that a service attaches to users, orders and cash rows. */
export const metadata: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('stands with a user, is replaced as a whole, and emptied by null', async ({ app }) => {
    const user = await app.users.create({ ...ADA, metadata: PAIRS });
    expect(user.metadata).toEqual(PAIRS);
    expect(await app.users.get(ADA.username)).toEqual(user);
    expect((await app.users.list()).items).toEqual([user]);
    expect((await app.users.updateProfile(ADA.username, { firstName: 'Augusta' })).metadata).toEqual(PAIRS);
    const replaced = await app.users.updateProfile(ADA.username, { metadata: { tier: 'gold' } });
    expect(replaced.metadata).toEqual({ tier: 'gold' });
    expect((await app.users.updateProfile(ADA.username, { metadata: {} })).metadata).toEqual({});
    await app.users.updateProfile(ADA.username, { metadata: null });
    expect((await app.users.get(ADA.username)).metadata).toBeUndefined();
  });

  it('may have the names of what every object has', async (place) => {
    const { app } = place;
    const names = { constructor: 'x', hasOwnProperty: 'x', toString: 'x', valueOf: 'x' };
    await app.users.create({ ...ADA, metadata: names });
    expect(await app.users.get(ADA.username)).toMatchObject({ metadata: names });
    const trader = await openTrader(place);
    const { username } = trader;
    const { transaction } = await app.funds.deposit({ username, amount: '1.00', metadata: names });
    expect(await app.funds.getTransaction(username, transaction.transactionId)).toMatchObject({ metadata: names });
    const { order } = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '1', metadata: names });
    expect(await app.orders.get(username, order.orderId)).toMatchObject({ metadata: names });
  });

  it('stands with cash rows, also once they are settled', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const cash = { username: trader.username, amount: '1.00', metadata: PAIRS };
    const { transaction } = await app.funds.withdraw({ ...cash, status: 'PENDING' });
    const settled = await app.funds.complete(trader.username, transaction.transactionId);
    const rows = [
      (await app.funds.deposit({ ...cash, idempotencyKey: 'd-1' })).transaction,
      (await app.funds.adjust(cash)).transaction,
      settled.transaction,
    ];
    for (const row of rows) {
      expect(row.metadata).toEqual(PAIRS);
      expect(await app.funds.getTransaction(trader.username, row.transactionId)).toEqual(row);
    }
    await expectReconciled(app, trader);
  });

  it('stands with orders of every type, until and after they end, and passes to a replacement', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const market = await app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '1', metadata: PAIRS });
    expect((await app.orders.get(username, market.order.orderId)).metadata).toEqual(PAIRS);
    const once = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', metadata: PAIRS } as const;
    for (const limitPrice of ['100', '50'])
      expect((await app.orders.place({ ...once, limitPrice, timeInForce: 'IOC' })).order.metadata).toEqual(PAIRS);
    for (const terms of oneOfEachType(trader)) {
      const { order } = await app.orders.place({ ...terms, metadata: PAIRS });
      expect(await app.orders.get(username, order.orderId)).toEqual(order);
      expect(order.metadata).toEqual(PAIRS);
      const replacement = { username, orderId: order.orderId, quantity: '0.5' };
      const kept = await app.orders.replace({ ...replacement, clientOrderId: `kept ${order.orderId}` });
      expect([kept.order.metadata, kept.replaced.metadata]).toEqual([PAIRS, PAIRS]);
      const another = { ...replacement, orderId: kept.order.orderId, quantity: '0.4', metadata: { ref: 'A-18' } };
      const changed = await app.orders.replace(another);
      expect(changed.order.metadata).toEqual({ ref: 'A-18' });
      const { order: cancelled } = await app.orders.cancel(username, changed.order.orderId);
      expect(cancelled.metadata).toEqual({ ref: 'A-18' });
    }
    await expectReconciled(app, trader);
  });

  it('is part of a command: a repeat has the same pairs, in whatever order', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const deposit = { username: trader.username, amount: '1.00', idempotencyKey: 'd-1' };
    const first = await app.funds.deposit({ ...deposit, metadata: { a: '1', b: '2' } });
    expect(await app.funds.deposit({ ...deposit, metadata: { b: '2', a: '1' } })).toEqual({ ...first, replayed: true });
    const order = { ...trader, orderType: 'MARKET_SELL', quantity: '1', clientOrderId: 'o-1' } as const;
    const sold = await app.orders.place({ ...order, metadata: { a: '1', b: '2' } });
    expect(await app.orders.place({ ...order, metadata: { b: '2', a: '1' } })).toEqual({ ...sold, replayed: true });
    for (const other of [undefined, {}, { a: '1' }, { a: '1', b: '3' }]) {
      await expectRefusal(app.funds.deposit({ ...deposit, metadata: other }), 'IDEMPOTENCY_CONFLICT');
      await expectRefusal(app.orders.place({ ...order, metadata: other }), 'IDEMPOTENCY_CONFLICT');
    }
    await expectReconciled(app, trader);
  });

  it('is at most 20 pairs of short, printable texts', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const pairs = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_none, index) => [`k${index}`, 'v']));
    const bad: readonly unknown[] = [
      ...['text', 7, [], ['a'], null, new Map([['a', 'b']])],
      ...[{ a: 7 }, { a: null }, { a: '' }, { a: 'x'.repeat(501) }, { a: 'line\nbreak' }, { a: { b: 'c' } }],
      ...[{ '': 'x' }, { ['k'.repeat(41)]: 'x' }, { 'has space': 'x' }, { é: 'x' }, { constructor$: 'x' }],
      pairs(21),
      // As JSON brings it in; an object literal would not have it as a key.
      JSON.parse('{ "__proto__": "x" }'),
      JSON.parse('{ "a": "b", "__proto__": { "c": "d" } }'),
    ];
    await expectNothingWritten(place, async () => {
      for (const [index, value] of bad.entries()) {
        const cash = { username: trader.username, amount: '1.00', metadata: anything<Record<string, string>>(value) };
        const facts = { field: expect.stringMatching(/^metadata(\.|$)/) };
        await expectRefusal(app.funds.deposit(cash), 'VALIDATION_FAILED', facts, `value ${index}`);
      }
    });
    const most = { ...pairs(19), ['k'.repeat(40)]: 'x' };
    const { transaction } = await app.funds.deposit({ username: trader.username, amount: '1.00', metadata: most });
    expect(transaction.metadata).toEqual(most);
  });
};
