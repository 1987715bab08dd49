import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import {
  createHttpApi,
  createThrottle,
  gatewayIdentity,
  type HttpApi,
  type HttpApiOptions,
  type RateLimitOptions,
} from '@orderfolio/http';
import { serve } from '@orderfolio/http/node';
import { TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { settingsOf } from '../src/node/options.ts';

/** Options as a JavaScript caller may write them. */
const fromJavaScript = (options: unknown): HttpApiOptions => options as HttpApiOptions;

async function rightOptions() {
  const store = await openSqlite({ filename: ':memory:' });
  return {
    store,
    app: createOrderfolio({ store }),
    logger: pino({ level: 'silent' }),
    tokens: new TokenManager({ issuer: 'tests', audience: 'tests', secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU' }),
  };
}

function codeOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
  return 'made';
}

test('an API is made of nothing but what it must be made of', async () => {
  const right = await rightOptions();
  expect(codeOf(() => createHttpApi(right))).toBe('made');
  for (const options of [undefined, null, 7, {}, Promise.resolve(right), { ...right, surprise: 1 }])
    expect(codeOf(() => createHttpApi(fromJavaScript(options)))).toBe('CONFIGURATION_INVALID');
  const hostile = [null, 7, 'x', true, {}, [], Promise.resolve(right.store), Object.create(null)];
  const options = ['app', 'store', 'logger', 'auth', 'tokens', 'identity', 'audit', 'cors', 'clock'];
  for (const option of options)
    for (const value of hostile) {
      const make = () => createHttpApi(fromJavaScript({ ...right, [option]: value }));
      expect(codeOf(make), `${option}: ${typeof value}`).toBe('CONFIGURATION_INVALID');
    }
  for (const option of ['bodyLimitBytes', 'deadlineMs', 'trustProxy', 'rateLimit', 'events', 'auditTrail', 'info'])
    for (const value of [null, -1, 'x', true]) {
      const make = () => createHttpApi(fromJavaScript({ ...right, [option]: value }));
      expect(codeOf(make), `${option}: ${String(value)}`).toBe('CONFIGURATION_INVALID');
    }
  await right.store[Symbol.asyncDispose]();
});

/** The options with one wrong value, and the name that the refusal must have. */
const WRONG: readonly (readonly [field: string, option: string, value: unknown])[] = [
  ['rateLimit.lgoin', 'rateLimit', { lgoin: {} }],
  ['rateLimit.login', 'rateLimit', { login: 5 }],
  ['rateLimit.login.perIp', 'rateLimit', { login: { perIp: { requests: 1, seconds: 1 } } }],
  ['rateLimit.register.perUser', 'rateLimit', { register: { perUser: { requests: 1, seconds: 1 } } }],
  ['rateLimit.login.perUser.requests', 'rateLimit', { login: { perUser: { requests: -1, seconds: 60 } } }],
  ['rateLimit.login.perUser.seconds', 'rateLimit', { login: { perUser: { requests: 1, seconds: 0 } } }],
  ['rateLimit.login.perUser.seconds', 'rateLimit', { login: { perUser: { requests: 1 } } }],
  ['rateLimit.login.perUser.seconds', 'rateLimit', { login: { perUser: { requests: 1, seconds: 2 ** 31 } } }],
  ['rateLimit.login.perUser.second', 'rateLimit', { login: { perUser: { requests: 1, seconds: 1, second: 1 } } }],
  ['rateLimit.limiter', 'rateLimit', { limiter: 7 }],
  ['rateLimit.limiter', 'rateLimit', { limiter: () => undefined }],
  ['rateLimit.limiter', 'rateLimit', { limiter: () => ({ consume: 1 }) }],
  ['cors.origins', 'cors', {}],
  ['cors.origins', 'cors', { origins: 'https://app.example' }],
  ['cors.origins', 'cors', { origins: ['https://app.example/'] }],
  ['cors.origins', 'cors', { origins: ['app.example'] }],
  ['cors.origins', 'cors', { origins: ['*', 'https://app.example'] }],
  ['cors.credentials', 'cors', { origins: ['*'], credentials: true }],
  ['events.backlog', 'events', { backlog: 0 }],
  ['auditTrail.chainKeys', 'auditTrail', { chainKeys: 'k1:secret' }],
  ['auditTrail.keyedSince', 'auditTrail', { keyedSince: 'yesterday' }],
  ['auditTrail.atLeast', 'auditTrail', { atLeast: { sequence: 1 } }],
  ['info.title', 'info', { title: 7 }],
  ['info.name', 'info', { name: 'Orders' }],
  ['info.servers', 'info', { servers: 'https://api.example' }],
  ['info.servers', 'info', { servers: ['https://api.example'] }],
  ['deadlineMs', 'deadlineMs', 2 ** 31],
  ['ratelimit', 'ratelimit', {}],
];

test.each(WRONG)('an API is not made with a wrong %s, and says so', async (field, option, value) => {
  const right = await rightOptions();
  expect(() => createHttpApi(fromJavaScript({ ...right, [option]: value }))).toThrow(
    expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }),
  );
  await right.store[Symbol.asyncDispose]();
});

test('a throttle of one is made by the same rules', () => {
  const options: unknown = { login: { perUser: { requests: 0, seconds: 1 } } };
  expect(() => createThrottle(options as RateLimitOptions, () => undefined)).toThrow(
    expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'rateLimit.login.perUser.requests' }),
  );
});

test.each([
  ['port', { port: '3000' }],
  ['port', { port: 65_536 }],
  ['port', { port: -1 }],
  ['hostname', { hostname: 7 }],
  ['headersTimeoutMs', { headersTimeoutMs: 0 }],
  ['headersTimeoutMs', { headersTimeoutMs: 30_000, requestTimeoutMs: 20_000 }],
  ['requestTimeoutMs', { requestTimeoutMs: Number.NaN }],
  ['replyTimeoutMs', { replyTimeoutMs: 2 ** 31 }],
  ['keepAliveTimeoutMs', { keepAliveTimeoutMs: -1 }],
  ['headersLimitBytes', { headersLimitBytes: '16kb' }],
  ['host', { host: '0.0.0.0' }],
])('nothing is served with a wrong %s', async (field, options: object) => {
  await expect(serve({ fetch: () => new Response() }, options)).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    field,
  });
});

test('a server has limits that nobody has to give', () => {
  expect(settingsOf({})).toEqual({
    port: 3000,
    hostname: '127.0.0.1',
    headersLimitBytes: 16_384,
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 20_000,
    replyTimeoutMs: 30_000,
    keepAliveTimeoutMs: 65_000,
  });
});

test('nothing is served that has no fetch', async () => {
  const nothing: unknown = {};
  await expect(serve(nothing as HttpApi)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'api' });
});

test.each([
  ['usernameclaim', { usernameclaim: 'sub' }],
  ['roleClaim', { roleClaim: 7 }],
])('a gateway is not trusted by a wrong %s', (field, options: object) => {
  expect(() => gatewayIdentity(options)).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field }));
});
