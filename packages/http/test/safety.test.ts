import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createHttpApi, gatewayIdentity, type HttpApiOptions } from '@orderfolio/http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, describe, expect, test } from 'vitest';
import { PASSWORD, type ServiceSettings, startService, type TestService } from './support/service.ts';
import { storeOver } from './support/store-over.ts';

let running: TestService | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(settings: ServiceSettings = {}): Promise<TestService> {
  running = await startService((clock) => openSqlite({ filename: ':memory:', clock }), settings);
  return running;
}

describe('limits on who is not known yet', () => {
  const few = { requests: 2, seconds: 3600 };
  const many = { requests: 1000, seconds: 3600 };
  const login = (service: TestService, username: string, headers = {}) =>
    service.send('POST', '/v1/sessions', { body: { username, password: 'not the password' }, headers });

  test('count logins by address, and say when to come again', async () => {
    const service = await start({ rateLimit: { login: { perAddress: few, perUser: many } } });
    expect(await login(service, 'alice_01')).toMatchObject({ status: 401 });
    expect(await login(service, 'bob_0001')).toMatchObject({ status: 401 });
    const third = await login(service, 'carol_01');
    expect(third).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED', retryable: true } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(3500);
  });

  test('count logins by user, in any case, whatever the address', async () => {
    const service = await start({ rateLimit: { login: { perAddress: many, perUser: few } }, trustProxy: 1 });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await login(service, 'alice_01', from('203.0.113.1'))).toMatchObject({ status: 401 });
    expect(await login(service, 'ALICE_01', from('203.0.113.2'))).toMatchObject({ status: 401 });
    expect(await login(service, 'alice_01', from('203.0.113.3'))).toMatchObject({ status: 429 });
    expect(await login(service, 'bob_0001', from('203.0.113.3'))).toMatchObject({ status: 401 });
  });

  test('count the whole network of an IPv6 client', async () => {
    const service = await start({ rateLimit: { login: { perAddress: few, perUser: many } }, trustProxy: 1 });
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2']) {
      expect(await login(service, 'alice_01', { 'x-forwarded-for': address })).toMatchObject({ status: 401 });
    }
    const third = { 'x-forwarded-for': '2001:0db8:0001:0002:0:0:0:3' };
    expect(await login(service, 'alice_01', third)).toMatchObject({ status: 429 });
    expect(await login(service, 'alice_01', { 'x-forwarded-for': '2001:db8:1:3::1' })).toMatchObject({ status: 401 });
  });

  test('count an IPv4 client once, however its address is written', async () => {
    const service = await start({ rateLimit: { login: { perAddress: few, perUser: many } }, trustProxy: 1 });
    const from = (address: string) => login(service, 'alice_01', { 'x-forwarded-for': address });
    expect(await from('203.0.113.1')).toMatchObject({ status: 401 });
    expect(await from('::ffff:203.0.113.1')).toMatchObject({ status: 401 });
    for (const address of ['::FFFF:CB00:7101', '0:0:0:0:0:ffff:203.0.113.1'])
      expect(await from(address), address).toMatchObject({ status: 429 });
    expect(await from('::ffff:cb00:7102')).toMatchObject({ status: 401 });
    expect(await from('::ffff:203.0.113.3')).toMatchObject({ status: 401 });
  });

  test('count registrations and refreshes', async () => {
    const limits = { perAddress: few, perUser: many };
    const service = await start({ rateLimit: { register: { perAddress: few }, refresh: limits } });
    for (const [index, status] of [201, 201, 429].entries()) {
      const username = `user_000${index}`;
      const profile = { username, email: `${username}@example.com`, firstName: 'A', lastName: 'B', password: PASSWORD };
      expect((await service.send('POST', '/v1/users', { body: profile })).status).toBe(status);
    }
    const { refreshToken } = await service.auth.authenticateUser({ username: 'user_0000', password: PASSWORD });
    const refresh = () => service.send('POST', '/v1/sessions/refresh', { body: { refreshToken } });
    expect(await refresh()).toMatchObject({ status: 200 });
    // The same token again, within its grace, gets the same answer.
    expect(await refresh()).toMatchObject({ status: 200 });
    expect(await refresh()).toMatchObject({ status: 429 });
  });

  test('do not keep a name from whoever wants it: registrations that fail count for their address', async () => {
    const service = await start({ rateLimit: {}, trustProxy: 1 });
    const register = async (address: string, password: string) => {
      const names = { username: 'alice_01', email: 'alice@example.com', firstName: 'A', lastName: 'B' };
      const headers = { 'x-forwarded-for': address };
      return (await service.send('POST', '/v1/users', { body: { ...names, password }, headers })).status;
    };
    const statuses: number[] = [];
    for (let tried = 0; tried < 21; tried++) statuses.push(await register('203.0.113.1', 'short'));
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 400), 429]);
    expect(await register('203.0.113.2', PASSWORD)).toBe(201);
  });

  test('count refreshes by login, so that nobody keeps a user out who writes the name into a token', async () => {
    const service = await start({ rateLimit: { refresh: { perAddress: many, perUser: few } } });
    await service.newCustomer('alice_01');
    const { refreshToken } = await service.auth.authenticateUser({ username: 'alice_01', password: PASSWORD });
    const forged = refreshToken.replace(/[0-9A-Z]{26}/, '01JGFJJZ00000G40R40M30E209');
    const refresh = (token: string) => service.send('POST', '/v1/sessions/refresh', { body: { refreshToken: token } });
    for (const status of [401, 401, 429]) expect((await refresh(forged)).status).toBe(status);
    expect(await refresh(refreshToken)).toMatchObject({ status: 200 });
  });

  test('count the tries of one user to change the password: each takes as long as a login', async () => {
    const service = await start({ rateLimit: { password: { perAddress: many, perUser: few } } });
    const token = await service.newCustomer('alice_01');
    const body = { currentPassword: 'not the password', newPassword: 'granite ferry 12 saffron' };
    const change = () => service.send('PUT', '/v1/me/password', { token, body });
    for (const status of [401, 401, 429]) expect((await change()).status).toBe(status);
  });

  test('are on when nobody says anything of them', async () => {
    const service = await start({ rateLimit: {} });
    const statuses: number[] = [];
    for (let tried = 0; tried < 11; tried++) statuses.push((await login(service, 'alice_01')).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  test('can be shared, and let everyone pass while they cannot be counted', async () => {
    const prefixes: string[] = [];
    const shared = await start({
      rateLimit: {
        limiter: (limit) => {
          prefixes.push(limit.keyPrefix);
          return new RateLimiterMemory(limit);
        },
      },
    });
    expect(new Set(prefixes).size).toBe(9);
    await shared.close();

    const broken = await start({
      rateLimit: { limiter: () => ({ consume: () => Promise.reject(new Error('the counts are away')) }) },
    });
    expect(await login(broken, 'alice_01')).toMatchObject({ status: 401 });
    expect(broken.lines.join()).toContain('the counts are away');
  });
});

describe('what a reply gives away', () => {
  test('is safe by its headers, and is kept by nobody', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const { headers } = await service.send('GET', '/v1/me', { token, headers: { 'x-request-id': 'req-7' } });
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'req-7',
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each(['/health/live', '/health/ready'])('is of now: nobody keeps %s', async (path) => {
    const service = await start();
    expect((await fetch(service.url + path)).headers.get('cache-control')).toBe('no-store');
  });

  test.each(['/health/live', '/health/ready', '/docs', '/openapi.json', '/.well-known/jwks.json'])(
    'names its request: %s too',
    async (path) => {
      const service = await start();
      const reply = await fetch(service.url + path, { headers: { 'x-request-id': 'req-7' } });
      expect(reply.headers.get('x-request-id')).toBe('req-7');
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  test('is for another origin only where that is named', async () => {
    const service = await start({ cors: { origins: ['https://app.example'] } });
    const preflight = (origin: string) =>
      fetch(`${service.url}/v1/orders`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const allowed = await preflight('https://app.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const reply = await fetch(`${service.url}/v1/me`, { headers: { origin: 'https://app.example' } });
    expect(reply.headers.get('access-control-expose-headers')?.split(/, ?/).toSorted()).toEqual([
      'idempotency-replayed',
      'link',
      'location',
      'retry-after',
      'x-request-id',
    ]);
  });

  test('is for any origin where that is said', async () => {
    const service = await start({ cors: { origins: ['*'] } });
    const reply = await fetch(`${service.url}/v1/me`, { headers: { origin: 'https://app.example' } });
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('is nothing of the store, however that fails', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    Object.assign(service.app.portfolio, {
      value: () => Promise.reject(new TypeError('cannot read /var/db/orders.db')),
    });
    const reply = await service.send('GET', '/v1/portfolio', { token });
    expect(reply).toMatchObject({ status: 500, body: { code: 'UNEXPECTED', title: 'Something went wrong' } });
    expect(JSON.stringify(reply.body)).not.toMatch(/var|TypeError|\.ts|stack/);
    expect(service.lines.at(-1)).toContain('cannot read /var/db/orders.db');
  });
});

describe('the log', () => {
  test('has a line for each request, and no secret', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    await service.send('POST', '/v1/sessions', { body: { username: 'alice_01', password: PASSWORD } });
    await service.send('POST', '/v1/me/deposits', { token, body: { amount: '123.45' } });
    await service.send('GET', '/v1/me/transactions?cursor=secret-cursor', { token });

    const requests = service.lines.flatMap((line) => ('http' in JSON.parse(line) ? [JSON.parse(line).http] : []));
    expect(requests).toMatchObject([
      { method: 'POST', route: '/v1/sessions', status: 201 },
      { method: 'POST', route: '/v1/me/deposits', status: 201, username: 'alice_01' },
      { method: 'GET', route: '/v1/me/transactions', status: 400, code: 'INVALID_CURSOR', username: 'alice_01' },
    ]);
    const email = 'alice_01@example.com';
    const taken = { username: 'bob_0001', email, firstName: 'B', lastName: 'B', password: PASSWORD };
    expect(await service.send('POST', '/v1/users', { body: taken })).toMatchObject({ status: 409 });
    const all = service.lines.join();
    for (const secret of [PASSWORD, token, '123.45', 'secret-cursor', email]) expect(all).not.toContain(secret);
  });
});

describe('health', () => {
  test('is 503 while the store does not answer, and why is for the log alone', async () => {
    const { app, store, tokens } = await start();
    const lines: unknown[] = [];
    const logger = { ...silent(), error: (line: unknown) => void lines.push(line) };
    const health = { check: async () => ({ healthy: false, latencyMs: 7, reason: 'cannot read /var/db' }) as const };
    const { fetch: ask } = createHttpApi({ app, store: storeOver(store, { health }), tokens, logger });
    const ready = await ask(new Request('http://localhost/health/ready'));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ healthy: false, latencyMs: 7 });
    expect(JSON.stringify(lines)).toContain('cannot read /var/db');
    expect((await ask(new Request('http://localhost/health/live'))).status).toBe(200);
  });
});

describe('behind a gateway', () => {
  test('the caller is whom the gateway has verified, and no header counts', async () => {
    const service = await start({ identity: gatewayIdentity() });
    const token = await service.newCustomer('alice_01');
    await service.newCustomer('bob_0001');
    const ask = async (requestContext: object) =>
      service.api.fetch(new Request('http://localhost/v1/me', { headers: { authorization: `Bearer ${token}` } }), {
        requestContext,
      });
    const verified = await ask({ authorizer: { jwt: { claims: { sub: 'bob_0001' } } } });
    expect(await verified.json()).toMatchObject({ username: 'bob_0001' });
    expect((await ask({})).status).toBe(401);
  });

  test('a service without accounts of its own has no routes for them', async () => {
    const { app, lines } = await start();
    const logger = silent();
    const store = await openSqlite({ filename: ':memory:' });
    const api = createHttpApi({ app, store, logger, identity: gatewayIdentity() });
    expect(Object.keys(api.openApi.paths)).not.toContain('/v1/sessions');
    expect((await api.fetch(new Request('http://localhost/v1/sessions', { method: 'POST' }))).status).toBe(404);
    expect((await api.fetch(new Request('http://localhost/.well-known/jwks.json'))).status).toBe(404);
    expect(lines).toEqual([]);
    await store[Symbol.asyncDispose]();
  });

  test.each<[string, Partial<HttpApiOptions>]>([
    ['tokens', { tokens: undefined }],
    ['bodyLimitBytes', { bodyLimitBytes: 0 }],
    ['deadlineMs', { deadlineMs: 1.5 }],
    ['trustProxy', { trustProxy: -1 }],
  ])('a service is not set up without a %s that can work', async (field, option) => {
    const { app, tokens } = await start();
    const store = await openSqlite({ filename: ':memory:' });
    expect(() => createHttpApi({ app, store, tokens, logger: silent(), ...option })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }),
    );
    await store[Symbol.asyncDispose]();
  });
});

function silent(): HttpApiOptions['logger'] {
  const nothing = (): void => undefined;
  return { info: nothing, warn: nothing, error: nothing };
}
