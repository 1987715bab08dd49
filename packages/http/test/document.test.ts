import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import openapiTypeScript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { valueAt } from './support/reply-checker.ts';
import { startService, type TestService } from './support/service.ts';

describe('the OpenAPI document', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService((clock) => openSqlite({ filename: ':memory:', clock }));
  });
  afterAll(() => service.close());

  test('passes the rules of a linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'], rules: ACCEPTED });
    const problems = await lintFromString({
      source: JSON.stringify(service.api.openApi),
      absoluteRef: 'openapi.json',
      config,
    });
    expect(problems.map(({ ruleId, message, location }) => ({ ruleId, message, at: location[0]?.pointer }))).toEqual(
      [],
    );
  });

  test('has examples that its own schemas accept', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
    ajv.addSchema(service.api.openApi, 'document');
    const examples = examplesOf(service.api.openApi);
    expect(examples.length).toBeGreaterThan(100);
    for (const { pointer, value } of examples) {
      const validate = ajv.compile({ $ref: `document${pointer}/schema` });
      expect(validate(value), `${pointer}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
  });

  test('says of every operation how a request is refused before it gets there', () => {
    for (const [path, operations] of Object.entries(service.api.openApi.paths))
      for (const { operationId, responses } of Object.values(operations))
        expect(Object.keys(responses), `${path} ${operationId}`).toEqual(
          expect.arrayContaining(['400', '405', '408', '431']),
        );
  });

  test('has the facts of every problem, and its code', () => {
    const { schemas } = service.api.openApi.components;
    expect(valueAt(schemas, ['InsufficientBalanceProblem', 'allOf', '1'])).toMatchObject({
      properties: { code: { const: 'INSUFFICIENT_BALANCE' }, available: { type: 'string', format: 'decimal' } },
      required: ['code', 'username', 'currency', 'required', 'available'],
    });
    for (const code of ['LockLost', 'LockNotAcquired', 'ValidationFailed']) {
      expect(valueAt(schemas, [`${code}Problem`, 'allOf', '1', 'required'])).not.toEqual(['code']);
    }
  });

  test('asks for every field of a body that the service asks for', () => {
    const required = (name: string) => valueAt(service.api.openApi, ['components', 'schemas', name, 'required']);
    expect(required('Deposit')).toEqual(['amount']);
    expect(required('Withdrawal')).toEqual(['amount']);
    expect(required('CreateAsset')).toEqual(expect.arrayContaining(['assetId', 'name', 'category', 'priceUsd']));
    expect(required('Transfer')).toEqual(expect.arrayContaining(['assetId', 'quantity']));
  });

  test('is what the typed client is generated from', async () => {
    const document = JSON.stringify(service.api.openApi);
    // A field with a default may be left out.
    const client = astToString(await openapiTypeScript(document, { defaultNonNullable: false }));
    await expect(client).toMatchFileSnapshot('../src/client/index.ts');
  });

  test('names no amount a number, and nothing anything', () => {
    const { schemas } = service.api.openApi.components;
    expect(valueAt(schemas, ['Deposit', 'properties', 'amount'])).toEqual({ type: 'string', format: 'decimal' });
    expect(valueAt(schemas, ['Balance', 'properties', 'available'])).toEqual({ type: 'string', format: 'decimal' });
    expect(valueAt(schemas, ['User', 'properties'])).not.toHaveProperty('passwordHash');
    expect(valueAt(schemas, ['Deposit', 'properties'])).not.toHaveProperty('username');
  });

  test('says of every route that takes a key how it is sent and told', () => {
    const { paths } = service.api.openApi;
    const keyed = Object.entries(paths).filter(([, { post }]) =>
      post?.parameters?.some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(keyed.map(([path]) => path)).toEqual([
      '/v1/me/deposits',
      '/v1/me/withdrawals',
      '/v1/me/conversions',
      '/v1/users/{username}/adjustments',
      '/v1/users/{username}/transfers',
      '/v1/orders',
      '/v1/orders/{orderId}/replace',
    ]);
    for (const [path, { post }] of keyed) {
      expect(valueAt(post, ['responses', '201', 'headers']), path).toHaveProperty('Idempotency-Replayed');
    }
  });

  test('is a page whose texts are texts, whatever they say', async () => {
    const title = '<script>alert("1")</script>';
    const named = await startService((clock) => openSqlite({ filename: ':memory:', clock }), { info: { title } });
    const html = await (await fetch(`${named.url}/docs`)).text();
    await named.close();
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });

  test('is a page that needs nothing from elsewhere', async () => {
    const page = await fetch(`${service.url}/docs`);
    const html = await page.text();
    for (const operations of Object.values(service.api.openApi.paths)) {
      for (const { operationId } of Object.values(operations)) expect(html).toContain(`id="${operationId}"`);
    }
    expect(html).not.toMatch(/<script|src=|@import|url\(|href="http/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });
});

/** The service itself says where it runs and under which licence. */
const ACCEPTED = {
  'info-license': 'off',
  'info-license-strict': 'off',
  'no-server-example.com': 'off',
  // `by-client-id` can be no order's id, since ids are ULIDs.
  'no-ambiguous-paths': 'off',
  // A request for the service's health cannot be invalid.
  'operation-4xx-response': 'off',
} as const;

interface Example {
  readonly pointer: string;
  readonly value: unknown;
}

/** Every example of every body, with the pointer to its media type. */
function examplesOf(within: unknown, pointer = '#'): Example[] {
  if (typeof within !== 'object' || within === null) return [];
  const own = 'schema' in within ? [within].flatMap((media) => examplesOfMedia(media, pointer)) : [];
  return [
    ...own,
    ...Object.entries(within).flatMap(([key, value]) =>
      examplesOf(value, `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`),
    ),
  ];
}

function examplesOfMedia(media: object, pointer: string): Example[] {
  const named = 'examples' in media ? Object.values(media.examples ?? {}) : [];
  const values = named.map((example) => valueAt(example, ['value']));
  return [...values, ...('example' in media ? [media.example] : [])].map((value) => ({ pointer, value }));
}
