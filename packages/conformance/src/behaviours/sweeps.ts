import {
  ConcurrencyConflictError,
  createOrderfolio,
  type Orderfolio,
  type OrderfolioOptions,
  StorageFailedError,
} from '@orderfolio/domain';
import type { ChangeSet } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { storeOver } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, placeAtOnce, type Trader, tick } from '../trader.ts';

/** How a price and an expiry end the orders of many users: those of different users side by side, those of one user in one commit. */
export const sweeps: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('what one user has to wait for keeps no other user waiting, and the outcome goes by the price', async (place) => {
    const slow = await openTrader(place);
    const traders = [slow, await openTrader(place), await openTrader(place)];
    const limits = ['90', '89', '88'];
    const placed = await placeEach(place, traders, limits);
    const { worker, others } = waitingWorker(place, slow, 2);
    expect(idsOf((await tick(worker, '80')).filled)).toEqual(placed);
    expect(others()).toBe(2);
    await expectReconciled(place.app, ...traders);
  });

  it('orders that are due end side by side too', async (place) => {
    const slow = await openTrader(place);
    const traders = [slow, await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, traders, ['90', '89', '88'], '2026-01-01T00:00:10.000Z');
    const { worker, others } = waitingWorker(place, slow, 2);
    place.clock.set('2026-01-01T00:00:10.000Z');
    expect(idsOf((await worker.orders.expireDue()).expired)).toEqual(placed);
    expect(others()).toBe(2);
  });

  it('with a sweepConcurrency of one, users come one after another', async (place) => {
    const traders = [await openTrader(place), await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, traders, ['90', '89', '88']);
    let underWay = 0;
    let most = 0;
    const worker = workerOn(place, { sweepConcurrency: 1 }, async (commit) => {
      most = Math.max(most, ++underWay);
      await commit();
      underWay -= 1;
    });
    expect(idsOf((await tick(worker, '80')).filled)).toEqual(placed);
    expect(most).toBe(1);
  });

  it('what a price ends of one user lands in one commit', async (place) => {
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, [one, two, one, one], ['92', '91', '90', '89']);
    const fills: number[] = [];
    const worker = workerOn(place, {}, async (commit, { changes }) => {
      await commit();
      fills.push(changes.filter((change) => change.action === 'save' && change.entity === 'order').length);
    });
    expect(idsOf((await tick(worker, '80')).filled)).toEqual(placed);
    expect(fills.toSorted()).toEqual([1, 3]);
    await expectReconciled(place.app, one, two);
  });

  it('a user whose account others keep changing is tried for once, and passed by with all its orders', async (place) => {
    const { clock, timer } = place;
    const [busy, other] = [await openTrader(place), await openTrader(place)];
    const limits = Array.from({ length: 150 }, (_order, index) => `${1 + index / 10_000}`);
    await place.app.funds.deposit({ username: busy.username, amount: '100.00' });
    const buy = { ...busy, orderType: 'LIMIT_BUY', quantity: '0.01' } as const;
    const terms = limits.map((limitPrice) => ({ ...buy, limitPrice }));
    const placed = idsOf(await placeAtOnce(place.app, terms));
    const [good] = await placeEach(place, [other], ['1']);
    const worker = workerOn(place, { conflictTimeoutMs: 1_000 }, async (commit, changeSet) => {
      if (isOf(busy, changeSet)) throw new ConcurrencyConflictError({ entity: 'balance' });
      await commit();
    });
    const [before, slept] = [clock.now().getTime(), timer.slept];
    const { filled, skipped } = await tick(worker, '0.5');
    expect(idsOf(filled)).toEqual([good]);
    expect(skipped.map(({ orderId }) => orderId).toSorted()).toEqual(placed.toSorted());
    expect(new Set(skipped.map(({ error }) => error.code))).toEqual(new Set(['CONCURRENCY_CONFLICT']));
    expect(timer.slept - slept).toBeLessThan(2_500);
    expect(clock.now().getTime() - before).toBeLessThan(2_500);
    // The price is not finished: the next call ends what is left.
    expect((await tick(place.app, '0.5')).filled).toHaveLength(placed.length);
  });

  it('an order that the index names twice ends once, and is named once', async (place) => {
    const traders = [await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, traders, ['90', '89']);
    const { store, clock, timer, ids } = place;
    const twice = storeOver(store, {
      triggers: {
        ...store.triggers,
        async reachedByFall(assetId, price, range) {
          const { entries, ...page } = await store.triggers.reachedByFall(assetId, price, range);
          return { ...page, entries: [...entries, ...entries] };
        },
      },
    });
    const worker = createOrderfolio({ store: twice, clock, timer, ids });
    expect(await tick(worker, '80')).toMatchObject({ filled: [{}, {}], skipped: [] });
    for (const [index, { username }] of traders.entries())
      expect(await place.app.orders.get(username, placed[index] ?? '')).toMatchObject({ status: 'COMPLETED' });
    await expectReconciled(place.app, ...traders);
  });

  it('a price stays unfinished while its asset cannot be read, and fills once it can', async (place) => {
    const { store, clock, timer, ids, raw } = place;
    const trader = await openTrader(place);
    const [order] = await placeEach(place, [trader], ['90']);
    const key = { entity: 'asset', assetId: 'BTC' } as const;
    let mend = (): Promise<void> => Promise.resolve();
    // The asset is edited after the price is recorded, and before any order is ended.
    const spoiling = storeOver(store, {
      triggers: {
        ...store.triggers,
        async reachedByFall(assetId, price, range) {
          mend = await raw.overwrite(key, 'priceUsd', 'nonsense');
          return store.triggers.reachedByFall(assetId, price, range);
        },
      },
    });
    const worker = createOrderfolio({ store: spoiling, clock, timer, ids });
    const price = { price: '80', at: clock.now().toISOString() };
    await expectRefusal(worker.orders.onPrice({ assetId: 'BTC', ...price }), 'STORAGE_FAILED');
    await mend();
    expect(idsOf((await place.app.orders.onPrice({ assetId: 'BTC', ...price })).filled)).toEqual([order]);
    await expectReconciled(place.app, trader);
  });

  it('an asset that is closed on the way ends the sweep; who is under way may still fill, and nobody is lost', async (place) => {
    const traders = [await openTrader(place), await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, traders, ['90', '89', '88']);
    const worker = workerOn(place, { sweepConcurrency: 2 }, async (commit) => {
      await place.app.assets.update('BTC', { isActive: false });
      await commit();
    });
    const { filled, skipped } = await tick(worker, '80');
    expect(placed.slice(0, 2)).toEqual(expect.arrayContaining(idsOf(filled)));
    expect(skipped).toEqual([]);
    expect((await tick(place.app, '70')).applied).toBe(false);
    await place.app.assets.update('BTC', { isActive: true });
    const rest = await tick(place.app, '200');
    expect([...idsOf(filled), ...idsOf(rest.filled)].toSorted()).toEqual(placed.toSorted());
    expect(new Set(rest.filled.map(({ executionPrice }) => String(executionPrice)))).toEqual(new Set(['80']));
    await expectReconciled(place.app, ...traders);
  });

  it('a store that fails ends the sweep once nothing is under way, and the next price finishes it', async (place) => {
    const failing = await openTrader(place);
    const traders = [failing, await openTrader(place), await openTrader(place)];
    const placed = await placeEach(place, traders, ['90', '89', '88']);
    let underWay = 0;
    const worker = workerOn(place, {}, async (commit, changeSet) => {
      underWay += 1;
      try {
        if (isOf(failing, changeSet)) throw new StorageFailedError({ reason: 'throttled', retryable: true });
        await commit();
      } finally {
        underWay -= 1;
      }
    });
    await expectRefusal(tick(worker, '80'), 'STORAGE_FAILED');
    expect(underWay).toBe(0);
    const { filled } = await tick(place.app, '80');
    expect(idsOf(filled)).toContain(placed[0]);
    for (const [index, { username }] of traders.entries())
      expect(await place.app.orders.get(username, placed[index] ?? '')).toMatchObject({ status: 'COMPLETED' });
    await expectReconciled(place.app, ...traders);
  });
};

/** A limit buy at each of the prices, of a hundredth. */
async function placeEach(
  { app }: Place,
  traders: readonly Trader[],
  limits: readonly string[],
  expiresAt?: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, trader] of traders.entries()) {
    const limitPrice = limits[index] ?? '1';
    const buy = { ...trader, orderType: 'LIMIT_BUY', quantity: '0.01', limitPrice, expiresAt } as const;
    ids.push((await app.orders.place(buy)).order.orderId);
  }
  return ids;
}

type OnCommit = (commit: () => Promise<void>, changeSet: ChangeSet) => Promise<void>;

/** A worker. Its commits that change an order go through `onCommit`. */
function workerOn(place: Place, options: Partial<OrderfolioOptions>, onCommit: OnCommit): Orderfolio {
  const { store, clock, timer, ids } = place;
  const over = storeOver(store, {
    unitOfWork: {
      read: (keys) => store.unitOfWork.read(keys),
      commit(changeSet) {
        const commit = () => store.unitOfWork.commit(changeSet);
        const isEnd = changeSet.changes.some((change) => change.action === 'save' && change.entity === 'order');
        return isEnd ? onCommit(commit, changeSet) : commit();
      },
    },
  });
  return createOrderfolio({ store: over, clock, timer, ids, ...options });
}

/** A worker that stores nothing of this user before it has stored this many commits of others. */
function waitingWorker(place: Place, { username }: Trader, wanted: number) {
  let stored = 0;
  let release: () => void = () => undefined;
  const enough = new Promise<void>((resolve) => {
    release = resolve;
  });
  const worker = workerOn(place, {}, async (commit, changeSet) => {
    if (isOf({ username }, changeSet)) {
      await enough;
      await commit();
    } else {
      await commit();
      stored += 1;
      if (stored === wanted) release();
    }
  });
  return { worker, others: () => stored };
}

function isOf({ username }: Pick<Trader, 'username'>, { changes }: ChangeSet): boolean {
  return changes.some(
    (change) => change.action === 'save' && change.entity === 'order' && change.value.username === username,
  );
}
