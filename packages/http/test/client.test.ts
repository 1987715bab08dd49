import { openSqlite } from '@orderfolio/adapters-sqlite';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components, paths } from '../src/client/index.ts';
import { PASSWORD, startService, type TestService } from './support/service.ts';

/** The types come only from the document, so the compiler checks this test as much as the runner does. */
describe('a client that is generated from the document', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService((clock) => openSqlite({ filename: ':memory:', clock }), { events: { pollMs: 5 } });
  });
  afterAll(() => service.close());

  test('registers, logs in, deposits, buys and lists', async () => {
    const admin = createClient<paths>({ baseUrl: service.url, headers: bearer(await service.newAdmin()) });
    await admin.POST('/v1/assets', {
      body: { assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' },
    });

    const stranger = createClient<paths>({ baseUrl: service.url });
    const profile = { username: 'zoe_0001', email: 'zoe@example.com', firstName: 'Zoe', lastName: 'Moor' };
    const { data: registered } = await stranger.POST('/v1/users', { body: { ...profile, password: PASSWORD } });
    expect(registered?.user.role).toBe('customer');
    const { data: session } = await stranger.POST('/v1/sessions', {
      body: { username: profile.username, password: PASSWORD },
    });

    const zoe = createClient<paths>({ baseUrl: service.url, headers: bearer(session?.accessToken ?? '') });
    const { data: deposit } = await zoe.POST('/v1/me/deposits', { body: { amount: '1000.00' } });
    expect(deposit?.balance.available).toBe('1000.00');
    const { data: placed } = await zoe.POST('/v1/orders', {
      params: { header: { 'Idempotency-Key': 'order-1' } },
      body: { orderType: 'LIMIT_BUY', assetId: 'BTC', quantity: '0.01', limitPrice: '48000.00' },
    });
    expect(placed?.order.status).toBe('QUEUED');
    const { data: page } = await zoe.GET('/v1/orders', { params: { query: { open: true, limit: 10 } } });
    expect(page?.items.map(({ orderId }) => orderId)).toEqual([placed?.order.orderId]);

    const orderId = placed?.order.orderId ?? '';
    await zoe.DELETE('/v1/orders/{orderId}', { params: { path: { orderId } } });
    const { error } = await zoe.DELETE('/v1/orders/{orderId}', { params: { path: { orderId } } });
    expect(error).toMatchObject({ code: 'INVALID_ORDER_TRANSITION', from: 'CANCELLED' });
  });

  test('reads the events of an account, which have a type', async () => {
    const headers = bearer(await service.newCustomer('xia_0001'));
    const xia = createClient<paths>({ baseUrl: service.url, headers });
    const { data: stream } = await xia.GET('/v1/events', { parseAs: 'stream' });
    await xia.POST('/v1/me/deposits', { body: { amount: '1.00' } });
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of stream ?? []) {
      text += decoder.decode(piece);
      if (text.includes('CASH_MOVED')) break;
    }
    const event: components['schemas']['AccountEvent'] = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '{}');
    expect(event.type === 'CASH_MOVED' && event.data.balanceAfter).toBe('1.00');
  });

  test('does not compile what the service would refuse', async () => {
    const client = createClient<paths>({
      baseUrl: service.url,
      headers: bearer(await service.newCustomer('yan_0001')),
    });
    // @ts-expect-error an amount is a decimal string, never a number
    const { error: notText } = await client.POST('/v1/me/deposits', { body: { amount: 10 } });
    expect(notText).toMatchObject({ code: 'VALIDATION_FAILED', field: 'amount' });
    // @ts-expect-error there is no such order type
    const { error: noType } = await client.POST('/v1/orders', { body: { orderType: 'BUY', assetId: 'BTC' } });
    expect(noType).toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}
