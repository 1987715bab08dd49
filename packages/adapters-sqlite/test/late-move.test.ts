import { storeOver } from '@orderfolio/conformance';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, save } from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { expect, test } from 'vitest';
import { memory } from './support/adapters.ts';

/** A gate: one side arrives and waits, and the other opens it. */
function gate() {
  const resolvers = { arrive: (): void => undefined, open: (): void => undefined };
  const promiseOf = (name: keyof typeof resolvers): Promise<void> =>
    new Promise((resolve) => {
      resolvers[name] = resolve;
    });
  const [arrived, opened] = [promiseOf('arrive'), promiseOf('open')];
  return {
    arrived,
    open: () => resolvers.open(),
    pass(): Promise<void> {
      resolvers.arrive();
      return opened;
    },
  };
}

/** A worker whose commits that move an order into a group wait at the gate. */
function slowMoves(store: Store, pass: () => Promise<void>): Store {
  const { unitOfWork } = adapterStoreOf(store);
  return storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      async commit(changeSet) {
        const written = changeSet.changes.map((change) => (change.action === 'check' ? undefined : change.entity));
        if (written.includes('trailingGroup') && written.includes('order')) await pass();
        await unitOfWork.commit(changeSet);
      },
    },
  });
}

/** A worker for which something happens just before it reads a group. */
function lateLooks(store: Store, before: () => Promise<unknown>): Store {
  const { triggers } = adapterStoreOf(store);
  return storeOver(store, {
    triggers: {
      ...triggers,
      async reachedByRise(book, value, range) {
        if (book !== 'BTC') await before();
        return triggers.reachedByRise(book, value, range);
      },
    },
  });
}

/** A worker for which something happens just before it reads a group again, without its orders. */
function lateReads(store: Store, groupId: string, before: () => Promise<unknown>): Store {
  const { unitOfWork } = adapterStoreOf(store);
  let isDone = false;
  return storeOver(store, {
    unitOfWork: {
      async read(keys) {
        const [, group, ...others] = keys;
        if (!isDone && group?.entity === 'trailingGroup' && group.groupId === groupId && others.length === 0) {
          isDone = true;
          await before();
        }
        return unitOfWork.read(keys);
      },
      commit: (changeSet) => unitOfWork.commit(changeSet),
    },
  });
}

/**
 * A user with trailing stops: two in a group with the mark 100, and a narrower one in a smaller group with the mark 97.
 * A price above both marks merges the groups.
 */
async function twoGroups() {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const { store } = await memory.open({ clock, timer });
  let workers = 0;
  const workerOn = (own: Store) => createOrderfolio({ store: own, clock, timer, ids: sequentialIds(clock, ++workers) });
  const app = workerOn(store);
  const tick = (price: string) => {
    clock.advance(1);
    return { assetId: 'BTC', price, at: clock.now().toISOString() };
  };
  const username = 'alice_01';
  const order = { username, assetId: 'BTC', quantity: '1' } as const;
  const placeTrailing = async (trailAmount: string) => {
    const placed = await app.orders.place({ ...order, orderType: 'TRAILING_STOP_SELL', trailAmount });
    return placed.order;
  };
  await app.users.create({ username, email: 'a@example.com', firstName: 'A', lastName: 'L', passwordHash: 'none' });
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '90' });
  await app.orders.place({ ...order, orderType: 'MARKET_BUY', quantity: '10' });

  await placeTrailing('20');
  await placeTrailing('21');
  for (const price of ['100', '90']) await app.orders.onPrice(tick(price));
  const narrow = await placeTrailing('5');
  await app.orders.onPrice(tick('97'));
  clock.advance(61_000);
  return { store, app, workerOn, tick, placeTrailing, narrow };
}

test('a trailing stop that a slow worker moves into another group is not left out by the next price', async () => {
  const { store, app, workerOn, tick, narrow } = await twoGroups();
  const top = tick('110');
  const move = gate();
  const slow = workerOn(slowMoves(store, move.pass)).orders.onPrice(top);
  await move.arrived;
  await app.orders.onPrice(top);

  // The next price finds the order's group. Before it reads the group, the slow worker takes the order out.
  const next = workerOn(
    lateLooks(store, () => {
      move.open();
      return slow;
    }),
  );
  const { filled } = await next.orders.onPrice(tick('100'));
  expect(filled.map(({ orderId }) => orderId)).toEqual([narrow.orderId]);
  await store[Symbol.asyncDispose]();
});

test('a trailing stop that joins a group just before it is emptied is not left out by the next price', async () => {
  const { store, app, workerOn, tick, placeTrailing, narrow } = await twoGroups();
  const { unitOfWork } = adapterStoreOf(store);
  const { username, assetId, orderId } = await placeTrailing('7');
  const late = { entity: 'order', username, orderId } as const;
  const [member] = await unitOfWork.read([{ ...late, orderId: narrow.orderId }]);
  const groupId = member?.trailingGroupId ?? '';

  // What another process may do between the last move out of a group and the group's end.
  async function joinSmaller(): Promise<void> {
    const [order, group] = await unitOfWork.read([late, { entity: 'trailingGroup', assetId, groupId }]);
    if (order === undefined || group === undefined) throw new Error('the order and its group are there');
    const joining = { ...order, trailingGroupId: groupId, highWaterMark: group.mark };
    await unitOfWork.commit({
      token: 'another worker',
      changes: [save('order', order, joining), save('trailingGroup', group, { ...group, joined: group.joined + 1 })],
    });
  }
  await workerOn(lateReads(store, groupId, joinSmaller)).orders.onPrice(tick('110'));

  const { filled } = await app.orders.onPrice(tick('103'));
  expect(filled.map((order) => order.orderId)).toEqual([narrow.orderId, orderId]);
  await store[Symbol.asyncDispose]();
});
