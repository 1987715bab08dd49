import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import { createHttpApi, type HttpApiOptions } from '@orderfolio/http';
import { TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { expect, test } from 'vitest';

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
  for (const option of ['bodyLimitBytes', 'deadlineMs', 'trustProxy', 'rateLimit', 'info'])
    for (const value of [null, -1, 'x', true]) {
      const make = () => createHttpApi(fromJavaScript({ ...right, [option]: value }));
      expect(codeOf(make), `${option}: ${String(value)}`).toBe('CONFIGURATION_INVALID');
    }
  await right.store[Symbol.asyncDispose]();
});
