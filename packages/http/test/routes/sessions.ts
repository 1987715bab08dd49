import { describe, expect, it } from 'vitest';
import { itemsOf, PASSWORD, textAt } from '../support/service.ts';
import { type Suite, useService } from './suite.ts';

const ended = { status: 401, body: { code: 'TOKEN_INVALID', reason: 'ENDED' } };

export const sessions: Suite = (store) => {
  describe(`sessions over HTTP, on ${store.name}`, () => {
    const setting = useService(store);

    it('lists the logins of the caller, and ends one of them', async () => {
      const { service } = setting();
      const token = await service.newCustomer('mia_0001');
      const body = { username: 'mia_0001', password: PASSWORD };
      const headers = { 'user-agent': 'Phone/1.0' };
      const phone = await service.send('POST', '/v1/sessions', { body, headers });
      const listed = await service.send('GET', '/v1/me/sessions', { token });
      const items = itemsOf(listed.body);
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({ deviceLabel: 'Phone/1.0', lastAddress: expect.any(String) });
      const named = await service.send('POST', '/v1/sessions', { body: { ...body, deviceLabel: 'Mia’s tablet' } });
      expect(named).toMatchObject({ status: 201 });
      const [newest] = itemsOf((await service.send('GET', '/v1/me/sessions', { token })).body);
      expect(newest).toMatchObject({ deviceLabel: 'Mia’s tablet' });
      const familyId = textAt(items[0], 'familyId');
      for (let time = 0; time < 2; time++)
        expect(await service.send('DELETE', `/v1/me/sessions/${familyId}`, { token })).toMatchObject({ status: 204 });
      const refreshToken = textAt(phone.body, 'refreshToken');
      expect(await service.send('POST', '/v1/sessions/refresh', { body: { refreshToken } })).toMatchObject(ended);
      const none = await service.send('DELETE', '/v1/me/sessions/first', { token });
      expect(none).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field: 'familyId' } });
    });

    it('ends all logins of the caller', async () => {
      const { service } = setting();
      const token = await service.newCustomer('nia_0001');
      const body = { username: 'nia_0001', password: PASSWORD };
      const other = await service.send('POST', '/v1/sessions', { body });
      expect(await service.send('DELETE', '/v1/me/sessions', { token })).toMatchObject({ status: 204 });
      const refreshToken = textAt(other.body, 'refreshToken');
      expect(await service.send('POST', '/v1/sessions/refresh', { body: { refreshToken } })).toMatchObject(ended);
      expect(await service.send('DELETE', '/v1/me/sessions')).toMatchObject({ status: 401 });
    });

    it('lets an administrator set a password, of which the owner is told, and end a pause, and nobody else', async () => {
      const { service, admin } = setting();
      const token = await service.newCustomer('ole_0001');
      const login = (password: string) =>
        service.send('POST', '/v1/sessions', { body: { username: 'ole_0001', password } });
      for (let tried = 0; tried < 5; tried++) expect(await login('not the password')).toMatchObject({ status: 401 });
      expect(await login(PASSWORD)).toMatchObject({ status: 401 });
      const unlock = '/v1/users/ole_0001/unlock';
      expect(await service.send('POST', unlock, { token })).toMatchObject({ status: 403 });
      expect(await service.send('POST', unlock, { token: admin })).toMatchObject({ status: 204 });
      expect(await login(PASSWORD)).toMatchObject({ status: 201 });

      const body = { newPassword: 'granite ferry 12 saffron' };
      const path = '/v1/users/ole_0001/password';
      expect(await service.send('PUT', path, { token, body })).toMatchObject({ status: 403 });
      expect(await service.send('PUT', path, { token: admin, body })).toMatchObject({ status: 204 });
      expect(service.mails.at(-1)).toMatchObject({ kind: 'PASSWORD_CHANGED', to: 'ole_0001@example.com' });
      expect(await login(body.newPassword)).toMatchObject({ status: 201 });
      const nobody = await service.send('PUT', '/v1/users/nobody_01/password', { token: admin, body });
      expect(nobody).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    });

    it('lets an administrator change a role, which ends the logins, and nobody else', async () => {
      const { service, admin } = setting();
      const token = await service.newCustomer('pia_0001');
      const path = '/v1/users/pia_0001/role';
      const body = { role: 'admin' };
      expect(await service.send('PUT', path, { token, body })).toMatchObject({ status: 403 });
      const unknown = await service.send('PUT', path, { token: admin, body: { role: 'emperor' } });
      expect(unknown).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field: 'role' } });
      const login = { username: 'pia_0001', password: PASSWORD };
      const before = await service.send('POST', '/v1/sessions', { body: login });
      const changed = await service.send('PUT', path, { token: admin, body });
      expect(changed).toMatchObject({ status: 200, body: { username: 'pia_0001', role: 'admin' } });
      const refreshToken = textAt(before.body, 'refreshToken');
      expect(await service.send('POST', '/v1/sessions/refresh', { body: { refreshToken } })).toMatchObject(ended);
      expect(await service.send('DELETE', '/v1/users/pia_0001', { token: admin })).toMatchObject({ status: 200 });
      const erased = await service.send('PUT', path, { token: admin, body: { role: 'customer' } });
      expect(erased).toMatchObject({ status: 403, body: { code: 'ACCOUNT_SUSPENDED' } });
    });
  });
};
