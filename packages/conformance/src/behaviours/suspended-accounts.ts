import { DomainError, type Order, type Orderfolio, type PlaceRestingOrder } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, listAt, oneOfEachType, openTrader, tick, wealthOf } from '../trader.ts';

const BY = { by: 'operator_1' };

/** `app.users.suspend` and `reinstate`: a suspended user moves nothing, and loses nothing. */
export const suspendedAccounts: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('a user is suspended and reinstated by somebody, for a reason; repeating it changes nothing', async (place) => {
    const { app, clock } = place;
    const { username } = await openTrader(place);
    clock.advance(1_000);
    const at = clock.now().toISOString();
    const suspended = await app.users.suspend(username, { by: 'Operator_1', reason: 'Card reported stolen' });
    const told = { statusAt: at, statusBy: 'operator_1', statusReason: 'Card reported stolen' };
    expect(suspended).toMatchObject({ username, status: 'SUSPENDED', ...told, version: 2, updatedAt: at });
    expect(await app.users.get(username)).toEqual(suspended);
    expect(await app.users.suspend(username, { by: 'operator_2', reason: 'Again' })).toEqual(suspended);
    expect((await app.users.list({ status: 'SUSPENDED' })).items).toEqual([suspended]);

    const reinstated = await app.users.reinstate(username, { by: 'operator_2' });
    expect(reinstated).toMatchObject({ status: 'ACTIVE', statusBy: 'operator_2', version: 3 });
    expect(reinstated.statusReason).toBeUndefined();
    expect(await app.users.reinstate(username, BY)).toEqual(reinstated);
    for (const call of [app.users.suspend, app.users.reinstate])
      await expectRefusal(call('nobody_1', BY), 'USER_NOT_FOUND', { username: 'nobody_1' });
  });

  it('every command that moves something is refused, and writes nothing', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.funds.openBalance(username, 'EUR');
    const { order } = await app.orders.place({ ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
    const waiting = { username, amount: '1.00', status: 'PENDING' } as const;
    const { transaction: deposit } = await app.funds.deposit(waiting);
    const { transaction: withdrawal } = await app.funds.withdraw(waiting);
    await app.users.suspend(username, BY);

    const cash = { username, amount: '1.00' };
    const moved = { ...trader, quantity: '1' };
    const calls: readonly (() => Promise<unknown>)[] = [
      () => app.funds.deposit(cash),
      () => app.funds.deposit({ ...cash, currency: 'EUR', idempotencyKey: 'd-1' }),
      () => app.funds.deposit(waiting),
      () => app.funds.withdraw(cash),
      () => app.funds.withdraw(waiting),
      () => app.funds.complete(username, deposit.transactionId),
      () => app.funds.complete(username, withdrawal.transactionId),
      () => app.portfolio.transferIn({ ...moved, idempotencyKey: 't-1' }),
      () => app.portfolio.transferOut(moved),
      () => app.orders.place({ ...moved, orderType: 'MARKET_BUY', clientOrderId: 'o-1' }),
      () => app.orders.place({ ...moved, orderType: 'MARKET_SELL', quantity: 'ALL' }),
      () => app.orders.place({ ...moved, orderType: 'LIMIT_BUY', limitPrice: '50', timeInForce: 'IOC' }),
      ...oneOfEachType(trader).map((terms) => () => app.orders.place(terms)),
      () => app.orders.replace({ username, orderId: order.orderId, limitPrice: '91' }),
    ];
    await expectNothingWritten(place, async () => {
      for (const [index, call] of calls.entries())
        await expectRefusal(call(), 'ACCOUNT_SUSPENDED', { username, retryable: false }, `call ${index}`);
    });
    await app.users.reinstate(username, BY);
    await app.funds.deposit(cash);
    await app.orders.place({ ...moved, orderType: 'MARKET_SELL' });
    await expectReconciled(app, trader);
  });

  it('many commands at once are refused alike, beside those that stay possible', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.users.suspend(username, BY);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_nothing, index) =>
        index % 3 === 0
          ? app.funds.adjust({ username, amount: '1.00' }).then(() => 'adjusted')
          : app.funds.deposit({ username, amount: '1.00' }).then(() => 'paid in', codeOf),
      ),
    );
    const expected = outcomes.map((_outcome, index) => (index % 3 === 0 ? 'adjusted' : 'ACCOUNT_SUSPENDED'));
    expect(outcomes).toEqual(expected);
    await expectReconciled(app, trader);
  });

  it('expiring, cancelling, failing and an adjustment by the operator stay possible', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const held = oneOfEachType(trader);
    const [cancelled, ...due] = await Promise.all(
      held.map((terms, index) => app.orders.place(index === 0 ? terms : { ...terms, expiresAt })),
    );
    const waiting = { username, amount: '1.00', status: 'PENDING' } as const;
    const { transaction: failed } = await app.funds.withdraw(waiting);
    const { transaction: calledOff } = await app.funds.deposit(waiting);
    await app.users.suspend(username, BY);

    await app.funds.fail(username, failed.transactionId);
    await app.funds.cancel(username, calledOff.transactionId);
    await app.funds.adjust({ username, amount: '-10.00' });
    await app.portfolio.adjust({ ...trader, quantity: '-1' });
    await app.orders.cancel(username, cancelled?.order.orderId ?? '');
    clock.advance(60_000);
    const { expired } = await app.orders.expireDue();
    expect(expired).toHaveLength(due.length);
    expect(await wealthOf(app, trader)).toBe('990 + 0 USD, 9 + 0 BTC');
    await expectReconciled(app, trader);
  });

  it('a price passes the orders by, which keep what they hold, and fills them once the user is reinstated', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const other = await openTrader(place);
    const placed = await placeEach(app, [...oneOfEachType(trader), ...oneOfEachType(other)]);
    await app.users.suspend(trader.username, BY);
    const before = await wealthOf(app, trader);

    const ended = [await tick(app, '120'), await tick(app, '80')];
    const filled = ended.flatMap((outcome) => outcome.filled);
    expect(filled.map(({ username }) => username)).toEqual(Array(6).fill(other.username));
    expect(ended.flatMap(({ failed, skipped }) => [...failed, ...skipped])).toEqual([]);
    expect(await wealthOf(app, trader)).toBe(before);
    const open = await everyItem((page) => app.orders.listOpenByUser(trader.username, page));
    expect(idsOf(open).sort()).toEqual(idsOf(placed.slice(0, 6)).sort());
    await expectReconciled(app, trader, other);

    await app.users.reinstate(trader.username, BY);
    const again = [await tick(app, '121'), await tick(app, '79')].flatMap(({ filled }) => filled);
    expect(idsOf(again).sort()).toEqual(idsOf(open).sort());
    await expectReconciled(app, trader);
  });

  it('an order whose time is over expires at the price that reaches it', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
    const terms = { ...trader, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90', expiresAt } as const;
    const { order } = await app.orders.place(terms);
    await app.users.suspend(trader.username, BY);
    clock.advance(1_000);
    expect(idsOf((await tick(app, '89')).expired)).toEqual([order.orderId]);
    await expectReconciled(app, trader);
  });

  it('a command that was carried out before is answered with its first result', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const deposit = { username: trader.username, amount: '5.00', idempotencyKey: 'd-1' };
    const order = { ...trader, orderType: 'MARKET_BUY', quantity: '1', clientOrderId: 'o-1' } as const;
    const paid = await app.funds.deposit(deposit);
    const bought = await app.orders.place(order);
    await app.users.suspend(trader.username, BY);
    expect(await app.funds.deposit(deposit)).toEqual({ ...paid, replayed: true });
    expect(await app.orders.place(order)).toEqual({ ...bought, replayed: true });
  });

  it('a balance that is opened for a suspended user is one of a suspended user', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.users.suspend(username, BY);
    expect(await app.funds.openBalance(username, 'EUR')).toMatchObject({ suspended: true });
    await expectRefusal(app.funds.deposit({ username, amount: '1.00', currency: 'EUR' }), 'ACCOUNT_SUSPENDED');
    await app.users.reinstate(username, BY);
    await app.funds.deposit({ username, amount: '1.00', currency: 'EUR' });
    expect(await flagsOf(place, username)).toEqual([undefined, undefined]);
    await expectReconciled(app, trader);
  });

  it('balances that are opened while a user is suspended agree with the user afterwards', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    const other = place.appOn(await place.elsewhere());
    const currencies = ['EUR', 'GBP', 'CHF', 'JPY'] as const;
    await Promise.all([
      ...currencies.map((currency) => other.funds.openBalance(username, currency)),
      app.users.suspend(username, BY),
    ]);
    expect(await flagsOf(place, username)).toEqual(Array(5).fill(true));
    await expectReconciled(app, trader);
    await app.users.reinstate(username, BY);
    expect(await flagsOf(place, username)).toEqual(Array(5).fill(undefined));
  });

  it('a suspension ends the logins, of an account that an older release has counted elsewhere too', async (place) => {
    const { app, store, make, addUser, commit } = place;
    const { username } = await addUser();
    await commit(insert('login', make.login({ username, passwordHash: 'h', failures: 2, epoch: 3 })));
    const { username: older } = await addUser();
    await commit(insert('loginAttempts', make.loginAttempts({ username: older, failures: 1, epoch: 5 })));
    for (const name of [username, older]) await app.users.suspend(name, BY);
    const read = (name: string) => store.unitOfWork.read([{ entity: 'login', username: name }]);
    expect(await read(username)).toMatchObject([{ passwordHash: 'h', failures: 2, epoch: 4, version: 2 }]);
    expect(await read(older)).toMatchObject([{ failures: 1, epoch: 6 }]);
  });

  it('market orders race with a suspension: each is carried out or refused, and none comes after it', async (place) => {
    const { app } = place;
    const other = place.appOn(await place.elsewhere());
    for (let round = 0; round < 4; round++) {
      const trader = await openTrader(place);
      const buy = { ...trader, orderType: 'MARKET_BUY', quantity: '0.1' } as const;
      const orders = Array.from({ length: 6 }, (_nothing, index) => (index % 2 === 0 ? app : other).orders.place(buy));
      const suspended = app.users.suspend(trader.username, BY).then(() => other.orders.place(buy).catch(codeOf));
      const outcomes = await Promise.all(orders.map((order) => order.then(({ order: { status } }) => status, codeOf)));
      expect(await suspended).toBe('ACCOUNT_SUSPENDED');
      const filled = outcomes.filter((outcome) => outcome === 'COMPLETED').length;
      expect(outcomes.filter((outcome) => outcome === 'ACCOUNT_SUSPENDED')).toHaveLength(6 - filled);
      const stored = await everyItem((page) => app.orders.listByUser(trader.username, page));
      expect(stored).toHaveLength(1 + filled);
      await expectReconciled(app, trader);
    }
  });

  it('a price races with a suspension: each order fills once or keeps its hold, and none fails', async (place) => {
    const { app } = place;
    const other = place.appOn(await place.elsewhere());
    const traders = [await openTrader(place), await openTrader(place), await openTrader(place)];
    for (const [round, trader] of traders.entries()) {
      await listAt(place, '100');
      const placed = await placeEach(app, oneOfEachType(trader));
      const [up, down] = [`${120 + round}`, `${80 - round}`];
      const [, ...ended] = await Promise.all([
        app.users.suspend(trader.username, BY),
        ...[up, down].map((price) => tick(other, price)),
      ]);
      expect(ended.flatMap(({ failed, skipped }) => [...failed, ...skipped])).toEqual([]);
      const filled = ended.flatMap((outcome) => outcome.filled).filter(({ username }) => username === trader.username);
      const open = await everyItem((page) => app.orders.listOpenByUser(trader.username, page));
      expect([...idsOf(filled), ...idsOf(open)].sort()).toEqual(idsOf(placed).sort());
      await expectReconciled(app, trader);
    }
    for (const { username } of traders) await app.users.reinstate(username, BY);
    await tick(app, '130');
    await tick(app, '70');
    for (const { username } of traders) expect((await app.orders.listOpenByUser(username)).items).toEqual([]);
    await expectReconciled(app, ...traders);
  });
};

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  throw error;
}

async function placeEach(app: Orderfolio, terms: readonly PlaceRestingOrder[]) {
  const placed: Order[] = [];
  for (const each of terms) placed.push((await app.orders.place(each)).order);
  return placed;
}

async function flagsOf({ app }: Place, username: string): Promise<(true | undefined)[]> {
  return (await app.funds.listBalances(username)).map(({ suspended }) => suspended);
}
