import { expect } from 'vitest';
import { Decimal } from '../../index.ts';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `AssetRepository`. */
export const assets: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('creates an asset once', async ({ store, make }) => {
    const asset = make.asset({ assetId: 'BTC' });
    expect(await store.assets.create(asset)).toEqual(asset);
    expect(await store.assets.get('BTC')).toEqual(asset);
    expect(await store.assets.get('ETH')).toBeUndefined();
    await expectNothingWritten(store, [], () =>
      expectRefusal(store.assets.create({ ...asset, name: 'Other' }), 'ALREADY_EXISTS', { field: 'assetId' }),
    );
  });

  it('updates what was read: one version on, dated by the clock', async ({ store, clock, addAsset }) => {
    const asset = await addAsset();
    clock.advance(60_000);
    const given = { ...asset, priceUsd: new Decimal('1.23'), description: 'digital gold', quantityScale: 3 };
    const updated = await store.assets.update(given);
    expect(updated).toEqual({ ...given, version: 2, updatedAt: clock.now().toISOString() });
    expect(await store.assets.get(asset.assetId)).toEqual(updated);
    await expectNothingWritten(store, [], () =>
      expectRefusal(store.assets.update(given), 'CONCURRENCY_CONFLICT', { entity: 'asset' }),
    );
  });

  it('refuses an update of no asset, and of what is none', async ({ store, make, addAsset }) => {
    await expectRefusal(store.assets.update(make.asset({ assetId: 'GONE' })), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
    const asset = await addAsset();
    await expectNothingWritten(store, [], async () => {
      await expectRefusal(store.assets.update({ ...asset, quantityScale: 19 }), 'VALIDATION_FAILED', {
        field: 'quantityScale',
      });
      await expectRefusal(store.assets.create(make.asset({ name: '' })), 'VALIDATION_FAILED', { field: 'name' });
    });
  });

  it('gets many in the order of their names, leaving out what is not there', async ({ store, addAsset }) => {
    const [btc, eth, sol] = [
      await addAsset({ assetId: 'BTC' }),
      await addAsset({ assetId: 'ETH' }),
      await addAsset({ assetId: 'SOL', isActive: false }),
    ];
    expect(await store.assets.getMany(['SOL', 'GONE', 'BTC', 'ETH'])).toEqual([sol, btc, eth]);
    expect(await store.assets.getMany(['ETH', 'SOL'])).toEqual([eth, sol]);
    expect(await store.assets.getMany(['GONE'])).toEqual([]);
    expect(await store.assets.getMany([])).toEqual([]);
  });

  it('gets 120 at once', async ({ store, make, commit }) => {
    const all = Array.from({ length: 120 }, () => make.asset());
    for (const part of [all.slice(0, 60), all.slice(60)])
      await commit(...part.map((value) => ({ action: 'insert', entity: 'asset', value }) as const));
    const wanted = all.toReversed();
    expect(await store.assets.getMany(wanted.map(({ assetId }) => assetId))).toEqual(wanted);
  });

  it('deactivates and activates; repeating it does nothing', async ({ store, clock, addAsset }) => {
    const asset = await addAsset();
    const { assetId } = asset;
    expect(await store.assets.activate(assetId)).toEqual(asset);
    clock.advance(1_000);
    const closed = await store.assets.deactivate(assetId);
    expect(closed).toEqual({ ...asset, isActive: false, version: 2, updatedAt: clock.now().toISOString() });
    expect(await store.assets.deactivate(assetId)).toEqual(closed);
    expect(await store.assets.get(assetId)).toEqual(closed);
    const open = await store.assets.activate(assetId);
    expect(open).toMatchObject({ isActive: true, version: 3 });
    expect(await store.assets.get(assetId)).toEqual(open);
    await expectRefusal(store.assets.activate('GONE'), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
    await expectRefusal(store.assets.deactivate('GONE'), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
  });

  it('lists as active exactly what can be traded, in its old place when it comes back', async (place) => {
    const { store, clock, addAsset } = place;
    for (const assetId of ['FIRST', 'SECOND', 'THIRD']) {
      await addAsset({ assetId });
      clock.advance(1);
    }
    await addAsset({ assetId: 'CLOSED', isActive: false });
    expect(await listed(place)).toEqual([
      ['CLOSED', 'THIRD', 'SECOND', 'FIRST'],
      ['THIRD', 'SECOND', 'FIRST'],
    ]);
    await store.assets.deactivate('SECOND');
    await store.assets.activate('CLOSED');
    expect(await listed(place)).toEqual([
      ['CLOSED', 'THIRD', 'SECOND', 'FIRST'],
      ['CLOSED', 'THIRD', 'FIRST'],
    ]);
    await store.assets.activate('SECOND');
    expect((await listed(place))[1]).toEqual(['CLOSED', 'THIRD', 'SECOND', 'FIRST']);
  });
};

/** The ids of all assets, and of those that are active. */
function listed({ store }: Place): Promise<string[][]> {
  const lists = [store.assets.list, store.assets.listActive];
  return Promise.all(lists.map(async (list) => (await everyItem(list)).map(({ assetId }) => assetId)));
}
