import { Decimal } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `AssetRepository`. */
export const assets: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds an asset as stored, and as it has become', async ({ store, clock, addAsset, make, commit }) => {
    const asset = await addAsset({ assetId: 'BTC' });
    expect(await store.assets.get('BTC')).toEqual(asset);
    expect(await store.assets.get('ETH')).toBeUndefined();
    clock.advance(60_000);
    const changes = { priceUsd: new Decimal('1.23'), description: 'digital gold', quantityScale: 3 };
    const changed = make.next(asset, changes);
    await commit(save('asset', asset, changed));
    expect(await store.assets.get('BTC')).toEqual(changed);
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

  it('lists as active exactly what can be traded, in its old place when it comes back', async (place) => {
    const { clock, addAsset, make, commit } = place;
    await addAsset({ assetId: 'FIRST' });
    clock.advance(1);
    const second = await addAsset({ assetId: 'SECOND' });
    clock.advance(1);
    await addAsset({ assetId: 'THIRD' });
    clock.advance(1);
    const closed = await addAsset({ assetId: 'CLOSED', isActive: false });
    expect(await listed(place)).toEqual([
      ['CLOSED', 'THIRD', 'SECOND', 'FIRST'],
      ['THIRD', 'SECOND', 'FIRST'],
    ]);
    const away = make.next(second, { isActive: false });
    await commit(save('asset', second, away));
    await commit(save('asset', closed, make.next(closed, { isActive: true })));
    expect(await listed(place)).toEqual([
      ['CLOSED', 'THIRD', 'SECOND', 'FIRST'],
      ['CLOSED', 'THIRD', 'FIRST'],
    ]);
    await commit(save('asset', away, make.next(away, { isActive: true })));
    expect((await listed(place))[1]).toEqual(['CLOSED', 'THIRD', 'SECOND', 'FIRST']);
  });
};

/** The ids of all assets, and of those that are active. */
function listed({ store }: Place): Promise<string[][]> {
  const lists = [store.assets.list, store.assets.listActive];
  return Promise.all(lists.map(async (list) => (await everyItem(list)).map(({ assetId }) => assetId)));
}
