import { ManualClock } from '@orderfolio/domain/testing';
import {
  bearer,
  gatewayIdentity,
  idempotencyKeyFrom,
  pageFrom,
  readJson,
  requestId,
  requireRoleOf,
  sourceFrom,
} from '@orderfolio/http';
import { TokenManager } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const tokens = new TokenManager({
  issuer: 'https://auth.example',
  audience: 'trading',
  secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU',
  clock: new ManualClock('2026-03-02T09:30:00.000Z'),
});

describe('who asks', () => {
  test('is read from the headers of any framework', async () => {
    const { token } = await tokens.issueAccessToken('alice_01', 'customer');
    const identify = bearer(tokens);
    for (const headers of [
      new Headers({ authorization: `Bearer ${token}` }),
      { authorization: `bearer ${token}` },
      { Authorization: `Bearer  ${token} ` },
    ]) {
      expect(await identify({ headers })).toMatchObject({ sub: 'alice_01', role: 'customer' });
    }
  });

  test.each([undefined, '', 'Bearer', 'Basic abc', 'Bearer a b', 'Bearer é'])(
    'is nobody for %j',
    async (authorization) => {
      await expect(bearer(tokens)({ headers: { authorization } })).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
    },
  );

  test('is asked for a role', async () => {
    const onlyAdmins = requireRoleOf(tokens, 'admin');
    const ask = async (role: 'customer' | 'admin') => {
      const { token } = await tokens.issueAccessToken('alice_01', role);
      return onlyAdmins({ headers: { authorization: `Bearer ${token}` } });
    };
    await expect(ask('customer')).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('admin')).toMatchObject({ role: 'admin' });
  });

  test.each([
    ['the JWT authorizer of an HTTP API', { jwt: { claims: { sub: 'alice_01', role: 'admin' } } }],
    ['a Lambda authorizer of an HTTP API', { lambda: { sub: 'alice_01', role: 'admin' } }],
    ['the Cognito authorizer of a REST API', { claims: { sub: 'alice_01', role: 'admin' } }],
    ['a Lambda authorizer of a REST API', { sub: 'alice_01', role: 'admin' }],
  ])('is taken from %s', async (_what, authorizer) => {
    const identify = gatewayIdentity();
    expect(await identify({ requestContext: { authorizer } })).toEqual({ sub: 'alice_01', role: 'admin' });
  });

  test('is a customer where the gateway names no role that there is', async () => {
    const identify = gatewayIdentity({ usernameClaim: 'cognito:username' });
    const authorizer = { jwt: { claims: { 'cognito:username': 'Alice_01', role: 'root' } } };
    expect(await identify({ requestContext: { authorizer } })).toEqual({ sub: 'alice_01', role: 'customer' });
    expect(await identify({ requestContext: {} })).toBeUndefined();
    expect(await identify(undefined)).toBeUndefined();
  });

  test.each([
    ['a UUID, as the sub of Cognito is', { sub: '7d8ca528-4931-4254-9273-ea5ee853f271' }],
    ['no text', { sub: 7 }],
    ['empty', { sub: '' }],
  ])('is nobody whom the service knows where the claim is %s', async (_what, claims) => {
    const identify = gatewayIdentity();
    const ask = async () => identify({ requestContext: { authorizer: { jwt: { claims } } } });
    await expect(ask()).rejects.toMatchObject({ code: 'TOKEN_INVALID', reason: 'CLAIM', claim: 'sub' });
  });
});

describe('where a request comes from', () => {
  const forwarded = { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.2', 'user-agent': 'curl' } };

  test.each([
    ['not by a header, unless a proxy is trusted', 0, '10.0.0.1'],
    ['by what the one proxy saw', 1, '10.0.0.2'],
    ['by what the outermost of two proxies saw', 2, '203.0.113.7'],
    ['by the first, where more proxies are trusted than there are', 9, '6.6.6.6'],
  ])('is told %s', (_what, trustProxy, ipAddress) => {
    expect(sourceFrom(forwarded, { trustProxy, remoteAddress: '10.0.0.1' })).toMatchObject({
      ipAddress,
      userAgent: 'curl',
    });
  });

  test('is the connection where the header holds no address', () => {
    const request = { headers: { 'x-forwarded-for': 'unknown' } };
    expect(sourceFrom(request, { trustProxy: 1, remoteAddress: '10.0.0.1' }).ipAddress).toBe('10.0.0.1');
  });

  test('has an id: its own where that is a plain word, else a new one', () => {
    expect(requestId({ 'x-request-id': 'req-1.A_b' })).toBe('req-1.A_b');
    for (const given of ['', 'a b', 'x'.repeat(65), '"quoted"', undefined]) {
      expect(requestId({ 'x-request-id': given })).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('what a request asks for', () => {
  test('is one page of a list', () => {
    expect(pageFrom(new URLSearchParams('limit=5&cursor=abc'))).toEqual({ limit: 5, cursor: 'abc' });
    expect(pageFrom(new URLSearchParams())).toEqual({});
  });

  test.each([
    ['as Fastify and Express have it', { limit: '5', cursor: 'abc', other: 'x' }, { limit: 5, cursor: 'abc' }],
    ['as a schema has read it', { limit: 5 }, { limit: 5 }],
    ['as API Gateway has it', { limit: undefined, cursor: 'abc' }, { cursor: 'abc' }],
    ['that API Gateway leaves out', null, {}],
    ['with a name that objects have', JSON.parse('{"__proto__":"x","limit":"5"}'), { limit: 5 }],
  ])('is one page of a list, by a plain query %s', (_what, query, page) => {
    expect(pageFrom(query)).toEqual(page);
  });

  test.each([
    [{ limit: ['1', '2'] }, 'must be given once'],
    [{ cursor: { a: 'b' } }, 'must be a text'],
    [{ limit: 1.5 }, 'must be a whole number'],
    [{ limit: -1 }, 'must be a whole number'],
  ])('is no page with the query %j', (query, rule) => {
    expect(() => pageFrom(query)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED', rule }));
  });

  test.each(['limit=1.5', 'limit=-1', 'limit=', 'limit=1e3', 'limit=1&limit=1'])('is no page with %s', (query) => {
    expect(() => pageFrom(new URLSearchParams(query))).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });

  test.each([
    ['key-1', 'key-1'],
    ['"key-1"', 'key-1'],
    ['"', '"'],
    [undefined, undefined],
  ])('may be repeated under %s', (header, key) => {
    expect(idempotencyKeyFrom({ 'idempotency-key': header })).toBe(key);
  });

  test.each([
    ['that is empty', '', 'at least 1 character'],
    ['of nothing but quotes', '""', 'at least 1 character'],
    ['too long', 'x'.repeat(101), 'at most 100 characters'],
    ['that is not ASCII', 'K\u00e4ufe', 'must be ASCII'],
    ['whose bytes were read one by one', 'K\u00c3\u00a4ufe', 'must be ASCII'],
    ['that came twice', 'a, b', 'must be given once'],
  ])('is not repeated under a key %s, which is told by the name of the header', (_what, header, rule) => {
    expect(() => idempotencyKeyFrom({ 'idempotency-key': header })).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        field: 'Idempotency-Key',
        rule: expect.stringContaining(rule),
      }),
    );
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8; x=y',
    'application/json;x="a b";charset="UTF-8";',
    'application/json ; charset=utf8',
    'application/merge-patch+json; profile=https://example.com/x',
  ])('is JSON as %s', async (type) => {
    const request = new Request('http://localhost', { method: 'POST', headers: { 'content-type': type }, body: '{}' });
    expect(await readJson(request, 100)).toEqual({});
  });

  test.each([
    ['with its length', { 'content-length': '13' }],
    ['in pieces', {}],
  ])('is JSON, sent %s', async (_what, headers) => {
    const request = new Request('http://localhost', {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: '{"amount":"é"}',
    });
    expect(await readJson(request, 100)).toEqual({ amount: 'é' });
  });

  test.each([
    ['text/plain', '{}', 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/jsonp', '{}', 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/json x', '{}', 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/json; x=y; charset=utf-16', '{}', 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/json; charset=utf-8; charset=latin1', '{}', 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/json', '{', 'VALIDATION_FAILED'],
    ['application/json', '', 'VALIDATION_FAILED'],
    ['application/json', `"${'x'.repeat(100)}"`, 'BODY_TOO_LARGE'],
  ])('is refused as %s %s', async (type, body, code) => {
    const request = new Request('http://localhost', { method: 'POST', headers: { 'content-type': type }, body });
    await expect(readJson(request, 100)).rejects.toMatchObject({ code });
  });
});

describe('a request that cannot be read', () => {
  /** A request as a JavaScript caller may hand it in. */
  const fromJavaScript = (value: unknown): Request => value as Request;
  const fails = (): never => {
    throw new TypeError('not here');
  };
  const throwing = new Proxy({}, { get: fails, ownKeys: fails, has: fails, getPrototypeOf: fails });
  const unreadable = [
    ['is nothing', undefined],
    ['is a text', 'GET /'],
    ['has no headers', {}],
    ['has headers of numbers', { headers: { authorization: 7, 'x-request-id': 7, 'content-encoding': 7 } }],
    ['has headers that throw', { headers: throwing }],
    ['is a proxy that throws', throwing],
  ] as const;
  const calls: Readonly<Record<string, (request: Request) => unknown>> = {
    bearer: bearer(tokens),
    requireRoleOf: requireRoleOf(tokens, 'admin'),
    sourceFrom: (request) => sourceFrom(request),
    readJson: (request) => readJson(request, 100),
  };

  test.each(Object.entries(calls))('is VALIDATION_FAILED for %s', async (_name, call) => {
    for (const [words, request] of unreadable) {
      const outcome = await (async () => call(fromJavaScript(request)))().catch((error: unknown) => error);
      expect(outcome, words).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'cannot be read' });
    }
  });

  test('has no key, no id and no page', () => {
    const { headers } = fromJavaScript({ headers: throwing });
    for (const call of [idempotencyKeyFrom, requestId, pageFrom])
      expect(() => call(Object(headers))).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED', rule: 'cannot be read' }),
      );
  });
});
