import { expect } from 'vitest';
import type { Behaviour } from '../place.ts';
import { testsOn } from '../place.ts';
import { bareSamples } from '../samples.ts';

/** `UnitOfWork.read`. */
export const reads: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('answers in the order of the keys, with undefined for what is not there', async ({ store, addUser, addAsset }) => {
    const ada = await addUser();
    const btc = await addAsset();
    const answer = await store.unitOfWork.read([
      { entity: 'asset', assetId: btc.assetId },
      { entity: 'user', username: 'nobody_1' },
      undefined,
      { entity: 'user', username: ada.username },
    ]);
    expect(answer).toEqual([btc, undefined, undefined, ada]);
  });

  it('answers a key that is named twice twice', async ({ store, addUser }) => {
    const { username } = await addUser();
    const key = { entity: 'user', username } as const;
    const [first, other, second] = await store.unitOfWork.read([key, { entity: 'user', username: 'nobody_1' }, key]);
    expect(first?.username).toBe(username);
    expect(other).toBeUndefined();
    expect(second).toEqual(first);
  });

  it('answers no keys, or only undefined ones, without asking for more', async ({ store }) => {
    expect(await store.unitOfWork.read([])).toEqual([]);
    expect(await store.unitOfWork.read([undefined])).toEqual([undefined]);
  });

  it('knows every kind of entity by its key', async ({ store, make, commit }) => {
    const samples = bareSamples(make);
    expect(await store.unitOfWork.read(samples.map(({ key }) => key))).toEqual(samples.map(() => undefined));
    await commit(...samples.map(({ insert }) => insert));
    expect(await store.unitOfWork.read(samples.map(({ key }) => key))).toEqual(samples.map(({ value }) => value));
  });

  it('answers more than 100 keys at once', async ({ store, make, commit }) => {
    const batches = Array.from({ length: 10 }, () => bareSamples(make));
    for (const samples of batches) await commit(...samples.map(({ insert }) => insert));
    const samples = batches.flat().reverse();
    expect(await store.unitOfWork.read(samples.map(({ key }) => key))).toEqual(samples.map(({ value }) => value));
  });

  it('does not confuse keys of which one begins with the other', async ({ store, make, addUser, addAsset, commit }) => {
    const short = await addUser({ username: 'alice_1', email: 'a@example.com' });
    const long = await addUser({ username: 'alice_10', email: 'b@example.com' });
    const btc = await addAsset({ assetId: 'BTC' });
    await addAsset({ assetId: 'BTC-USD' });
    const holding = make.holding({ username: long.username, assetId: 'BTC-USD' });
    await commit({ action: 'insert', entity: 'assetBalance', value: holding });

    expect(await store.unitOfWork.read([{ entity: 'user', username: 'alice_1' }])).toEqual([short]);
    expect(await store.unitOfWork.read([{ entity: 'asset', assetId: 'BTC' }])).toEqual([btc]);
    expect(await store.assetBalances.get('alice_1', 'BTC-USD')).toBeUndefined();
    expect(await store.assetBalances.get('alice_10', 'BTC')).toBeUndefined();
    expect(await store.assetBalances.getAll('alice_1')).toEqual([]);
    expect((await store.assetBalances.getAccount('alice_1')).balances).toHaveLength(1);
  });
};
