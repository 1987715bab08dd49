import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

const BTC = { assetId: 'btc', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' };

/** `app.assets`. */
export const catalogue: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('adds an asset once, under its name in capitals', async ({ app, clock, raw }) => {
    const asset = await app.assets.create({ ...BTC, marketData: { high24h: '51000.10', marketCapRank: 1 } });
    const now = clock.now().toISOString();
    expect(JSON.parse(JSON.stringify(asset))).toEqual({
      ...BTC,
      assetId: 'BTC',
      amount: '0',
      priceUsd: '50000',
      priceAt: now,
      isActive: true,
      quantityScale: 8,
      marketData: { high24h: '51000.1', marketCapRank: 1 },
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    expect(await app.assets.get('Btc')).toEqual(asset);
    await expectNothingWritten({ raw }, () =>
      expectRefusal(app.assets.create({ ...BTC, assetId: 'BTC' }), 'ALREADY_EXISTS', { value: 'BTC' }),
    );
    await expectRefusal(app.assets.get('GONE'), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
  });

  it('changes the fields that are given, and empties those that are null', async ({ app, clock }) => {
    const asset = await app.assets.create({
      ...BTC,
      symbol: '₿',
      description: 'Gold',
      marketData: { marketCapRank: 1 },
    });
    clock.advance(1_000);
    const changed = await app.assets.update('btc', { priceUsd: '1.5', symbol: null, marketData: null });
    expect(changed).toMatchObject({ description: 'Gold', version: 2, updatedAt: clock.now().toISOString() });
    expect([changed.priceUsd.toString(), changed.symbol, changed.marketData]).toEqual(['1.5', undefined, undefined]);
    expect(changed.createdAt).toBe(asset.createdAt);
    expect(await app.assets.get('BTC')).toEqual(changed);
    await expectRefusal(app.assets.update('GONE', { priceUsd: '1' }), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
  });

  it('opens and closes an asset for trading; repeating it does nothing', async ({ app }) => {
    await app.assets.create(BTC);
    await app.assets.create({ ...BTC, assetId: 'ETH' });
    const closed = await app.assets.deactivate('BTC');
    expect(closed).toMatchObject({ isActive: false, version: 2 });
    expect(await app.assets.deactivate('BTC')).toEqual(closed);
    const names = async (request: object) =>
      (await everyItem((page) => app.assets.list({ ...page, ...request }))).map(({ assetId }) => assetId).sort();
    expect(await names({})).toEqual(['BTC', 'ETH']);
    expect(await names({ active: true })).toEqual(['ETH']);
    expect(await app.assets.activate('BTC')).toMatchObject({ isActive: true, version: 3 });
    expect(await names({ active: true })).toEqual(['BTC', 'ETH']);
    for (const call of [app.assets.activate, app.assets.deactivate])
      await expectRefusal(call('GONE'), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
  });

  it('gets up to 100 assets by name', async ({ app }) => {
    const btc = await app.assets.create(BTC);
    const eth = await app.assets.create({ ...BTC, assetId: 'ETH' });
    expect(await app.assets.getMany(['eth', 'GONE', 'BTC'])).toEqual([eth, btc]);
    expect(await app.assets.getMany(Array(100).fill('BTC'))).toEqual(Array(100).fill(btc));
    await expectRefusal(app.assets.getMany(Array(101).fill('BTC')), 'VALIDATION_FAILED', { field: 'assetIds' });
  });

  it('loses no price of many that are set at once', async ({ app, appOn, elsewhere }) => {
    await app.assets.create(BTC);
    const other = appOn(await elsewhere());
    await Promise.all(
      Array.from({ length: 20 }, (_nothing, index) =>
        (index % 2 === 0 ? app : other).assets.update('BTC', { priceUsd: String(index + 1) }),
      ),
    );
    expect(await app.assets.get('BTC')).toMatchObject({ version: 21 });
  });
};
