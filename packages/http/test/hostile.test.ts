import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type ServeOptions, serve } from '@orderfolio/http/node';
import type { LanguagePackage } from '@orderfolio/security';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type HeldStore, holdCommits } from './support/held-store.ts';
import { rawClient } from './support/raw-client.ts';
import { PASSWORD, type ServiceSettings, startService, type TestService } from './support/service.ts';

let running: TestService | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(settings: ServiceSettings = {}): Promise<TestService> {
  running = await startService((clock) => openSqlite({ filename: ':memory:', clock }), settings);
  return running;
}

/** The server still answers others. */
async function expectAlive(service: TestService): Promise<void> {
  expect(await service.send('GET', '/health/live')).toMatchObject({ status: 200 });
}

const HOST = 'Host: localhost\r\n';
const PATIENCE = { timeout: 30_000 };

describe('a client that misbehaves', () => {
  test('is cut off when its headers do not come', async () => {
    const service = await start({ serve: { headersTimeoutMs: 50, requestTimeoutMs: 100 } });
    const client = await rawClient(service.url);
    client.write(`GET /health/live HTTP/1.1\r\n${HOST}X-Slow: `);
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"REQUEST_TIMEOUT"/);
    await expectAlive(service);
  });

  test('is cut off when its body does not come', async () => {
    const service = await start({ serve: { headersTimeoutMs: 50, requestTimeoutMs: 100 } });
    const token = await service.newCustomer('alice_01');
    const client = await rawClient(service.url);
    client.write(headOf('/v1/me/deposits', token, 'Content-Length: 100'));
    client.write('{"amount":');
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 4\d\d /);
    await expectAlive(service);
    expect((await service.app.funds.getBalance('alice_01')).available.toString()).toBe('0');
  });

  test('gets its reply when it has closed its own side', async () => {
    const service = await start();
    const client = await rawClient(service.url);
    client.write(`GET /health/live HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    client.halfClose();
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"live":true\}$/);
  });

  test('changes nothing when it goes away in the middle of its body', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const client = await rawClient(service.url);
    client.write(headOf('/v1/me/deposits', token, 'Content-Length: 100'));
    client.write('{"amount":"10.00"}');
    client.socket.destroy();
    await expectAlive(service);
    expect((await service.app.funds.getBalance('alice_01')).available.toString()).toBe('0');
  });

  test.each([
    ['said at once', 'Content-Length: 10485760'],
    ['that comes in pieces', 'Transfer-Encoding: chunked'],
  ])('is refused a body of 10 MB %s, long before its end', async (_what, framing) => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const client = await rawClient(service.url);
    client.write(headOf('/v1/me/deposits', token, framing));
    const piece = 'x'.repeat(65_536);
    for (let sent = 0; sent < 160; sent++)
      client.write(framing.startsWith('Transfer') ? `10000\r\n${piece}\r\n` : piece);
    expect(await client.until('"code"')).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"BODY_TOO_LARGE"/);
    client.socket.destroy();
    await expectAlive(service);
  });

  test('is refused 10,000 headers', async () => {
    const service = await start();
    const client = await rawClient(service.url);
    const headers = Array.from({ length: 10_000 }, (_, index) => `X-Header-${index}: ${index}\r\n`).join('');
    client.write(`GET /health/live HTTP/1.1\r\n${HOST}${headers}\r\n`);
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"HEADERS_TOO_LARGE"/);
    await expectAlive(service);
  });

  test.each([
    [15_000, 200],
    [17_000, 431],
  ])('may send headers of 16 KB, and no more, where nothing else is said: %s bytes', async (bytes, status) => {
    const service = await start();
    const client = await rawClient(service.url);
    const large = `X-Large: ${'x'.repeat(bytes)}\r\nConnection: close\r\n`;
    client.write(`GET /health/live HTTP/1.1\r\n${HOST}${large}\r\n`);
    expect(await client.untilClosed()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('loses none of its headers, however many there are', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const many = Array.from({ length: 2_100 }, () => 'a:\r\n').join('');
    const body = '{"amount":"10.00"}';
    for (const replayed of ['false', 'true']) {
      const client = await rawClient(service.url);
      client.write(
        headOf('/v1/me/deposits', token, `Content-Length: ${body.length}`).replace(
          /\r\n\r\n$/,
          `\r\n${many}Idempotency-Key: once\r\nConnection: close\r\n\r\n${body}`,
        ),
      );
      expect(await client.untilClosed()).toContain(`"replayed":${replayed}`);
    }
  });

  test.each([
    ['another charset', 'application/json; charset=iso-8859-1', {}, 415],
    ['a compressed body', 'application/json', { 'content-encoding': 'gzip' }, 415],
    ['bytes that are no UTF-8', 'application/json; charset=utf-8', {}, 400],
  ])('is refused %s', async (_what, type, headers, status) => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const reply = await fetch(`${service.url}/v1/me/deposits`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}`, ...headers },
      body: Buffer.from('{"amount":"10.00","idempotencyKey":"K\xe4ufe"}', 'latin1'),
    });
    expect(reply.status).toBe(status);
    expect((await service.app.funds.getBalance('alice_01')).available.toString()).toBe('0');
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a host that is none', 'GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['two lengths', `POST /v1/me HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],
    [
      'a length and pieces',
      `POST /v1/me HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
  ])('is told that %s is no request', async (_what, text) => {
    const service = await start();
    const client = await rawClient(service.url);
    client.write(text);
    client.halfClose();
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"REQUEST_MALFORMED"/);
    await expectAlive(service);
  });

  test.each([
    ['/v1/orders/%E0%A4%A'],
    ['/v1/orders/..%2f..%2fetc'],
    ['/v1/orders/%00'],
    ['/v1/users/__proto__'],
    ['/v1/orders/by-client-id/%0a'],
    ['//v1//orders'],
  ])('gets a problem for the path %s', async (path) => {
    const service = await start();
    const token = await service.newAdmin();
    const reply = await fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    '{"__proto__":{"role":"admin"},"amount":"1"}',
    '{"constructor":1,"amount":"1"}',
    '{"amount":{"toString":"1"}}',
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    `{"amount":"1${'0'.repeat(60_000)}"}`,
    '{"amount":"1","description":"\\u0000"}',
    '{"amount":"1","description":"\\ud800"}',
    'null',
  ])('gets a problem for the body %s', async (body) => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const reply = await service.send('POST', '/v1/me/deposits', { token, body });
    expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    expect(JSON.stringify(reply.body).length).toBeLessThan(2_000);
  });
});

describe('what comes to no route', () => {
  const large = `X-Large: ${'x'.repeat(20_000)}\r\n`;
  const slow = { headersTimeoutMs: 50, requestTimeoutMs: 100 };
  const cases: readonly (readonly [string, ServeOptions, string, number, string])[] = [
    ['no HTTP', {}, 'hello\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    ['no host', {}, 'GET /health/live HTTP/1.1\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    ['a host that is none', {}, 'GET /v2 HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    ['a tunnel', {}, `CONNECT localhost:80 HTTP/1.1\r\n${HOST}\r\n`, 400, 'REQUEST_MALFORMED'],
    ['another method', {}, `TRACE /v1/me HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`, 405, 'METHOD_NOT_ALLOWED'],
    ['another path', {}, `GET /v2 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`, 404, 'ROUTE_NOT_FOUND'],
    [
      'an expectation',
      {},
      `GET /v2 HTTP/1.1\r\n${HOST}Expect: tea\r\nConnection: close\r\n\r\n`,
      404,
      'ROUTE_NOT_FOUND',
    ],
    ['headers that do not come', slow, `GET /health/live HTTP/1.1\r\n${HOST}`, 408, 'REQUEST_TIMEOUT'],
    ['headers too large', {}, `GET /health/live HTTP/1.1\r\n${HOST}${large}\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ];

  test.each(cases)('is told so, logged, and safe like any reply: %s', async (_what, serving, text, status, code) => {
    const service = await start({ serve: serving });
    const client = await rawClient(service.url);
    client.write(text);
    const reply = await client.untilClosed();
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
    const head = reply.slice(0, reply.indexOf('\r\n\r\n')).toLowerCase();
    expect(head).toContain('x-content-type-options: nosniff');
    expect(head).toContain('cache-control: no-store');
    const requestId = /x-request-id: (\S+)/.exec(head)?.[1];
    expect(requestId).toBeDefined();
    expect(JSON.parse(reply.slice(reply.indexOf('{"'), reply.lastIndexOf('}') + 1))).toMatchObject({ code, requestId });
    expect(service.lines.map((line) => JSON.parse(line).http)).toMatchObject([{ requestId, status, code }]);
    await expectAlive(service);
  });
});

describe('a deadline that passes in the middle of a command', () => {
  test('ends the request, not the command, whose outcome its key tells', async () => {
    let held: HeldStore | undefined;
    const service = await startService(
      async (clock) => {
        held = holdCommits(await openSqlite({ filename: ':memory:', clock }));
        return held.store;
      },
      { deadlineMs: 200 },
    );
    running = service;
    const token = await service.newCustomer('alice_01');
    held?.hold();
    const request = { token, body: { amount: '10.00' }, headers: { 'idempotency-key': 'key-1' } };
    const late = await service.send('POST', '/v1/me/deposits', request);
    expect(late).toMatchObject({
      status: 504,
      body: { code: 'DEADLINE_EXCEEDED', detail: expect.stringContaining('the same Idempotency-Key') },
    });
    expect(late.headers.get('retry-after')).toBe('1');
    await expectAlive(service);

    held?.release();
    const requestId = late.headers.get('x-request-id');
    const linesOf = () =>
      service.lines.map((line) => JSON.parse(line).http).filter((http) => http?.requestId === requestId);
    await vi.waitUntil(() => linesOf().length > 1, PATIENCE);
    const again = await service.send('POST', '/v1/me/deposits', request);
    expect(again).toMatchObject({ status: 201, body: { replayed: true, balance: { available: '10.00' } } });
    expect((await service.app.funds.getBalance('alice_01')).available.toString()).toBe('10');
    expect(linesOf()).toMatchObject([
      { status: 504, code: 'DEADLINE_EXCEEDED' },
      { status: 201, code: 'AFTER_DEADLINE', username: 'alice_01' },
    ]);
  });

  test('tells a command that fails after it, once, with why', async () => {
    const service = await start({ deadlineMs: 100 });
    const token = await service.newCustomer('alice_01');
    let fail = (_error: Error): void => undefined;
    const failing = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    Object.assign(service.app.portfolio, { value: () => failing });
    expect(await service.send('GET', '/v1/portfolio', { token })).toMatchObject({ status: 504 });
    fail(new TypeError('the disk is away'));
    const late = () => service.lines.filter((line) => line.includes('AFTER_DEADLINE'));
    await vi.waitUntil(() => late().length > 0, PATIENCE);
    expect(late().map((line) => JSON.parse(line))).toMatchObject([
      { http: { status: 500 }, err: { message: 'the disk is away' } },
    ]);
  });

  test('frees the place of a password that has only waited', async () => {
    let load = (_language: LanguagePackage): void => undefined;
    const words = new Promise<LanguagePackage>((resolve) => {
      load = resolve;
    });
    const service = await start({ deadlineMs: 300, passwords: { concurrency: 1, queue: 1, languages: [() => words] } });
    const register = (username: string) => {
      const names = { email: `${username}@example.com`, firstName: 'A', lastName: 'B' };
      return service.send('POST', '/v1/users', { body: { username, ...names, password: PASSWORD } });
    };
    // The words never come, so the first estimate does not end. The others wait for their turn, in the only place.
    for (const username of ['alice_01', 'bob_0001', 'carol_01']) {
      expect(await register(username)).toMatchObject({ status: 504, body: { code: 'DEADLINE_EXCEEDED' } });
    }
    load({ dictionary: {} });
    // The user may have been registered all the same, after the deadline.
    const isThere = async (): Promise<boolean> => [201, 409].includes((await register('dave_001')).status);
    await vi.waitUntil(isThere, PATIENCE);
    await expect(service.app.users.get('bob_0001')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });
});

describe('a client that does not read its replies', () => {
  test('is cut off', async () => {
    let ask = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const large = 'x'.repeat(50_000_000);
    function fetch(): Response {
      ask();
      return new Response(large);
    }
    const server = await serve({ fetch }, { port: 0, replyTimeoutMs: 100 });
    const client = await rawClient(server.url);
    client.socket.pause();
    client.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
    await asked;
    const patience = new Promise((_resolve, reject) => setTimeout(reject, 30_000, new Error('it waits')).unref());
    await Promise.race([server.close(60_000), patience]);
    client.socket.destroy();
  });
});

describe('a server that closes', () => {
  test('answers what is under way, and takes nothing more', async () => {
    let held: HeldStore | undefined;
    const service = await startService(async (clock) => {
      held = holdCommits(await openSqlite({ filename: ':memory:', clock }));
      return held.store;
    });
    running = service;
    const token = await service.newCustomer('alice_01');
    await service.send('GET', '/health/live');
    const committing = held?.hold();
    const underWay = service.send('POST', '/v1/me/deposits', { token, body: { amount: '10.00' } });
    await committing;
    const closed = service.stop(60_000);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
    held?.release();
    expect(await underWay).toMatchObject({ status: 201 });
    await closed;
  });

  test.each([
    ['nothing', ''],
    ['half a request', `GET /health/live HTTP/1.1\r\n${HOST}X-Slow: `],
  ])('waits for nobody who has sent %s', async (_what, sent) => {
    const service = await start();
    const client = await rawClient(service.url);
    client.write(sent);
    await expectAlive(service);
    const patience = new Promise((_resolve, reject) => setTimeout(reject, 30_000, new Error('it waits')).unref());
    await Promise.race([service.stop(60_000), patience]);
    expect(await client.untilClosed()).toBe('');
  });
});

function headOf(path: string, token: string, framing: string): string {
  const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/json', framing];
  return `POST ${path} HTTP/1.1\r\n${HOST}${headers.join('\r\n')}\r\n\r\n`;
}
