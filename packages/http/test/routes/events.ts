import { beforeAll, describe, expect, it } from 'vitest';
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
