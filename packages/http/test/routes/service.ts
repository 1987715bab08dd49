import { describe, expect, it } from 'vitest';
import { type Suite, useService } from './suite.ts';

export const service: Suite = (store) => {
  describe(`the service itself, on ${store.name}`, () => {
    const setting = useService(store);

    it('is alive, and ready while the store answers', async () => {
      const { service: running } = setting();
      expect(await running.send('GET', '/health/live')).toMatchObject({ status: 200, body: { live: true } });
      expect(await running.send('GET', '/health/ready')).toMatchObject({ status: 200, body: { healthy: true } });
    });

    it('serves its keys, of which a secret is none', async () => {
      expect(await setting().service.send('GET', '/.well-known/jwks.json')).toMatchObject({
        status: 200,
        body: { keys: [] },
      });
    });

    it('says 404 where there is nothing, and 405 with what is allowed where the method is wrong', async () => {
      const { service: running } = setting();
      const nothing = await running.send('GET', '/v1/nothing');
      expect(nothing).toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } });
      expect(JSON.parse(running.lines.at(-1) ?? '')).toMatchObject({
        http: { route: '/v1/nothing', status: 404, requestId: nothing.headers.get('x-request-id') },
      });
      const wrong = await running.send('PUT', '/v1/orders');
      expect(wrong).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
      expect(wrong.headers.get('allow')).toBe('POST, GET');
    });

    it.each([
      ['no token', undefined, 'TOKEN_MISSING'],
      ['a scheme that is not Bearer', 'Basic YTpi', 'TOKEN_MISSING'],
      ['a token that is none', 'Bearer abc', 'TOKEN_INVALID'],
    ])('asks for a token: %s', async (_what, authorization, code) => {
      const headers = authorization === undefined ? {} : { authorization };
      const reply = await setting().service.send('GET', '/v1/portfolio', { headers });
      expect(reply).toMatchObject({ status: 401, body: { code } });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('says that a token has expired', async () => {
      const { service: running } = setting();
      const token = await running.newCustomer('may_0001');
      running.clock.advance(16 * 60_000);
      const reply = await running.send('GET', '/v1/me', { token });
      expect(reply).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } });
    });
  });
};
