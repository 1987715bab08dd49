import { beforeAll, describe, expect, it } from 'vitest';
import { valueAt } from '../support/reply-checker.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

export const portfolio: Suite = (store) => {
  describe(`portfolios over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('values what a user owns, and lists the trades', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'kay_0001');
      const buy = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.1' };
      await service.send('POST', '/v1/orders', { token, body: buy });
      const value = {
        username: 'kay_0001',
        usdBalance: '5000.00',
        assetBalances: [{ assetId: 'BTC', quantity: '0.1', price: '50000.00', value: '5000.00' }],
        totalPortfolioValue: '10000.00',
        unpriced: [],
      };
      expect(await service.send('GET', '/v1/portfolio', { token })).toMatchObject({ status: 200, body: value });
      const trades = await service.send('GET', '/v1/portfolio/transactions?assetId=BTC', { token });
      expect(trades).toMatchObject({ status: 200, body: { items: [{ type: 'BUY', totalAmount: '5000.00' }] } });

      expect(await service.send('GET', '/v1/users/kay_0001/portfolio', { token: admin })).toMatchObject({
        status: 200,
        body: value,
      });
      expect(await service.send('GET', '/v1/users/kay_0001', { token: admin })).toMatchObject({
        status: 200,
        body: { username: 'kay_0001', role: 'customer' },
      });
      expect(await service.send('GET', '/v1/users/kay_0001/transactions', { token: admin })).toMatchObject({
        status: 200,
        body: { items: [{ type: 'ORDER_PAYMENT' }, { type: 'DEPOSIT' }] },
      });
      expect(await service.send('POST', '/v1/users/kay_0001/reconcile', { token: admin })).toMatchObject({
        status: 200,
        body: { reconciled: true, differences: [] },
      });
    });

    it.each([
      ['GET', ''],
      ['GET', '/portfolio'],
      ['GET', '/orders'],
      ['GET', '/transactions'],
      ['POST', '/reconcile'],
    ])("lets no customer %s a user's %s, their own neither", async (method, of) => {
      const { service } = setting();
      const username = `lou_${method.toLowerCase()}${of.length}`;
      const token = await service.newCustomer(username);
      for (const asked of [username, 'admin_01', 'nobody_01']) {
        const reply = await service.send(method, `/v1/users/${asked}${of}`, { token });
        expect(reply).toMatchObject({ status: 403, body: { code: 'ACCESS_DENIED' } });
      }
      expect(service.lines.some((line) => line.includes('ACCESS_DENIED') && line.includes(username))).toBe(true);
    });

    it('takes what stands in a path as it stands there, blanks too', async () => {
      const { service, admin } = setting();
      for (const path of ['/v1/users/%20admin_01', '/v1/users/admin_01%20/portfolio', '/v1/assets/BTC%20']) {
        expect(await service.send('GET', path, { token: admin }), path).toMatchObject({
          status: 400,
          body: { code: 'VALIDATION_FAILED' },
        });
      }
    });

    it('audits whoever lacks a role, and where they asked from', async () => {
      const { service } = setting();
      const token = await service.newCustomer('lou_0001');
      const headers = { 'x-request-id': 'lou-asks', 'user-agent': 'curl/8.5' };
      await service.send('POST', '/v1/users/admin_01/reconcile', { token, headers });
      expect(service.lines.flatMap((line) => JSON.parse(line).audit ?? []).at(-1)).toMatchObject({
        event: 'ACCESS_DENIED',
        username: 'lou_0001',
        required: 'admin',
        requestId: 'lou-asks',
        userAgent: 'curl/8.5',
        ipAddress: '127.0.0.1',
      });
    });

    it('tells an administrator that a user is not there, on every route about one', async () => {
      const { service, admin } = setting();
      const paths = Object.entries(service.api.openApi.paths).filter(([path]) => path.includes('{username}'));
      expect(paths.length).toBeGreaterThan(8);
      for (const [path, operations] of paths) {
        for (const [method, { requestBody }] of Object.entries(operations)) {
          const asked = path.replace('{username}', 'nobody_01').replace('{transactionId}', SOME_ULID);
          const body = valueAt(requestBody, ['content', 'application/json', 'example']);
          const reply = await service.send(method.toUpperCase(), asked, { token: admin, body });
          expect(reply, `${method} ${path}`).toMatchObject({
            status: 404,
            body: { code: 'USER_NOT_FOUND', username: 'nobody_01' },
          });
        }
      }
    });

    it.each(['/v1/me/transactions', '/v1/orders', '/v1/orders?open=true', '/v1/portfolio/transactions'])(
      'tells a caller who has no account so: %s',
      async (path) => {
        const { service } = setting();
        const { token } = await service.tokens.issueAccessToken('nobody_01', 'customer');
        const reply = await service.send('GET', path, { token });
        expect(reply).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND', username: 'nobody_01' } });
      },
    );
  });
};

const SOME_ULID = '01JGFJJZ00000G40R40M30E209';
