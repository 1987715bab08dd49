import { beforeAll, describe, expect, it } from 'vitest';
import { valueAt } from '../support/reply-checker.ts';
import { itemsOf, textAt } from '../support/service.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

const MARKET_BUY = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' };
const LIMIT_BUY = { orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.01', limitPrice: '48000' };

export const orders: Suite = (store) => {
  describe(`orders over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('fills a market order, and shows it under its Location', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'amy_0001');
      const reply = await service.send('POST', '/v1/orders', { token, body: MARKET_BUY });
      expect(reply).toMatchObject({
        status: 201,
        body: {
          order: { status: 'COMPLETED', quantity: '0.01', executionPrice: '50000.00', totalAmount: '500.00' },
          balance: { available: '9500.00' },
          assetBalance: { available: '0.01', held: '0' },
          assetTransaction: { type: 'BUY', totalAmount: '500.00' },
        },
      });
      const order = await service.send('GET', reply.headers.get('location') ?? '', { token });
      expect(order.body).toEqual(valueAt(reply.body, ['order']));
    });

    it('sells for another currency, whose amounts have its decimals, and tells cost and profit in dollars', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'amy_0002');
      await service.send('POST', '/v1/orders', { token, body: MARKET_BUY });
      const rate = { base: 'USD', quote: 'JPY', rate: '150' };
      await service.send('POST', '/v1/rates', { token: admin, body: rate });
      const sale = { orderType: 'MARKET_SELL', assetId: 'BTC', quantity: '0.001', currency: 'JPY' };
      expect(await service.send('POST', '/v1/orders', { token, body: sale })).toMatchObject({
        status: 201,
        body: {
          order: { currency: 'JPY', executionPrice: '7500000', totalAmount: '7500' },
          balance: { currency: 'JPY', available: '7500' },
          assetTransaction: { currency: 'JPY', totalAmount: '7500', costBasis: '50.00', realisedProfit: '0.00' },
        },
      });
      const inPounds = { ...sale, currency: 'GBP' };
      expect(await service.send('POST', '/v1/orders', { token, body: inPounds })).toMatchObject({
        status: 503,
        body: { code: 'RATE_UNAVAILABLE', base: 'USD', quote: 'GBP' },
      });
    });

    it('previews an order, whether it fills or rests, and places none', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'amy_0003');
      const preview = (body: object) => service.send('POST', '/v1/orders/preview', { token, body });
      expect(await preview(MARKET_BUY)).toMatchObject({
        status: 200,
        body: {
          order: { status: 'COMPLETED', executionPrice: '50000.00', totalAmount: '500.00' },
          balance: { currency: 'USD', available: '9500.00', held: '0.00' },
          assetBalance: { assetId: 'BTC', available: '0.01', held: '0' },
        },
      });
      expect(await preview({ ...LIMIT_BUY, clientOrderId: 'mine' })).toMatchObject({
        status: 200,
        body: { order: { status: 'QUEUED', heldAmount: '480.00' }, balance: { available: '9520.00', held: '480.00' } },
      });
      expect(await preview({ ...MARKET_BUY, quantity: '1' })).toMatchObject({
        status: 422,
        body: { code: 'INSUFFICIENT_BALANCE' },
      });
      expect(await service.send('GET', '/v1/orders', { token })).toMatchObject({ body: { items: [] } });
    });

    it('takes the Idempotency-Key for the clientOrderId', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'bob_0001');
      const request = { token, body: MARKET_BUY, headers: { 'idempotency-key': 'my/order 1' } };
      const first = await service.send('POST', '/v1/orders', request);
      expect(first.body).toMatchObject({ order: { clientOrderId: 'my/order 1' }, replayed: false });
      const second = await service.send('POST', '/v1/orders', request);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect(second.body).toMatchObject({ order: valueAt(first.body, ['order']), replayed: true });

      const other = { ...request, body: { ...MARKET_BUY, quantity: '0.02' } };
      expect(await service.send('POST', '/v1/orders', other)).toMatchObject({
        status: 409,
        body: { code: 'IDEMPOTENCY_CONFLICT' },
      });
      const two = { ...request, body: { ...MARKET_BUY, clientOrderId: 'another' } };
      expect(await service.send('POST', '/v1/orders', two)).toMatchObject({ status: 400 });

      const found = await service.send('GET', `/v1/orders/by-client-id/${encodeURIComponent('my/order 1')}`, { token });
      expect(found).toMatchObject({ status: 200, body: { orderId: textAt(first.body, 'order', 'orderId') } });
      const missing = await service.send('GET', '/v1/orders/by-client-id/unknown', { token });
      expect(missing).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_FOUND' } });
    });

    it.each(['.', '..'])('takes no clientOrderId %s, for no path leads to it', async (id) => {
      const { service, admin } = setting();
      const inBody = { token: admin, body: { ...MARKET_BUY, clientOrderId: id } };
      expect(await service.send('POST', '/v1/orders', inBody)).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED', field: 'clientOrderId' },
      });
      const inHeader = { token: admin, body: MARKET_BUY, headers: { 'idempotency-key': id } };
      expect(await service.send('POST', '/v1/orders', inHeader)).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED', field: 'Idempotency-Key' },
      });
    });

    it('rests, replaces and cancels a limit order, and says what it found when it has ended', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'cal_0001');
      const placed = await service.send('POST', '/v1/orders', { token, body: LIMIT_BUY });
      expect(placed.body).toMatchObject({
        order: { status: 'QUEUED', limitPrice: '48000.00', heldAmount: '480.00' },
        transaction: { type: 'ORDER_HOLD', amount: '-480.00' },
      });
      const path = placed.headers.get('location') ?? '';

      const body = { limitPrice: '47000.00' };
      const replaced = await service.send('POST', `${path}/replace`, { token, body });
      expect(replaced).toMatchObject({
        status: 201,
        body: { order: { heldAmount: '470.00' }, replaced: { status: 'CANCELLED' }, balance: { held: '470.00' } },
      });
      const next = replaced.headers.get('location') ?? '';
      expect(next).not.toBe(path);

      const cancelled = await service.send('DELETE', next, { token });
      expect(cancelled).toMatchObject({
        status: 200,
        body: { order: { status: 'CANCELLED' }, balance: { available: '10000.00', held: '0.00' } },
      });
      const again = await service.send('DELETE', next, { token });
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'INVALID_ORDER_TRANSITION', from: 'CANCELLED', to: 'CANCELLED' },
      });
      expect(await service.send('POST', `${next}/replace`, { token, body })).toMatchObject({ status: 409 });
    });

    it('shows what a sale holds as a quantity, and what a buy holds as money', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'cal_0002');
      await service.send('POST', '/v1/orders', { token, body: { ...MARKET_BUY, quantity: '0.1' } });
      const sale = { orderType: 'LIMIT_SELL', assetId: 'BTC', quantity: '0.1', limitPrice: '60000' };
      expect((await service.send('POST', '/v1/orders', { token, body: sale })).body).toMatchObject({
        order: { heldAmount: '0.1' },
      });
      expect((await service.send('POST', '/v1/orders', { token, body: LIMIT_BUY })).body).toMatchObject({
        order: { heldAmount: '480.00' },
      });
    });

    it('links to the next page of the same list: its filter and its limit stay', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'cal_0003');
      for (const body of [LIMIT_BUY, MARKET_BUY, LIMIT_BUY]) await service.send('POST', '/v1/orders', { token, body });
      const first = await service.send('GET', '/v1/orders?open=true&limit=1', { token });
      const [, next = ''] = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
      const { searchParams, pathname } = new URL(next, service.url);
      expect(pathname).toBe('/v1/orders');
      expect(Object.fromEntries(searchParams)).toEqual({
        open: 'true',
        limit: '1',
        cursor: textAt(first.body, 'nextCursor'),
      });
      const second = await service.send('GET', next, { token });
      expect(second).toMatchObject({ status: 200, body: { items: [{ status: 'QUEUED' }] } });
      expect(itemsOf(second.body)).toHaveLength(1);
    });

    it("hides another user's orders: 404, as if they were not there", async () => {
      const { service } = setting();
      const owner = await newTrader(setting(), 'dee_0001');
      const stranger = await newTrader(setting(), 'edd_0001');
      const placed = await service.send('POST', '/v1/orders', {
        token: owner,
        body: { ...LIMIT_BUY, clientOrderId: 'mine' },
      });
      const path = placed.headers.get('location') ?? '';
      const missing = { status: 404, body: { code: 'ORDER_NOT_FOUND' } };
      expect(await service.send('GET', path, { token: stranger })).toMatchObject(missing);
      expect(await service.send('GET', '/v1/orders/by-client-id/mine', { token: stranger })).toMatchObject(missing);
      expect(await service.send('DELETE', path, { token: stranger })).toMatchObject(missing);
      const body = { quantity: '0.02' };
      expect(await service.send('POST', `${path}/replace`, { token: stranger, body })).toMatchObject(missing);
      expect(await service.send('GET', path, { token: owner })).toMatchObject({ body: { status: 'QUEUED' } });
    });

    it.each([
      ['an order type that there is not', { ...MARKET_BUY, orderType: 'BUY' }, 400, 'VALIDATION_FAILED'],
      ['a quantity of zero', { ...MARKET_BUY, quantity: '0' }, 400, 'VALIDATION_FAILED'],
      ['somebody else as its user', { ...MARKET_BUY, username: 'admin_01' }, 400, 'VALIDATION_FAILED'],
      ['an asset that there is not', { ...MARKET_BUY, assetId: 'NONE' }, 404, 'ASSET_NOT_FOUND'],
      ['more than the cash covers', { ...MARKET_BUY, quantity: '10' }, 422, 'INSUFFICIENT_BALANCE'],
      [
        'more than is held',
        { ...MARKET_BUY, orderType: 'MARKET_SELL', quantity: '10' },
        422,
        'INSUFFICIENT_ASSET_BALANCE',
      ],
    ])('refuses an order with %s', async (_what, body, status, code) => {
      const { service, admin } = setting();
      expect(await service.send('POST', '/v1/orders', { token: admin, body })).toMatchObject({
        status,
        body: { code },
      });
    });

    it('refuses an order of an asset that is closed, and takes it once that is open', async () => {
      const { service, admin } = setting();
      await listBitcoin(setting(), 'SHUT');
      const token = await newTrader(setting(), 'fin_0001');
      const open = (isActive: boolean) =>
        service.send('PATCH', '/v1/assets/SHUT', { token: admin, body: { isActive } });
      const buy = () => service.send('POST', '/v1/orders', { token, body: { ...MARKET_BUY, assetId: 'SHUT' } });
      await open(false);
      expect(await buy()).toMatchObject({ status: 422, body: { code: 'ASSET_INACTIVE', assetId: 'SHUT' } });
      await open(true);
      expect(await buy()).toMatchObject({ status: 201 });
    });

    it('lists by status, by asset, or what is open: one at a time', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'gil_0001');
      const resting = textAt(
        (await service.send('POST', '/v1/orders', { token, body: LIMIT_BUY })).body,
        'order',
        'orderId',
      );
      const filled = textAt(
        (await service.send('POST', '/v1/orders', { token, body: MARKET_BUY })).body,
        'order',
        'orderId',
      );
      const idsOf = async (query: string): Promise<readonly unknown[]> => {
        const page = await service.send('GET', `/v1/orders${query}`, { token });
        return itemsOf(page.body).map((order) => textAt(order, 'orderId'));
      };
      expect(await idsOf('')).toEqual([filled, resting]);
      expect(await idsOf('?status=COMPLETED')).toEqual([filled]);
      expect(await idsOf('?assetId=btc')).toEqual([filled, resting]);
      expect(await idsOf('?open=true')).toEqual([resting]);
      const both = await service.send('GET', '/v1/orders?open=true&assetId=BTC', { token });
      expect(both).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
      const ofUser = await service.send('GET', '/v1/users/gil_0001/orders?open=true', { token: admin });
      expect(ofUser).toMatchObject({ status: 200, body: { items: [{ orderId: resting }] } });
    });
  });
};
