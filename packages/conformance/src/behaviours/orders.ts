import { Decimal } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

/** `OrderRepository`. */
export const orders: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds an order by its user and either id', async ({ store, make, commit, addUser, addAsset }) => {
    const [ada, bob] = [await addUser(), await addUser()];
    const { username } = ada;
    const { assetId } = await addAsset();
    const order = make.order({ username, assetId, clientOrderId: 'mine', limitPrice: new Decimal('48000') });
    await commit(insert('order', order));
    expect(await store.orders.get(username, order.orderId)).toEqual(order);
    expect(await store.orders.getByClientOrderId(username, 'mine')).toEqual(order);
    expect(await store.orders.getByClientOrderId(username, 'other')).toBeUndefined();
    expect(await store.orders.get(bob.username, order.orderId)).toBeUndefined();
    expect(await store.orders.getByClientOrderId(bob.username, 'mine')).toBeUndefined();
  });

  it('finds by both ids what an order has become', async (place) => {
    const { store, clock, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const order = make.order({ username, assetId, clientOrderId: 'mine' });
    await commit(insert('order', order));
    clock.advance(60_000);
    const filled = make.next(order, { status: 'COMPLETED', executionPrice: new Decimal('47999.99') });
    await commit(save('order', order, filled));
    expect(await store.orders.get(username, order.orderId)).toEqual(filled);
    expect(await store.orders.getByClientOrderId(username, 'mine')).toEqual(filled);
  });

  it('moves an order from one status list to the other, and leaves its place in the rest', async (place) => {
    const { store, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const [first, second, third] = [
      make.order({ username, assetId }),
      make.order({ username, assetId }),
      make.order({ username, assetId }),
    ];
    await commit(insert('order', first), insert('order', second), insert('order', third));
    const cancelled = make.next(second, { status: 'CANCELLED' });
    await commit(save('order', second, cancelled));
    expect((await store.orders.listByUserAndStatus(username, 'QUEUED')).items).toEqual([third, first]);
    expect((await store.orders.listByUserAndStatus(username, 'CANCELLED')).items).toEqual([cancelled]);
    expect((await store.orders.listByUser(username)).items).toEqual([third, cancelled, first]);
    expect((await store.orders.listByUserAndAsset(username, assetId)).items).toEqual([third, cancelled, first]);
  });
};
