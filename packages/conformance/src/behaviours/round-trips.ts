import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';
import { ANY_TEXT, bareSamples, fullSamples } from '../samples.ts';

/** Every field comes back as it was given. */
export const roundTrips: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('returns every kind of entity without its optional fields', async ({ store, make, commit }) => {
    const samples = bareSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    const found = await store.unitOfWork.read(samples.map(({ key }) => key));
    expect(found).toEqual(samples.map(({ value }) => value));
  });

  it('returns every kind of entity with all its optional fields', async ({ store, make, commit }) => {
    const samples = fullSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    const found = await store.unitOfWork.read(samples.map(({ key }) => key));
    expect(found).toEqual(samples.map(({ value }) => value));
  });

  it('empties optional fields that are gone after a change', async ({ store, make, commit }) => {
    const [user, asset] = [make.user({ phone: '123', dateOfBirth: '1990-12-31' }), make.asset({ symbol: 'B' })];
    await commit(insert('user', user), insert('asset', asset));
    const { phone: _phone, dateOfBirth: _birth, ...bareUser } = { ...user, version: 2 };
    const { symbol: _symbol, ...bareAsset } = { ...asset, version: 2, marketData: { marketCapRank: 3 } };
    await commit(save('user', user, bareUser), save('asset', asset, bareAsset));
    expect(await store.users.get(user.username)).toEqual(bareUser);
    expect(await store.assets.get(asset.assetId)).toEqual(bareAsset);
  });

  it('fills optional fields that were empty', async ({ store, make, commit, addUser, addAsset }) => {
    const { username } = await addUser();
    const { assetId } = await addAsset();
    const order = make.order({ username, assetId });
    await commit(insert('order', order));
    const triggered = { ...order, version: 2, triggeredAt: '2026-01-02T03:04:05.678Z', statusReason: ANY_TEXT };
    await commit(save('order', order, triggered));
    expect(await store.orders.get(username, order.orderId)).toEqual(triggered);
  });

  it('keeps empty market data and partial market data apart from none', async ({ store, make, commit }) => {
    const assets = [make.asset({ marketData: {} }), make.asset({ marketData: { marketCapRank: 7 } }), make.asset()];
    await commit(...assets.map((asset) => insert('asset', asset)));
    const found = await store.assets.getMany(assets.map(({ assetId }) => assetId));
    expect(found.map(({ marketData }) => marketData)).toEqual([{}, { marketCapRank: 7 }, undefined]);
  });

  it('returns the longest text of every field', async ({ store, make, commit }) => {
    const username = 'u'.repeat(30);
    const emoji = '🚀';
    const user = make.user({
      username,
      email: `${'e'.repeat(60)}@${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.example`,
      firstName: emoji.repeat(25),
      lastName: '語'.repeat(50),
    });
    const login = make.login({ username, passwordHash: 'h'.repeat(255) });
    const asset = make.asset({
      assetId: 'A'.repeat(20),
      name: '語'.repeat(100),
      description: emoji.repeat(250),
      image: '語'.repeat(500),
    });
    const order = make.order({ username, assetId: asset.assetId, clientOrderId: '語'.repeat(100) });
    await commit(insert('user', user), insert('login', login), insert('asset', asset), insert('order', order));
    expect(
      await store.unitOfWork.read([
        { entity: 'user', username },
        { entity: 'login', username },
      ]),
    ).toEqual([user, login]);
    expect(await store.assets.get(asset.assetId)).toEqual(asset);
    expect(await store.orders.getByClientOrderId(username, '語'.repeat(100))).toEqual(order);
  });
};
