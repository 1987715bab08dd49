import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/service.ts';
import { listBitcoin, newTrader, type Suite, useService } from './suite.ts';

export const users: Suite = (store) => {
  describe(`users over HTTP, on ${store.name}`, () => {
    const setting = useService(store);
    beforeAll(() => listBitcoin(setting()));

    it('lists them for an administrator alone, all of them or those in a status', async () => {
      const { service, admin } = setting();
      const token = await service.newCustomer('una_0001');
      expect(await service.send('GET', '/v1/users', { token })).toMatchObject({ status: 403 });
      const all = await service.send('GET', '/v1/users?limit=1', { token: admin });
      expect(all).toMatchObject({ status: 200, body: { items: [{ status: 'ACTIVE' }] } });
      const link = all.headers.get('link') ?? '';
      expect(link).toContain('cursor=');
      const active = await service.send('GET', '/v1/users?status=ACTIVE', { token: admin });
      expect(active).toMatchObject({
        body: { items: expect.arrayContaining([expect.objectContaining({ username: 'una_0001' })]) },
      });
      for (const query of ['status=OPEN', 'limit=0', 'cursor=none'])
        expect(await service.send('GET', `/v1/users?${query}`, { token: admin })).toMatchObject({ status: 400 });
    });

    it('finds them for an administrator alone by the beginning of a username or an e-mail', async () => {
      const { service, admin } = setting();
      const token = await service.newCustomer('ina_0001');
      await service.newCustomer('ina_0002');
      for (const search of ['usernamePrefix=INA_', 'emailPrefix=ina_']) {
        expect(await service.send('GET', `/v1/users?${search}`, { token })).toMatchObject({ status: 403 });
        const found = await service.send('GET', `/v1/users?${search}&limit=1`, { token: admin });
        expect(found).toMatchObject({ status: 200, body: { items: [{ username: 'ina_0001' }] } });
        const [, next = ''] = /<([^>]+)>/.exec(found.headers.get('link') ?? '') ?? [];
        const { pathname, search: query } = new URL(next, 'http://127.0.0.1');
        const rest = await service.send('GET', pathname + query, { token: admin });
        expect(rest).toMatchObject({ status: 200, body: { items: [{ username: 'ina_0002' }] } });
        expect(rest.headers.get('link')).toBeNull();
      }
      const nobody = await service.send('GET', '/v1/users?emailPrefix=a%2Bb%40', { token: admin });
      expect(nobody).toMatchObject({ status: 200, body: { items: [] } });
      for (const [query, field] of [
        ['usernamePrefix=a-b', 'usernamePrefix'],
        ['usernamePrefix=', 'usernamePrefix'],
        ['emailPrefix=a%20b', 'emailPrefix'],
        ['emailPrefix=a&usernamePrefix=a', 'emailPrefix'],
        ['usernamePrefix=a&status=ACTIVE', 'usernamePrefix'],
      ] as const)
        expect(await service.send('GET', `/v1/users?${query}`, { token: admin })).toMatchObject({
          status: 400,
          body: { code: 'VALIDATION_FAILED', field },
        });
    });

    it('suspends a user, who logs in nowhere and moves nothing, and reinstates the user', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'una_0002', '100.00');
      const send = (what: string, body: object, by = admin) =>
        service.send('POST', `/v1/users/UNA_0002/${what}`, { token: by, body });
      expect(await send('suspend', {}, token)).toMatchObject({ status: 403 });
      expect(await send('suspend', { by: 'somebody' })).toMatchObject({ status: 400, body: { field: 'by' } });
      const told = { status: 'SUSPENDED', statusBy: 'admin_01', statusReason: 'Card reported stolen' };
      expect(await send('suspend', { reason: 'Card reported stolen' })).toMatchObject({ status: 200, body: told });
      expect(await send('suspend', {})).toMatchObject({ status: 200, body: told });

      const suspended = { status: 403, body: { code: 'ACCOUNT_SUSPENDED', username: 'una_0002' } };
      // The earlier token may read until it expires, and nothing else.
      const deposit = { token, body: { amount: '1.00' } };
      expect((await service.send('POST', '/v1/me/deposits', deposit)).status).toBeGreaterThanOrEqual(401);
      const login = { username: 'una_0002', password: PASSWORD };
      expect(await service.send('POST', '/v1/sessions', { body: login })).toMatchObject(suspended);
      const order = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' };
      expect((await service.send('POST', '/v1/orders', { token, body: order })).status).toBeGreaterThanOrEqual(401);
      const transfer = { type: 'TRANSFER_IN', assetId: 'BTC', quantity: '1' };
      expect(await send('transfers', transfer)).toMatchObject(suspended);
      expect(await send('adjustments', { amount: '-1.00' })).toMatchObject({ status: 201 });

      const reinstated = { status: 'ACTIVE', statusReason: 'Card found' };
      expect(await send('reinstate', { reason: 'Card found' })).toMatchObject({ status: 200, body: reinstated });
      expect(await send('reinstate', {}, token)).toMatchObject({ status: expect.any(Number) });
      const { body } = await service.send('POST', '/v1/sessions', { body: login });
      expect(body).toMatchObject({ user: { status: 'ACTIVE' } });
      // Only operators see the notes of operators.
      expect(JSON.stringify(body)).not.toMatch(/admin_01|Card found/);
      const nobody = await service.send('POST', '/v1/users/nobody_01/suspend', { token: admin, body: {} });
      expect(nobody).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
      const noOne = await service.send('POST', '/v1/users/nobody_01/reinstate', { token: admin, body: {} });
      expect(noOne).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    });

    it('changes what is known of a user, and erases it all but the name', async () => {
      const { service, admin } = setting();
      const token = await newTrader(setting(), 'una_0003', '100.00');
      const path = '/v1/users/una_0003';
      const changed = await service.send('PATCH', path, { token: admin, body: { lastName: 'Moor-Lee' } });
      expect(changed).toMatchObject({ status: 200, body: { lastName: 'Moor-Lee' } });
      const promoted = await service.send('PATCH', path, { token: admin, body: { role: 'admin' } });
      expect(promoted).toMatchObject({ status: 400, body: { field: 'role' } });

      expect(await service.send('DELETE', path, { token })).toMatchObject({ status: 403 });
      const erased = await service.send('DELETE', path, { token: admin });
      expect(erased).toMatchObject({ status: 200, body: { status: 'ERASED', statusBy: 'admin_01' } });
      expect(JSON.stringify(erased.body)).not.toContain('Moor-Lee');
      expect(await service.send('DELETE', path, { token: admin })).toMatchObject({ status: 200, body: erased.body });
      const listed = await service.send('GET', '/v1/users?status=ERASED', { token: admin });
      expect(listed).toMatchObject({ body: { items: [erased.body] } });
      const back = await service.send('POST', `${path}/reinstate`, { token: admin, body: {} });
      expect(back).toMatchObject({ status: 403, body: { code: 'ACCOUNT_SUSPENDED' } });
      expect(await service.send('POST', `${path}/reconcile`, { token: admin })).toMatchObject({
        body: { reconciled: true },
      });
      const nobody = await service.send('DELETE', '/v1/users/nobody_01', { token: admin });
      expect(nobody).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    });

    it('tells the trail who suspended, reinstated and erased an account, and where from', async () => {
      const { service, admin } = setting();
      await service.newCustomer('una_0004');
      const path = '/v1/users/una_0004';
      const before = service.lines.length;
      for (const what of ['suspend', 'suspend', 'reinstate'])
        await service.send('POST', `${path}/${what}`, { token: admin, body: { reason: 'Card reported stolen' } });
      await service.send('DELETE', path, { token: admin });
      const told = service.lines.slice(before).flatMap((line) => JSON.parse(line).audit ?? []);
      const by = { username: 'una_0004', actor: 'admin_01', ipAddress: expect.any(String) };
      expect(told).toMatchObject([
        { event: 'USER_SUSPENDED', ...by },
        { event: 'USER_REINSTATED', ...by },
        { event: 'USER_ERASED', ...by },
      ]);
    });
  });
};
