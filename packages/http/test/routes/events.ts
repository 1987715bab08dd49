import { beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/listener.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

export const events: Suite = (store) => {
  describe(`events over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('are those of the caller after a position, as the document has them', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'eva_0001');
      await newTrader(setting(), 'fay_0001');
      const { text: begun } = await service.send('GET', '/v1/events', { token });
      const order = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' };
      await service.send('POST', '/v1/orders', { token, body: order });
      const [, position = ''] = /^id: (.*)$/m.exec(begun) ?? [];
      const headers = { 'last-event-id': position };
      const { text: told, headers: replied } = await service.send('GET', '/v1/events', { token, headers });
      expect(replied.get('content-type')).toBe('text/event-stream');
      const names = [...told.matchAll(/^event: (.*)$/gm)].map(([, name]) => name);
      // The deposit happened in the minute before.
      expect(names).toEqual(['ORDER_PLACED', 'ORDER_FILLED', 'CASH_MOVED', 'CASH_MOVED', 'ASSET_MOVED', 'END']);
      expect(told).toContain('"amount":"-500.00"');
      expect(told).not.toContain('fay_0001');
    });

    it('are those of everybody for administrators, and prices among them, as the document has them', async () => {
      const { service, admin } = setting();
      const begun = await service.send('GET', '/v1/admin/events', { token: admin });
      await newTrader(setting(), 'hal_0001');
      await service.send('POST', '/v1/prices', { token: admin, body: { assetId: 'BTC', price: '50001.5' } });
      const [, position = ''] = /^id: (.*)$/m.exec(begun.text) ?? [];
      const headers = { 'last-event-id': position };
      // The stream of a table tells a little later.
      const asked = { token: admin, headers };
      const { text: told } = await until(
        () => service.send('GET', '/v1/admin/events', asked),
        ({ text }) => text.includes('PRICE_APPLIED') && text.includes('CASH_MOVED'),
      );
      const names = [...told.matchAll(/^event: (.*)$/gm)].map(([, name]) => name);
      expect(names).toEqual(expect.arrayContaining(['USER_CREATED', 'CASH_MOVED', 'PRICE_APPLIED', 'END']));
      expect(told).toContain('"username":"hal_0001"');
      expect(told).not.toContain('example.com');
      const { text: prices } = await service.send('GET', '/v1/prices/stream?assetId=BTC', asked);
      expect(prices).toContain('"price":"50001.50"');
      expect(prices).not.toContain('CASH_MOVED');
    });

    it.each(['/v1/admin/events', '/v1/prices/stream'])('of everybody are refused to a customer: %s', async (path) => {
      const { service } = setting();
      const token = await service.newCustomer(`ida_${path.length}00`);
      expect(await service.send('GET', path, { token })).toMatchObject({
        status: 403,
        body: { code: 'ACCESS_DENIED' },
      });
    });

    it.each(['nonsense', ' '])('are refused after what is no position: %j', async (position) => {
      const { service } = setting();
      const token = await service.newCustomer(`gil_000${position.length}`);
      const headers = { 'last-event-id': position };
      expect(await service.send('GET', '/v1/events', { token, headers })).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED', field: 'Last-Event-ID' },
      });
    });
  });
};
