import { storeOver } from '@orderfolio/conformance';
import { createOrderfolio, type Orderfolio, type OrderfolioOptions, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet } from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import { listAsset, openAccount } from './support/account.ts';
import { file } from './support/adapters.ts';

const username = 'alice_01';
const ORDER = { username, assetId: 'BTC', quantity: '1' } as const;

/**
 * Two processes on one file, and a user with 1,000 dollars and 10 BTC at 100. The first process has carried out the
 * user's last command.
 */
async function twoProcesses(options: Partial<OrderfolioOptions> = {}) {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const { store, connect, dispose } = await file.open({ clock, timer });
  const other = await connect();
  let processes = 0;
  const appOn = (own: Store, given: Partial<OrderfolioOptions> = {}) =>
    createOrderfolio({ store: own, clock, timer, ids: sequentialIds(clock, ++processes), warmForMs: 5_000, ...given });
  const [app, elsewhere] = [appOn(store, options), appOn(other)];
  await listAsset(app, 'BTC', '100');
  await openAccount(app, username, '2000.00');
  await app.orders.place({ ...ORDER, orderType: 'MARKET_BUY', quantity: '10' });
  return {
    ...{ app, elsewhere, store, clock, appOn },
    async [Symbol.asyncDispose]() {
      for (const opened of [store, other]) await opened[Symbol.asyncDispose]();
      await dispose();
    },
  };
}

/** The store. When a certain commit is stored, it does something once. */
function after(store: Store, isIt: (changeSet: ChangeSet) => boolean, then: () => Promise<unknown>): Store {
  const { unitOfWork } = adapterStoreOf(store);
  return storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      async commit(changeSet) {
        await unitOfWork.commit(changeSet);
        if (isIt(changeSet)) await then();
      },
    },
  });
}

const isPrice = ({ changes }: ChangeSet): boolean =>
  changes.some((change) => change.action === 'save' && change.entity === 'lastTick' && !change.value.isFinished);

async function expectReconciled(app: Orderfolio): Promise<void> {
  expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
}

describe('a user whose last command is remembered', () => {
  test('is what another process has made of it: its orders, its marks, its lock, its keys', async () => {
    await using place = await twoProcesses();
    const { app, elsewhere, clock } = place;
    const buy = await app.orders.place({ ...ORDER, orderType: 'LIMIT_BUY', limitPrice: '90' });
    const stop = await app.orders.place({ ...ORDER, orderType: 'TRAILING_STOP_SELL', trailAmount: '20' });
    clock.advance(1);
    await elsewhere.orders.onPrice({ assetId: 'BTC', price: '150' });
    const replaced = await app.orders.replace({ username, orderId: stop.order.orderId, quantity: '2' });
    expect(String(replaced.order.highWaterMark)).toBe('150');
    await elsewhere.orders.onPrice({ assetId: 'BTC', price: '135' });
    await elsewhere.orders.onPrice({ assetId: 'BTC', price: '85' });
    await app.funds.deposit({ username, amount: '1.00' });
    await expect(app.orders.cancel(username, buy.order.orderId)).rejects.toMatchObject({
      code: 'INVALID_ORDER_TRANSITION',
    });
    await elsewhere.funds.withdraw({ username, amount: '1.00', idempotencyKey: 'one' });
    await app.funds.deposit({ username, amount: '1.00' });
    await expect(app.funds.withdraw({ username, amount: '2.00', idempotencyKey: 'one' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    await app.withLock(username, 'slow work', async (locked) => {
      await locked.funds.deposit({ username, amount: '1.00' });
      clock.advance(60_000);
      await elsewhere.withLock(username, 'takes it over', async (theirs) => {
        await expect(locked.funds.deposit({ username, amount: '1.00' })).rejects.toMatchObject({ code: 'LOCK_LOST' });
        await theirs.funds.deposit({ username, amount: '1.00' });
      });
    });
    await elsewhere.users.suspend(username, { by: 'operator', reason: 'asked' });
    await expect(app.funds.deposit({ username, amount: '1.00' })).rejects.toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
    await expectReconciled(app);
  });

  test('has its orders cancelled, and its transfers settled, without a read', async () => {
    await using place = await twoProcesses();
    const { store, appOn } = place;
    const { unitOfWork } = adapterStoreOf(store);
    let reads = 0;
    const counting = storeOver(store, {
      unitOfWork: {
        read(keys) {
          reads += 1;
          return unitOfWork.read(keys);
        },
        commit: (changeSet) => unitOfWork.commit(changeSet),
      },
    });
    const app = appOn(counting);
    const { transaction } = await app.funds.deposit({ username, amount: '1.00', status: 'PENDING' });
    const { order } = await app.orders.place({ ...ORDER, orderType: 'LIMIT_BUY', limitPrice: '90' });
    reads = 0;
    await app.funds.complete(username, transaction.transactionId);
    await app.orders.cancel(username, order.orderId);
    expect(reads).toBe(0);
    await expectReconciled(app);
  });

  test('takes everything once under a key, whichever process it is repeated in', async () => {
    await using place = await twoProcesses();
    const { app, elsewhere } = place;
    const all = { username, amount: '1000.00', idempotencyKey: 'all' } as const;
    await app.funds.deposit({ username, amount: '0.01' });
    await app.funds.withdraw({ username, amount: '0.01' });
    expect(await elsewhere.funds.withdraw(all)).toMatchObject({ replayed: false });
    expect(await app.funds.withdraw(all)).toMatchObject({ replayed: true });
    expect(await app.funds.withdraw(all)).toMatchObject({ replayed: true });
    expect(String((await app.funds.getBalance(username)).available)).toBe('0');
    await expectReconciled(app);
  });
});

describe('with catalogueMaxAgeMs', () => {
  const catalogueMaxAgeMs = 60_000;

  test('a price fills nothing of an asset that another process has closed on the way', async () => {
    await using place = await twoProcesses({ catalogueMaxAgeMs });
    const { elsewhere, appOn } = place;
    const closing = after(place.store, isPrice, () => elsewhere.assets.update('BTC', { isActive: false }));
    const app = appOn(closing, { catalogueMaxAgeMs });
    await app.orders.place({ ...ORDER, orderType: 'MARKET_BUY' });
    const { order } = await app.orders.place({ ...ORDER, orderType: 'LIMIT_BUY', limitPrice: '90' });
    place.clock.advance(1);
    expect(await app.orders.onPrice({ assetId: 'BTC', price: '80' })).toMatchObject({ filled: [] });
    expect(await app.orders.get(username, order.orderId)).toMatchObject({ status: 'QUEUED' });
    await elsewhere.assets.update('BTC', { isActive: true });
    const { filled } = await elsewhere.orders.onPrice({ assetId: 'BTC', price: '95' });
    expect(filled.map(({ executionPrice }) => String(executionPrice))).toEqual(['80']);
    await expectReconciled(app);
  });

  test('a market order may go by the price of before, and no other order does', async () => {
    await using place = await twoProcesses({ catalogueMaxAgeMs });
    const { app, elsewhere, clock } = place;
    await app.orders.place({ ...ORDER, orderType: 'MARKET_SELL' });
    clock.advance(1);
    await elsewhere.assets.update('BTC', { priceUsd: '70' });
    const market = await app.orders.place({ ...ORDER, orderType: 'MARKET_SELL' });
    expect(String(market.order.executionPrice)).toBe('100');
    const limit = await app.orders.place({ ...ORDER, orderType: 'LIMIT_SELL', limitPrice: '60' });
    expect(String(limit.order.executionPrice)).toBe('70');
  });

  test('an app on the same store that was given none goes by the price of now', async () => {
    await using place = await twoProcesses();
    const { elsewhere, store } = place;
    // Both go by the clock and the timer of the machine.
    const warm = { store, warmForMs: 5_000 };
    const [app, exact] = [createOrderfolio({ ...warm, catalogueMaxAgeMs }), createOrderfolio(warm)];
    await app.orders.place({ ...ORDER, orderType: 'MARKET_SELL' });
    await elsewhere.assets.update('BTC', { priceUsd: '70' });
    const sell = { ...ORDER, orderType: 'MARKET_SELL' } as const;
    const [before, now] = await Promise.all([app.orders.place(sell), exact.orders.place(sell)]);
    expect([before, now].map(({ order }) => String(order.executionPrice))).toEqual(['100', '70']);
  });
});
