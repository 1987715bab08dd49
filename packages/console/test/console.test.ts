import { gunzipSync } from 'node:zlib';
import { withConsole } from '@orderfolio/console';
import { DomainError } from '@orderfolio/domain';
import { type HttpApi, HttpError } from '@orderfolio/http';
import { describe, expect, test } from 'vitest';
import { readPage } from '../src/page-files.ts';

/** An API that says what it is asked. */
function apiThatTells() {
  const told: unknown[] = [];
  const api: HttpApi = {
    fetch(request, environment) {
      told.push([request.url, environment]);
      return new Response('of the API');
    },
    refuse: (error, environment) => {
      told.push([error, environment]);
      return { status: 400, headers: {}, body: { code: 'REQUEST_MALFORMED' } } as unknown as ReturnType<
        HttpApi['refuse']
      >;
    },
    endStreams: () => void told.push('streams ended'),
    openApi: { openapi: '3.1.0' } as unknown as HttpApi['openApi'],
  };
  return { api, told };
}

const ORIGIN = 'https://orders.example';

async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return withConsole(apiThatTells().api).fetch(new Request(ORIGIN + path, { headers, method, redirect: 'manual' }));
}

const bytesOf = async (reply: Response): Promise<Uint8Array> => new Uint8Array(await reply.arrayBuffer());

/** The addresses of the script and of the style sheet, as the document names them. */
async function partsOfDocument(): Promise<readonly string[]> {
  const document = await (await get('/console/')).text();
  return [...document.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => `/console/${path}`);
}

describe('the page', () => {
  test('is a document that names its script, its style sheet and its icon, and they are there', async () => {
    const document = await get('/console/');
    expect(document.status).toBe(200);
    expect(document.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const types: (string | null)[] = [];
    for (const path of await partsOfDocument()) {
      const part = await get(path);
      expect(part.status).toBe(200);
      types.push(part.headers.get('content-type'));
    }
    expect(types.sort()).toEqual(['image/svg+xml', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8']);
  });

  test('has no code and no style in the document itself', async () => {
    const document = await (await get('/console/')).text();
    expect(document).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
  });

  test('without the slash leads to it with one, by a relative address that holds under any prefix', async () => {
    const reply = await get('/console');
    expect([reply.status, reply.headers.get('location')]).toEqual([308, 'console/']);
    expect(new URL('console/', `${ORIGIN}/console`).pathname).toBe('/console/');
    expect(new URL('console/', `${ORIGIN}/trade/console`).pathname).toBe('/trade/console/');
  });

  test('can stand at another path', async () => {
    const { api, told } = apiThatTells();
    const { fetch } = withConsole(api, { path: '/trade/desk' });
    expect((await fetch(new Request(`${ORIGIN}/trade/desk`))).headers.get('location')).toBe('desk/');
    expect((await fetch(new Request(`${ORIGIN}/trade/desk/`))).headers.get('content-type')).toContain('text/html');
    expect(await (await fetch(new Request(`${ORIGIN}/console/`))).text()).toBe('of the API');
    expect(told).toHaveLength(1);
  });

  test.each([
    '/console/..%2f',
    '/console/..%2Fpackage.json',
    '/console/%2e%2e%2fpackage.json',
    '/console/..%5c..%5cpackage.json',
    '/console//etc/passwd',
    '/console/main',
    '/console/index.html/',
    '/console/%00',
    '/console/__proto__',
    '/console/constructor',
  ])('%s is no file of it', async (path) => {
    const reply = await get(path);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(await reply.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND', status: 404 });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused as a problem', async (method) => {
    const reply = await get('/console/', {}, method);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await reply.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  test('says the same to HEAD, without the content', async () => {
    const [asked, headed] = [await get('/console/'), await get('/console/', {}, 'HEAD')];
    expect(await headed.text()).toBe('');
    expect([...headed.headers]).toEqual([...asked.headers]);
    expect(headed.headers.get('content-length')).toBe(String((await bytesOf(asked)).byteLength));
  });
});

describe('every reply under the path', () => {
  const PATHS = ['/console', '/console/', '/console/icon.svg', '/console/nothing'];
  test.each([...PATHS, 'script', 'not modified', 'refused'])(
    'of %s allows nothing inline, no frame and no other server',
    async (what) => {
      const [script = ''] = (await partsOfDocument()).filter((path) => path.endsWith('.js'));
      const { headers } = PATHS.includes(what)
        ? await get(what)
        : what === 'script'
          ? await get(script)
          : what === 'refused'
            ? await get('/console/', {}, 'POST')
            : await get('/console/', { 'if-none-match': '*' });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
        ]),
      );
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    },
  );
});

describe('a browser that has been here', () => {
  test('keeps what has its hash in its name, and asks again for the document', async () => {
    for (const path of await partsOfDocument()) {
      const isHashed = /-[A-Z0-9]{8}\./.test(path);
      expect((await get(path)).headers.get('cache-control')).toBe(
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    }
    expect((await get('/console/')).headers.get('cache-control')).toBe('no-cache');
  });

  test('gets 304 for what has not changed, also where a proxy has made the tag weak', async () => {
    const tag = (await get('/console/')).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`, '*']) {
      const reply = await get('/console/', { 'if-none-match': known });
      expect([reply.status, await reply.text(), reply.headers.get('etag')]).toEqual([304, '', tag]);
    }
    for (const unknown of ['"another"', tag.slice(1, -1), ''])
      expect((await get('/console/', { 'if-none-match': unknown })).status).toBe(200);
  });

  test.each([
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    ['gzip;q=0.001, br', true],
    ['gzip;q=0', false],
    ['gzip; q=0.0, br', false],
    ['br', false],
    ['gzipped', false],
    ['', false],
  ])('that accepts "%s" gets gzip: %s', async (accepted, isZipped) => {
    const plain = await get('/console/');
    const reply = await get('/console/', { 'accept-encoding': accepted });
    expect(reply.headers.get('content-encoding')).toBe(isZipped ? 'gzip' : null);
    expect(reply.headers.get('vary')).toBe('accept-encoding');
    const bytes = await bytesOf(reply);
    expect(reply.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(isZipped ? new Uint8Array(gunzipSync(bytes)) : bytes).toEqual(await bytesOf(plain));
    expect(reply.headers.get('etag') === plain.headers.get('etag')).toBe(!isZipped);
  });
});

describe('the API beside it', () => {
  test.each(['/', '/v1/orders', '/consoles', '/console.html', '/v1/console/', '/docs'])('answers %s', async (path) => {
    const { api, told } = apiThatTells();
    const environment = { of: 'the server' };
    const reply = await withConsole(api).fetch(new Request(ORIGIN + path), environment);
    expect(await reply.text()).toBe('of the API');
    expect(told).toEqual([[ORIGIN + path, environment]]);
  });

  test('keeps its document, refuses what never became a request, and ends its streams', () => {
    const { api, told } = apiThatTells();
    const both = withConsole(api);
    expect(both.openApi).toBe(api.openApi);
    const error = new HttpError('REQUEST_MALFORMED');
    expect(both.refuse(error, { of: 'the server' })).toMatchObject({ status: 400 });
    both.endStreams();
    expect(told).toEqual([[error, { of: 'the server' }], 'streams ended']);
  });
});

describe('options that cannot work', () => {
  const codeOf = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (error) {
      return error instanceof DomainError ? error.toJSON() : error;
    }
  };

  test.each([
    '',
    '/',
    'console',
    '/console/',
    '//console',
    '/con sole',
    '/console?x',
    '/..',
    '/a/./b',
    '/v1',
    '/v1/console',
    '/docs',
    '/health',
    7,
    null,
  ])('the path %j is refused by name', (path) => {
    const { api } = apiThatTells();
    const refused = codeOf(() => withConsole(api, { path } as { path: string }));
    expect(refused).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'path' });
  });

  test('so is an option that is not known, and an API that is none', () => {
    const { api } = apiThatTells();
    const fromJavaScript = withConsole as (...given: unknown[]) => unknown;
    expect(codeOf(() => fromJavaScript(api, { pth: '/x' }))).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'pth',
    });
    for (const none of [undefined, null, {}, 7])
      expect(codeOf(() => fromJavaScript(none))).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'api' });
  });

  test('without its page the package says how to build it', () => {
    expect(codeOf(() => readPage(new URL('not-there/', import.meta.url)))).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining('pnpm build'),
    });
  });
});
