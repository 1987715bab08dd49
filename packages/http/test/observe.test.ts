import { openSqlite } from '@orderfolio/adapters-sqlite';
import type { ExchangeFacts, Observer } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { PASSWORD, startService, type TestService } from './support/service.ts';

const openStore = () => openSqlite({ filename: ':memory:' });
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function serving(observe: Observer, work: (service: TestService) => Promise<void>): Promise<void> {
  const service = await startService(openStore, { observe });
  try {
    await work(service);
  } finally {
    await service.close();
  }
}

/** Keeps what it is told. */
function recording(): { readonly observer: Observer; readonly exchanges: ExchangeFacts[] } {
  const exchanges: ExchangeFacts[] = [];
  return { observer: { exchange: (facts) => void exchanges.push(facts) }, exchanges };
}

describe('an observer of the API', () => {
  test('is told of each request by its route, with its status and its problem, and nothing of who sent it', async () => {
    const { observer, exchanges } = recording();
    await serving(observer, async ({ send, newCustomer }) => {
      const token = await newCustomer('alice_01');
      await send('GET', '/v1/me/balances', { token });
      await send('GET', '/v1/orders/01KG8XYZ00ABCDEFGHJKMNPQRS', { token });
      await send('POST', '/v1/sessions', { body: { username: 'alice_01', password: 'wrong' } });
      expect(exchanges.map(({ work, status, code }) => [work.method, work.route, status, code])).toEqual([
        ['GET', '/v1/me/balances', 200, undefined],
        ['GET', '/v1/orders/{orderId}', 404, 'ORDER_NOT_FOUND'],
        ['POST', '/v1/sessions', 401, 'INVALID_CREDENTIALS'],
      ]);
      const text = JSON.stringify(exchanges);
      for (const secret of ['alice', '01KG8', token, PASSWORD]) expect(text).not.toContain(secret);
    });
  });

  test.each([
    ['as it came', { traceparent: PARENT, tracestate: 'vendor=1' }, [PARENT, 'vendor=1']],
    ['unless it is no trace', { traceparent: 'Bearer secret', tracestate: 'vendor=1' }, [undefined, undefined]],
    ['without a state that is none', { traceparent: PARENT, tracestate: 'x'.repeat(600) }, [PARENT, undefined]],
  ])("is told of the caller's trace, %s", async (_how, headers, told) => {
    const { observer, exchanges } = recording();
    await serving(observer, async ({ send, newCustomer }) => {
      const token = await newCustomer('alice_01');
      await send('GET', '/v1/me/balances', { token, headers });
      expect(exchanges.map(({ work }) => [work.traceparent, work.tracestate])).toEqual([told]);
    });
  });

  test('changes no reply, whatever it does', async () => {
    const fails = (): never => {
      throw new Error('the observer is broken');
    };
    for (const observer of [
      new Proxy({}, { get: () => fails }),
      new Proxy({}, { get: () => async () => fails() }),
      { begin: () => ({ run: () => undefined }) },
    ])
      await serving(observer, async ({ send, newCustomer }) => {
        const token = await newCustomer('alice_01');
        expect((await send('GET', '/v1/me/balances', { token })).status).toBe(200);
        expect((await send('GET', '/v1/me/balances')).status).toBe(401);
      });
  });
});
