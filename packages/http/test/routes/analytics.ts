import { beforeAll, describe, expect, it } from 'vitest';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

const DAYS = 'from=2026-01-01&to=2026-01-31';

export const analytics: Suite = (store) => {
  describe(`figures over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('are those of the caller, of the market, and of everybody for administrators', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'una_0001');
      const figures = { maxDrawdown: '0', realisedProfit: '0.00', fees: '0.00', unpriced: [] };
      const none = { total: 0, filledNotional: '0.00' };
      for (const [path, by, body] of [
        [`/v1/analytics/performance?${DAYS}`, token, figures],
        [`/v1/users/una_0001/performance?${DAYS}`, admin, figures],
        [`/v1/analytics/orders?${DAYS}&assetId=BTC`, token, none],
        [`/v1/analytics/all-orders?${DAYS}&username=una_0001`, admin, none],
        [`/v1/analytics/all-orders?${DAYS}`, admin, none],
        [`/v1/analytics/volume?${DAYS}&assetId=BTC`, token, {}],
      ] as const)
        expect(await service.send('GET', path, { token: by }), path).toMatchObject({ status: 200, body });
    });

    it.each([
      ['/v1/analytics/performance', 'from'],
      ['/v1/analytics/performance?from=2026-01-02&to=2026-01-01', 'to'],
      ['/v1/analytics/orders?from=2026-01-01&to=2026-02-30', 'to'],
      [`/v1/analytics/orders?${DAYS}&username=una_0001`, 'username'],
      [`/v1/analytics/volume?${DAYS}`, 'assetId'],
    ])('refuse %s, naming %s', async (path, field) => {
      const { service } = setting();
      const token = await service.newCustomer(`vic_${path.length}${field.length}`);
      const reply = await service.send('GET', path, { token });
      expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
      expect(JSON.stringify(reply.body)).toContain(`"${field}"`);
    });

    it.each([`/v1/analytics/all-orders?${DAYS}`, `/v1/users/admin_01/performance?${DAYS}`])(
      'of others are refused to a customer: %s',
      async (path) => {
        const { service } = setting();
        const token = await service.newCustomer(`wim_${path.length}`);
        expect(await service.send('GET', path, { token })).toMatchObject({
          status: 403,
          body: { code: 'ACCESS_DENIED' },
        });
      },
    );
  });
};
