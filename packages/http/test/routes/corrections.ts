import { beforeAll, describe, expect, it } from 'vitest';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

export const corrections: Suite = (store) => {
  describe(`corrections over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('adjusts cash for an administrator alone', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'hal_0001', '20.00');
      const request = { body: { amount: '-12.5' }, headers: { 'idempotency-key': 'fee' } };
      const path = '/v1/users/hal_0001/adjustments';
      expect(await service.send('POST', path, { ...request, token })).toMatchObject({ status: 403 });
      const reply = await service.send('POST', path, { ...request, token: admin });
      expect(reply).toMatchObject({
        status: 201,
        body: { transaction: { type: 'SYSTEM_ADJUSTMENT', amount: '-12.50' }, balance: { available: '7.50' } },
      });
      expect(await service.send('GET', reply.headers.get('location') ?? '', { token: admin })).toMatchObject({
        body: { amount: '-12.50' },
      });
      expect(await service.send('POST', path, { ...request, token: admin })).toMatchObject({
        body: { replayed: true },
      });
      const nobody = await service.send('POST', '/v1/users/nobody_01/adjustments', { ...request, token: admin });
      expect(nobody).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    });

    it.each([
      ['adjustments', { amount: '1' }, /^\/v1\/users\/hal_0002\/transactions\/[0-9A-Z]{26}$/],
      ['adjustments', { assetId: 'BTC', quantity: '1' }, /^\/v1\/users\/hal_0002\/portfolio$/],
      ['transfers', { type: 'TRANSFER_IN', assetId: 'BTC', quantity: '1' }, /^\/v1\/users\/hal_0002\/portfolio$/],
    ])(
      'shows what is new under the name as it is stored, however it was asked for: %s of %j',
      async (what, body, at) => {
        const { service, admin } = setting();
        await service.newCustomer('hal_0002').catch(() => undefined);
        const reply = await service.send('POST', `/v1/users/HAL_0002/${what}`, { token: admin, body });
        expect(reply.headers.get('location')).toMatch(at);
        const shown = await service.send('GET', reply.headers.get('location') ?? '', { token: admin });
        expect(shown).toMatchObject({ status: 200 });
      },
    );

    it('moves an asset in and out, and writes it off, each once under its key', async () => {
      const { service, admin } = setting();
      await newTrader(setting(), 'ian_0001');
      const send = (what: string, key: string, body: object) =>
        service.send('POST', `/v1/users/ian_0001/${what}`, { token: admin, body, headers: { 'idempotency-key': key } });
      const arrives = { type: 'TRANSFER_IN', assetId: 'btc', quantity: '0.5' };
      expect(await send('transfers', 'in', arrives)).toMatchObject({
        status: 201,
        body: { assetTransaction: { type: 'TRANSFER_IN' }, assetBalance: { available: '0.5' }, replayed: false },
      });
      const again = await send('transfers', 'in', arrives);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await send('transfers', 'in', { ...arrives, quantity: '0.6' })).toMatchObject({
        status: 409,
        body: { code: 'IDEMPOTENCY_CONFLICT' },
      });
      expect(await send('transfers', 'out', { type: 'TRANSFER_OUT', assetId: 'BTC', quantity: '0.2' })).toMatchObject({
        status: 201,
        body: { assetBalance: { available: '0.3' } },
      });
      expect(await send('adjustments', 'off', { assetId: 'BTC', quantity: '-0.3' })).toMatchObject({
        status: 201,
        body: { assetTransaction: { type: 'ADJUSTMENT' }, assetBalance: { available: '0' } },
      });
      const { body } = await service.send('POST', '/v1/users/ian_0001/reconcile', { token: admin });
      expect(body).toMatchObject({ reconciled: true });
    });

    it('keeps what came in at its cost, through a split, and shows it in the portfolio', async () => {
      const { service, admin } = setting();
      await newTrader(setting(), 'ian_0002');
      const send = (what: string, body: object) =>
        service.send('POST', `/v1/users/ian_0002/${what}`, { token: admin, body });
      const arrives = { type: 'TRANSFER_IN', assetId: 'BTC', quantity: '0.25', costBasis: '2000' };
      expect(await send('transfers', arrives)).toMatchObject({
        status: 201,
        body: { assetTransaction: { costBasis: '2000.00', costBasisAfter: '2000.00' } },
      });
      expect(await send('adjustments', { assetId: 'BTC', ratio: '2' })).toMatchObject({
        status: 201,
        body: { assetTransaction: { quantity: '0.25', ratio: '2' }, assetBalance: { costBasis: '2000.00' } },
      });
      const { body } = await service.send('GET', '/v1/users/ian_0002/portfolio', { token: admin });
      expect(body).toMatchObject({ assetBalances: [{ costBasis: '2000.00', averagePrice: '4000.00' }] });
    });

    it.each([
      ['transfers', { type: 'TRANSFER_OUT', assetId: 'BTC', quantity: '1', costBasis: '1' }, 400, 'VALIDATION_FAILED'],
      ['transfers', { type: 'TRANSFER_IN', assetId: 'BTC', quantity: '1', costBasis: '-1' }, 400, 'VALIDATION_FAILED'],
      ['adjustments', { assetId: 'BTC', ratio: '2' }, 404, 'ASSET_BALANCE_NOT_FOUND'],
      ['adjustments', { assetId: 'BTC', ratio: '1' }, 400, 'VALIDATION_FAILED'],
      ['transfers', { type: 'SIDEWAYS', assetId: 'BTC', quantity: '1' }, 400, 'VALIDATION_FAILED'],
      ['transfers', { type: 'TRANSFER_OUT', assetId: 'BTC', quantity: '1' }, 422, 'INSUFFICIENT_ASSET_BALANCE'],
      ['transfers', { type: 'TRANSFER_IN', assetId: 'NONE', quantity: '1' }, 404, 'ASSET_NOT_FOUND'],
      ['adjustments', { assetId: 'BTC', amount: '1' }, 400, 'VALIDATION_FAILED'],
      ['adjustments', { amount: '0' }, 400, 'VALIDATION_FAILED'],
    ])('refuses %s of %j', async (what, body, status, code) => {
      const { service, admin } = setting();
      const reply = await service.send('POST', `/v1/users/admin_01/${what}`, { token: admin, body });
      expect(reply).toMatchObject({ status, body: { code } });
    });
  });
};
