import { describe, expect, it } from 'vitest';
import { textAt } from '../support/service.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

export const assets: Suite = (store) => {
  describe(`assets over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    const body = { assetId: 'ETH', name: 'Ether', category: 'major', priceUsd: '2400' };

    it('adds, shows and changes an asset', async () => {
      const { service, admin } = setting();
      const added = await service.send('POST', '/v1/assets', { token: admin, body });
      expect(added).toMatchObject({ status: 201, body: { assetId: 'ETH', priceUsd: '2400.00', isActive: true } });
      expect(added.headers.get('location')).toBe('/v1/assets/ETH');
      expect(await service.send('GET', '/v1/assets/eth', { token: admin })).toMatchObject({ body: added.body });
      const again = await service.send('POST', '/v1/assets', { token: admin, body });
      expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS' } });

      const changed = await service.send('PATCH', '/v1/assets/ETH', {
        token: admin,
        body: { priceUsd: '0.000012', isActive: false, marketData: { high24h: '2500.1' } },
      });
      expect(changed).toMatchObject({ status: 200, body: { priceUsd: '0.000012', isActive: false, version: 2 } });
      expect(await service.send('GET', '/v1/assets?active=false', { token: admin })).toMatchObject({ status: 400 });
      const active = await service.send('GET', '/v1/assets?active=true', { token: admin });
      expect(active).toMatchObject({ status: 200, body: { items: [] } });
      expect(await service.send('GET', '/v1/assets', { token: admin })).toMatchObject({
        body: { items: [changed.body] },
      });
    });

    it.each([
      ['ivy_0001', 'POST', '/v1/assets', body],
      ['ivy_0002', 'PATCH', '/v1/assets/ETH', { isActive: false }],
      ['ivy_0003', 'POST', '/v1/prices', { assetId: 'ETH', price: '1' }],
    ])('does not let a customer such as %s %s %s', async (username, method, path, sent) => {
      const { service } = setting();
      const token = await service.newCustomer(username);
      const reply = await service.send(method, path, { token, body: sent });
      expect(reply).toMatchObject({ status: 403, body: { code: 'ACCESS_DENIED', reason: 'ROLE_REQUIRED' } });
    });

    it('says that an asset is not there', async () => {
      const { service, admin } = setting();
      const missing = { status: 404, body: { code: 'ASSET_NOT_FOUND', assetId: 'NONE' } };
      expect(await service.send('GET', '/v1/assets/NONE', { token: admin })).toMatchObject(missing);
      const change = { token: admin, body: { name: 'None' } };
      expect(await service.send('PATCH', '/v1/assets/NONE', change)).toMatchObject(missing);
      const price = { token: admin, body: { assetId: 'NONE', price: '1' } };
      expect(await service.send('POST', '/v1/prices', price)).toMatchObject(missing);
      expect(await service.send('GET', '/v1/assets/!', { token: admin })).toMatchObject({ status: 400 });
    });

    it('shows the book of an asset, and not whose orders they are', async () => {
      const { service } = setting();
      await listBitcoin(setting(), 'DEEP');
      const token = await newTrader(setting(), 'joy_0001');
      const order = { orderType: 'LIMIT_BUY', assetId: 'DEEP', quantity: '0.01', limitPrice: '48000' };
      await service.send('POST', '/v1/orders', { token, body: order });
      expect(await service.send('GET', '/v1/assets/deep/depth?levels=5', { token })).toMatchObject({
        status: 200,
        body: {
          ...{ assetId: 'DEEP', currency: 'USD', asks: [], isComplete: true },
          bids: [{ price: '48000.00', quantity: '0.01', orders: 1 }],
        },
      });
      const none = await service.send('GET', '/v1/assets/NONE/depth', { token });
      expect(none).toMatchObject({ status: 404, body: { code: 'ASSET_NOT_FOUND' } });
      expect(await service.send('GET', '/v1/assets/DEEP/depth?levels=0', { token })).toMatchObject({ status: 400 });
    });

    it('applies one price, and tells what it filled', async () => {
      const { service, admin } = setting();
      await listBitcoin(setting(), 'ONE');
      const token = await newTrader(setting(), 'jon_0001');
      const order = { orderType: 'LIMIT_BUY', assetId: 'ONE', quantity: '0.01', limitPrice: '48000' };
      const placed = await service.send('POST', '/v1/orders', { token, body: order });
      service.clock.advance(1_000);
      const applied = await service.send('POST', '/v1/prices', {
        token: admin,
        body: { assetId: 'ONE', price: '47900' },
      });
      expect(applied).toMatchObject({
        status: 200,
        body: {
          applied: true,
          filled: [{ orderId: textAt(placed.body, 'order', 'orderId'), executionPrice: '47900.00' }],
          failed: [],
          expired: [],
        },
      });
    });

    it('applies a price to the orders in its currency', async () => {
      const { service, admin } = setting();
      await listBitcoin(setting(), 'EURO');
      const sale = { orderType: 'LIMIT_SELL', assetId: 'EURO', currency: 'EUR', quantity: '1', limitPrice: '45000' };
      const token = await newTrader(setting(), 'eva_0001');
      await service.app.portfolio.transferIn({ username: 'eva_0001', assetId: 'EURO', quantity: '1' });
      const placed = await service.send('POST', '/v1/orders', { token, body: sale });
      expect(placed).toMatchObject({
        status: 201,
        body: { order: { status: 'QUEUED', currency: 'EUR' }, balance: { currency: 'EUR', available: '0.00' } },
      });
      service.clock.advance(1_000);
      const price = { assetId: 'EURO', price: '45000.10' };
      const send = (body: object) => service.send('POST', '/v1/prices', { token: admin, body });
      expect(await send(price)).toMatchObject({ status: 200, body: { applied: true, filled: [] } });
      expect(await send({ ...price, currency: 'EUR' })).toMatchObject({
        status: 200,
        body: { filled: [{ currency: 'EUR', totalAmount: '45000.10' }] },
      });
      expect(await send({ ...price, currency: 'XXX' })).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED' },
      });
    });

    it('shows a new asset under its id as it is stored, however it was given', async () => {
      const { service, admin } = setting();
      const added = await service.send('POST', '/v1/assets', { token: admin, body: { ...body, assetId: 'small' } });
      expect(added.headers.get('location')).toBe('/v1/assets/SMALL');
    });

    it('shows the price that orders go by, and when it was that', async () => {
      const { service, admin } = setting();
      await listBitcoin(setting(), 'THREE');
      const listed = await service.send('GET', '/v1/assets/THREE', { token: admin });
      service.clock.advance(1_000);
      const at = service.clock.now().toISOString();
      await service.send('POST', '/v1/prices', { token: admin, body: { assetId: 'THREE', price: '51000', at } });
      const applied = await service.send('GET', '/v1/assets/THREE', { token: admin });
      expect(applied).toMatchObject({ status: 200, body: { priceUsd: '51000.00', priceAt: at, version: 1 } });
      expect(textAt(listed.body, 'priceAt') < at).toBe(true);

      service.clock.advance(1_000);
      await service.send('PATCH', '/v1/assets/THREE', { token: admin, body: { priceUsd: '49000' } });
      const changed = await service.send('GET', '/v1/assets/THREE', { token: admin });
      expect(changed.body).toMatchObject({ priceUsd: '49000.00', priceAt: service.clock.now().toISOString() });
    });

    it('applies many prices, and goes on after one that is refused', async () => {
      const { service, admin } = setting();
      await listBitcoin(setting(), 'TWO');
      const sent = [
        { assetId: 'NONE', price: '1' },
        { assetId: 'TWO', price: '51000' },
      ];
      const applied = await service.send('POST', '/v1/prices', { token: admin, body: sent });
      expect(applied).toMatchObject({
        status: 200,
        body: {
          items: [
            { assetId: 'NONE', problem: { status: 404, code: 'ASSET_NOT_FOUND' } },
            { assetId: 'TWO', outcome: { applied: true } },
          ],
        },
      });
      const none = await service.send('POST', '/v1/prices', { token: admin, body: [] });
      expect(none).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    });
  });
};
