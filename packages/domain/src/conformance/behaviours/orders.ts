import { expect } from 'vitest';
import { Decimal, insert, ORDER_STATUSES, ORDER_TRANSITIONS } from '../../index.ts';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** `OrderRepository`. */
export const orders: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('creates an order and finds it by both ids', async ({ store, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const order = make.order({ username, assetId, clientOrderId: 'mine', limitPrice: new Decimal('48000') });
    expect(await store.orders.create(order)).toEqual(order);
    expect(await store.orders.get(username, order.orderId)).toEqual(order);
    expect(await store.orders.getByClientOrderId(username, 'mine')).toEqual(order);
    expect(await store.orders.getByClientOrderId(username, 'other')).toBeUndefined();
    expect(await store.orders.get('nobody_1', order.orderId)).toBeUndefined();
    expect(await store.orders.getByClientOrderId('nobody_1', 'mine')).toBeUndefined();
  });

  it('refuses an order id or a client order id that is taken', async ({ store, ids, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const order = await store.orders.create(make.order({ username, assetId, clientOrderId: 'mine' }));
    await expectNothingWritten(store, [username], async () => {
      const sameId = { ...order, clientOrderId: 'other' };
      await expectRefusal(store.orders.create(sameId), 'ALREADY_EXISTS', { entity: 'order', field: 'orderId' });
      const sameName = { ...order, orderId: ids.next() };
      await expectRefusal(store.orders.create(sameName), 'ALREADY_EXISTS', { field: 'clientOrderId', value: 'mine' });
    });
  });

  it('creates no order of nobody, of no asset, or that is none', async ({ store, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const nobody = make.order({ username: 'nobody_1', assetId });
    await expectRefusal(store.orders.create(nobody), 'USER_NOT_FOUND', { username: 'nobody_1' });
    const nothing = make.order({ username, assetId: 'GONE' });
    await expectRefusal(store.orders.create(nothing), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
    const wrongSide = { ...make.order({ username, assetId }), side: 'SELL' as const };
    await expectRefusal(store.orders.create(wrongSide), 'VALIDATION_FAILED', { field: 'side' });
    expect(await everyItem((page) => store.orders.listByUser(username, page))).toEqual([]);
  });

  it('updates what was read: one version on, dated by the clock', async ({ store, clock, make, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const order = await store.orders.create(make.order({ username, assetId, clientOrderId: 'mine' }));
    clock.advance(60_000);
    const given = { ...order, status: 'COMPLETED', executionPrice: new Decimal('47999.99') } as const;
    const updated = await store.orders.update(given);
    expect(updated).toEqual({ ...given, version: 2, updatedAt: clock.now().toISOString() });
    expect(await store.orders.get(username, order.orderId)).toEqual(updated);
    expect(await store.orders.getByClientOrderId(username, 'mine')).toEqual(updated);
    await expectNothingWritten(store, [username], async () => {
      const reopened = { ...updated, status: 'QUEUED' } as const;
      await expectRefusal(store.orders.update(reopened), 'INVALID_ORDER_TRANSITION', { from: 'COMPLETED' });
      await expectRefusal(store.orders.update({ ...updated, version: 1 }), 'CONCURRENCY_CONFLICT', { entity: 'order' });
      const missing = make.order({ username, assetId });
      await expectRefusal(store.orders.update(missing), 'ORDER_NOT_FOUND', { orderId: missing.orderId });
    });
  });

  it('allows exactly the moves of the table', async ({ store, make, commit, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        const order = make.order({ username, assetId, status: from });
        const { orderId } = order;
        await commit(insert('order', order));
        const move = store.orders.updateStatus(username, orderId, to, 'by the operator');
        if (ORDER_TRANSITIONS[from].includes(to)) {
          const moved = { ...order, status: to, statusReason: 'by the operator', version: 2 };
          expect(await move, `${from} to ${to}`).toEqual(moved);
          expect(await store.orders.get(username, orderId), `${from} to ${to}`).toEqual(moved);
        } else {
          await expectRefusal(move, 'INVALID_ORDER_TRANSITION', { orderId, from, to });
          expect(await store.orders.get(username, orderId), `${from} to ${to}`).toEqual(order);
        }
      }
    }
  });

  it('moves an order from one status list to the other, and leaves its place in the rest', async (place) => {
    const { store, make, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const made = [];
    for (let index = 0; index < 3; index++) made.push(await store.orders.create(make.order({ username, assetId })));
    const [first, second, third] = made.map(({ orderId }) => orderId);
    await store.orders.updateStatus(username, second ?? '', 'CANCELLED');
    const idsIn = async (list: Promise<{ items: readonly { orderId: string }[] }>) =>
      (await list).items.map(({ orderId }) => orderId);
    expect(await idsIn(store.orders.listByUserAndStatus(username, 'QUEUED'))).toEqual([third, first]);
    expect(await idsIn(store.orders.listByUserAndStatus(username, 'CANCELLED'))).toEqual([second]);
    expect(await idsIn(store.orders.listByUser(username))).toEqual([third, second, first]);
    expect(await idsIn(store.orders.listByUserAndAsset(username, assetId))).toEqual([third, second, first]);
  });

  it('moves no order that is not there, or is of another user', async ({ store, ids, make, addUser, addAsset }) => {
    const ada = await addUser();
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const { orderId } = await store.orders.create(make.order({ username, assetId }));
    for (const id of [ids.next(), orderId]) {
      const move = store.orders.updateStatus(ada.username, id, 'CANCELLED');
      await expectRefusal(move, 'ORDER_NOT_FOUND', { username: ada.username, orderId: id });
    }
    expect(await store.orders.get(username, orderId)).toMatchObject({ status: 'QUEUED', version: 1 });
  });
};
