import { describe, expect, it } from 'vitest';
import { valueAt } from '../support/reply-checker.ts';
import { itemsOf, textAt } from '../support/service.ts';
import { newTrader, type Suite, useService } from './suite.ts';

export const cash: Suite = (store) => {
  describe(`cash over HTTP, on ${store.name}`, () => {
    const setting = useService(store);

    it('books a deposit at once, in the decimals of its currency', async () => {
      const { service } = setting();
      const token = await service.newCustomer('ann_0001');
      const reply = await service.send('POST', '/v1/me/deposits', { token, body: { amount: '1000' } });
      expect(reply).toMatchObject({
        status: 201,
        body: {
          replayed: false,
          transaction: { type: 'DEPOSIT', status: 'COMPLETED', amount: '1000.00', balanceAfter: '1000.00' },
          balance: { available: '1000.00', held: '0.00', currentBalance: '1000.00' },
        },
      });
      const location = reply.headers.get('location') ?? '';
      expect((await service.send('GET', location, { token })).body).toEqual(valueAt(reply.body, ['transaction']));
      expect(await service.send('GET', '/v1/me/balances', { token })).toMatchObject({
        status: 200,
        body: { items: [{ currency: 'USD', available: '1000.00' }] },
      });
    });

    it.each(['deposits', 'withdrawals'])('repeats %s under a key with the first reply', async (route) => {
      const { service } = setting();
      const token = await newTrader(setting(), `ben_${route.slice(0, 4)}1`);
      const request = { token, body: { amount: '10.00' }, headers: { 'idempotency-key': 'key-1' } };
      const first = await service.send('POST', `/v1/me/${route}`, request);
      const second = await service.send('POST', `/v1/me/${route}`, request);
      expect(first.headers.get('idempotency-replayed')).toBeNull();
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect(second).toMatchObject({
        status: 201,
        body: { transaction: valueAt(first.body, ['transaction']), replayed: true },
      });
      expect(second.headers.get('location')).toBe(first.headers.get('location'));

      const other = await service.send('POST', `/v1/me/${route}`, { ...request, body: { amount: '11.00' } });
      expect(other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_CONFLICT', key: 'key-1' } });
      const inBody = { ...request, headers: {}, body: { amount: '10.00', idempotencyKey: 'key-1' } };
      expect(await service.send('POST', `/v1/me/${route}`, inBody)).toMatchObject({ body: { replayed: true } });
    });

    it('refuses two different keys, and takes one that came both ways', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'cat_0001');
      const deposit = (header: string, idempotencyKey: string) =>
        service.send('POST', '/v1/me/deposits', {
          token,
          body: { amount: '1.00', idempotencyKey },
          headers: { 'idempotency-key': header },
        });
      expect(await deposit('one', 'other')).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED', field: 'Idempotency-Key' },
      });
      expect(await deposit('one', 'one')).toMatchObject({ status: 201 });
      expect(await deposit('"one"', 'one')).toMatchObject({ status: 201, body: { replayed: true } });
      expect(await deposit('one, other', 'one')).toMatchObject({ status: 400 });
    });

    it('tells what is missing for a withdrawal, in the decimals of its currency', async () => {
      const { service } = setting();
      const token = await newTrader(setting(), 'dan_0001', '10.00');
      const reply = await service.send('POST', '/v1/me/withdrawals', { token, body: { amount: '10.5' } });
      expect(reply).toMatchObject({
        status: 422,
        body: {
          code: 'INSUFFICIENT_BALANCE',
          type: 'urn:orderfolio:problem:insufficient-balance',
          required: '10.50',
          available: '10.00',
          currency: 'USD',
          retryable: false,
        },
      });
    });

    it('converts at the rate that administrators set, once under a key', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'xia_0001', '110.00');
      const convert = (body: object) =>
        service.send('POST', '/v1/me/conversions', { token, body, headers: { 'idempotency-key': 'c-1' } });
      const command = { from: 'USD', to: 'EUR', amount: '55.00' };
      expect(await convert(command)).toMatchObject({
        status: 503,
        body: { code: 'RATE_UNAVAILABLE', base: 'USD', quote: 'EUR', retryable: true },
      });
      expect(await service.send('GET', '/v1/rates/USD/EUR', { token })).toMatchObject({ status: 503 });
      expect(await service.send('GET', '/v1/rates/USD/XYZ', { token })).toMatchObject({
        status: 400,
        body: { field: 'quote' },
      });
      const rate = { base: 'EUR', quote: 'USD', rate: '1.10' };
      expect(await service.send('POST', '/v1/rates', { token, body: rate })).toMatchObject({ status: 403 });
      const set = await service.send('POST', '/v1/rates', { token: admin, body: rate });
      expect(set).toMatchObject({ status: 200, body: { pair: 'EUR/USD', rate: '1.1', version: 1 } });
      expect(await service.send('GET', '/v1/rates', { token })).toMatchObject({ body: { items: [set.body] } });
      expect(await service.send('GET', '/v1/rates?limit=0', { token })).toMatchObject({ status: 400 });
      expect(await service.send('GET', '/v1/rates/USD/EUR', { token })).toMatchObject({
        status: 200,
        body: { base: 'USD', quote: 'EUR', rate: '0.9090909090909090909' },
      });

      const first = await convert(command);
      expect(first).toMatchObject({
        status: 201,
        body: {
          paid: { transaction: { type: 'CONVERSION', amount: '-55.00' }, balance: { available: '55.00' } },
          received: { transaction: { amount: '49.99', currency: 'EUR' }, balance: { available: '49.99' } },
          replayed: false,
        },
      });
      expect(await convert(command)).toMatchObject({ status: 201, body: { replayed: true } });
      const location = first.headers.get('location') ?? '';
      expect((await service.send('GET', location, { token })).body).toEqual(
        valueAt(first.body, ['received', 'transaction']),
      );
      expect(await convert({ ...command, to: 'USD' })).toMatchObject({ status: 400, body: { field: 'to' } });
      expect(await convert({ ...command, amount: '56.00' })).toMatchObject({ status: 409 });
    });

    it.each([
      ['an amount that is a number', { amount: 10 }, 'amount'],
      ['a fraction of a cent', { amount: '0.001' }, 'amount'],
      ['a currency that there is not', { amount: '1', currency: 'XYZ' }, 'currency'],
      ['a field that there is not', { amount: '1', fee: '1' }, 'fee'],
      ["somebody else's name", { amount: '1', username: 'admin_01' }, 'username'],
      ['nothing', {}, 'amount'],
      ['a list', [], 'body'],
      ['no JSON', '{', 'body'],
    ])('refuses %s, naming the field', async (_what, body, field) => {
      const { service, admin } = setting();
      const reply = await service.send('POST', '/v1/me/deposits', { token: admin, body });
      expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field } });
    });

    it.each([
      ['complete', 'COMPLETED', '0.00'],
      ['fail', 'FAILED', '100.00'],
      ['cancel', 'CANCELLED', '100.00'],
    ])('lets an administrator %s a pending withdrawal, once', async (action, status, available) => {
      const { service, admin } = setting();
      const username = `eli_${action}`;
      const token = await newTrader(setting(), username, '100.00');
      const body = { amount: '100.00', status: 'PENDING' };
      const held = await service.send('POST', '/v1/me/withdrawals', { token, body });
      expect(held.body).toMatchObject({ balance: { available: '0.00', held: '100.00' } });
      const path = `/v1/users/${username}/transactions/${textAt(held.body, 'transaction', 'transactionId')}`;

      expect(await service.send('POST', `${path}/${action}`, { token })).toMatchObject({
        status: 403,
        body: { code: 'ACCESS_DENIED', required: ['admin'] },
      });
      expect(await service.send('POST', `${path}/${action}`, { token: admin })).toMatchObject({
        status: 200,
        body: { transaction: { status }, balance: { available, held: '0.00' } },
      });
      expect(await service.send('GET', path, { token })).toMatchObject({ status: 403 });
      const again = await service.send('POST', `${path}/${action}`, { token: admin });
      expect(again).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSACTION_TRANSITION', from: status } });
      expect(await service.send('GET', path, { token: admin })).toMatchObject({ status: 200, body: { status } });
    });

    it("hides another user's rows: 404, as if they were not there", async () => {
      const { service } = setting();
      const owner = await service.newCustomer('fay_0001');
      const stranger = await service.newCustomer('gus_0001');
      const deposit = await service.send('POST', '/v1/me/deposits', { token: owner, body: { amount: '1' } });
      const location = deposit.headers.get('location') ?? '';
      const reply = await service.send('GET', location, { token: stranger });
      expect(reply).toMatchObject({ status: 404, body: { code: 'TRANSACTION_NOT_FOUND', username: 'gus_0001' } });
    });

    it('walks a statement by its links, each row once', async () => {
      const { service } = setting();
      const token = await service.newCustomer('ida_0001');
      for (const amount of ['1', '2', '3', '4', '5']) {
        await service.send('POST', '/v1/me/deposits', { token, body: { amount } });
      }
      const amounts: string[] = [];
      let path: string | undefined = '/v1/me/transactions?limit=2';
      for (let pages = 0; path !== undefined; pages++) {
        expect(pages).toBeLessThan(3);
        const page = await service.send('GET', path, { token });
        amounts.push(...itemsOf(page.body).map((row) => textAt(row, 'amount')));
        path = /^<(.*)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
        expect(path === undefined).toBe(valueAt(page.body, ['nextCursor']) === undefined);
      }
      expect(amounts).toEqual(['5.00', '4.00', '3.00', '2.00', '1.00']);
    });

    it.each([
      ['limit=0', 'VALIDATION_FAILED'],
      ['limit=101', 'VALIDATION_FAILED'],
      ['limit=two', 'VALIDATION_FAILED'],
      ['limit=1&limit=2', 'VALIDATION_FAILED'],
      ['colour=red', 'VALIDATION_FAILED'],
      ['cursor=abc', 'INVALID_CURSOR'],
    ])('refuses a list with ?%s', async (query, code) => {
      const { service, admin } = setting();
      const reply = await service.send('GET', `/v1/me/transactions?${query}`, { token: admin });
      expect(reply).toMatchObject({ status: 400, body: { code } });
    });
  });
};
