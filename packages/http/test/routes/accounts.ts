import { describe, expect, it } from 'vitest';
import { PASSWORD, textAt } from '../support/service.ts';
import { type Suite, useService } from './suite.ts';

const newUser = (username: string) => ({
  username,
  email: `${username}@example.com`,
  firstName: 'Ada',
  lastName: 'Moor',
  password: PASSWORD,
});

export const accounts: Suite = (store) => {
  describe(`accounts over HTTP, on ${store.name}`, () => {
    const setting = useService(store);

    it('registers a customer once, without showing a hash', async () => {
      const { service } = setting();
      const reply = await service.send('POST', '/v1/users', { body: newUser('ada_0001') });
      expect(reply).toMatchObject({ status: 201, body: { user: { username: 'ada_0001', role: 'customer' } } });
      expect(reply.headers.get('location')).toBe('/v1/me');
      expect(JSON.stringify(reply.body)).not.toMatch(/hash/i);

      const again = await service.send('POST', '/v1/users', { body: newUser('ada_0001') });
      expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS', entity: 'user' } });
    });

    it.each(['role', 'passwordHash', 'version'])('takes no %s from who registers', async (field) => {
      const { service } = setting();
      const reply = await service.send('POST', '/v1/users', { body: { ...newUser('ada_0002'), [field]: 'admin' } });
      expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field } });
    });

    it('logs in, refreshes, and logs out', async () => {
      const { service } = setting();
      await service.newCustomer('bea_0001');
      const login = await service.send('POST', '/v1/sessions', { body: { username: 'bea_0001', password: PASSWORD } });
      expect(login).toMatchObject({ status: 201, body: { user: { username: 'bea_0001' } } });
      const first = textAt(login.body, 'refreshToken');

      const refreshed = await service.send('POST', '/v1/sessions/refresh', { body: { refreshToken: first } });
      expect(refreshed.status).toBe(200);
      const token = textAt(refreshed.body, 'accessToken');
      expect(await service.send('GET', '/v1/me', { token })).toMatchObject({ body: { username: 'bea_0001' } });

      const refreshToken = textAt(refreshed.body, 'refreshToken');
      const logout = await service.send('DELETE', '/v1/sessions/current', { body: { refreshToken } });
      expect(logout).toMatchObject({ status: 204, body: undefined });
      const late = await service.send('POST', '/v1/sessions/refresh', { body: { refreshToken } });
      expect(late).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID', reason: 'ENDED' } });
    });

    it('says in the audit trail where a registration, a login and a logout came from', async () => {
      const { service } = setting();
      const headers = { 'x-request-id': 'bea-asks', 'user-agent': 'curl/8.5' };
      await service.send('POST', '/v1/users', { body: newUser('bea_0002'), headers });
      const credentials = { username: 'bea_0002', password: PASSWORD };
      const login = await service.send('POST', '/v1/sessions', { body: credentials, headers });
      const body = { refreshToken: textAt(login.body, 'refreshToken') };
      await service.send('DELETE', '/v1/sessions/current', { body, headers });
      const source = { requestId: 'bea-asks', userAgent: 'curl/8.5', ipAddress: '127.0.0.1', username: 'bea_0002' };
      const audited = service.lines.flatMap((line) => JSON.parse(line).audit ?? []);
      for (const event of ['USER_CREATED', 'LOGIN_SUCCEEDED', 'LOGGED_OUT'])
        expect(audited).toContainEqual(expect.objectContaining({ event, ...source }));
    });

    it.each([
      ['a wrong password', { username: 'cyd_0001', password: 'not the password' }],
      ['a name that nobody has', { username: 'nobody_01', password: PASSWORD }],
      ['a name that nobody can have', { username: '\u0000', password: PASSWORD }],
    ])('refuses %s alike', async (_what, body) => {
      const { service } = setting();
      const reply = await service.send('POST', '/v1/sessions', { body });
      expect(reply).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('refuses a refresh token that is none', async () => {
      const { service } = setting();
      const body = { refreshToken: 'abc' };
      const malformed = { status: 401, body: { code: 'TOKEN_INVALID', reason: 'MALFORMED' } };
      expect(await service.send('POST', '/v1/sessions/refresh', { body })).toMatchObject(malformed);
      expect(await service.send('DELETE', '/v1/sessions/current', { body })).toMatchObject(malformed);
    });

    it('changes a password, which the next login takes, and tells the owner', async () => {
      const { service } = setting();
      const token = await service.newCustomer('dot_0001');
      const newPassword = 'granite ferry 12 saffron';
      const wrong = { currentPassword: 'not the password', newPassword };
      const refused = await service.send('PUT', '/v1/me/password', { token, body: wrong });
      expect(refused).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
      expect(service.mails.filter(({ to }) => to === 'dot_0001@example.com')).toEqual([]);

      const right = { currentPassword: PASSWORD, newPassword };
      expect(await service.send('PUT', '/v1/me/password', { token, body: right })).toMatchObject({ status: 204 });
      expect(service.mails.at(-1)).toMatchObject({ kind: 'PASSWORD_CHANGED', to: 'dot_0001@example.com' });
      const login = { username: 'dot_0001', password: newPassword };
      expect(await service.send('POST', '/v1/sessions', { body: login })).toMatchObject({ status: 201 });
    });

    it('changes what is given of an account, and no role', async () => {
      const { service } = setting();
      const token = await service.newCustomer('eve_0001');
      const body = { firstName: 'Evelyn', phone: '+4915112345678' };
      const changed = await service.send('PATCH', '/v1/me', { token, body });
      expect(changed).toMatchObject({ status: 200, body: { ...body, username: 'eve_0001', role: 'customer' } });

      const cleared = await service.send('PATCH', '/v1/me', { token, body: { phone: null } });
      expect(cleared.body).not.toHaveProperty('phone');
      // Whoever reads the mail of an address can open the account. So a change takes the password, and a token that was
      // sent to the address.
      for (const field of ['role', 'passwordHash', 'username', 'email']) {
        const reply = await service.send('PATCH', '/v1/me', { token, body: { [field]: 'admin' } });
        expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field } });
      }
    });
  });
};
