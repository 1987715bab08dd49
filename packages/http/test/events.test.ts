import { once } from 'node:events';
import { connect } from 'node:net';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { StorageFailedError, type Store } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { serve } from '@orderfolio/http/node';
import { afterEach, describe, expect, test } from 'vitest';
import { endOf, Listener, until } from './support/listener.ts';
import { type ServiceSettings, startService, type TestService } from './support/service.ts';
import { storeOver } from './support/store-over.ts';

const POLL_MS = 5;
const services: TestService[] = [];

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

async function start(settings: ServiceSettings = {}, over: (store: Store) => Store = (store) => store) {
  const service = await startService(async (clock) => over(await openSqlite({ filename: ':memory:', clock })), {
    events: { pollMs: POLL_MS, heartbeatMs: 60_000 },
    ...settings,
  });
  services.push(service);
  return service;
}

describe('a stream of events', () => {
  test('tells what happens while it is open, each with a name, and the last with a position to go on from', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const listener = await Listener.to(service, token);
    await listener.hears('retry: 3000\nid: ');
    await service.app.funds.deposit({ username: 'alice_01', amount: '12.30' });
    const text = await listener.hears('CASH_MOVED"');
    expect(text).toMatch(/\nid: \S.*\nevent: CASH_MOVED\ndata: \{.*"amount":"12.30".*\}\n/);
    const position = /id: (.*)\nevent/.exec(text)?.[1] ?? '';
    listener.leave();
    service.clock.advance(120_000);
    await service.app.funds.deposit({ username: 'alice_01', amount: '4.50' });
    const again = await Listener.to(service, token, { 'last-event-id': position });
    expect(await again.hears('"amount":"4.50"')).toContain('"amount":"12.30"');
    again.leave();
  });

  test('shows that it is alive while nothing happens', async () => {
    const service = await start({ events: { pollMs: POLL_MS, heartbeatMs: POLL_MS } });
    const listener = await Listener.to(service, await service.newCustomer('alice_01'));
    await listener.hears(': still here\n\n: still here\n\n');
    listener.leave();
  });

  test('ends when the token expires, and is not opened again with it', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const listener = await Listener.to(service, token);
    service.clock.advance(24 * 3_600_000);
    expect(endOf(await listener.end())).toBe('TOKEN_EXPIRED');
    expect((await Listener.to(service, token)).status).toBe(401);
  });

  test('ends when the account is suspended, and is opened again once it is not', async () => {
    const service = await start();
    const token = await service.newCustomer('alice_01');
    const listener = await Listener.to(service, token);
    await service.app.users.suspend('alice_01', { by: 'admin_01' });
    expect(endOf(await listener.end())).toBe('ACCOUNT_SUSPENDED');
    const refused = await service.send('GET', '/v1/events', { token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'ACCOUNT_SUSPENDED' } });
    await service.app.users.reinstate('alice_01', { by: 'admin_01' });
    const again = await Listener.to(service, token);
    expect(again.status).toBe(200);
    again.leave();
  });

  test('ends when the server stops, which does not wait for it', async () => {
    const service = await start({ events: { pollMs: 60_000 } });
    const listener = await Listener.to(service, await service.newCustomer('alice_01'));
    await listener.hears('id: ');
    const ended = listener.end();
    await service.stop(60_000);
    expect(endOf(await ended)).toBe('SERVICE_STOPPING');
  });

  test('ends when the store fails, and the log says why', async () => {
    let fails = false;
    const service = await start({}, (store) => {
      const { assetBalances } = adapterStoreOf(store);
      return storeOver(store, {
        assetBalances: {
          ...assetBalances,
          async getAccount(username) {
            if (fails) throw new StorageFailedError({ reason: 'the disk is gone', retryable: false });
            return assetBalances.getAccount(username);
          },
        },
      });
    });
    const listener = await Listener.to(service, await service.newCustomer('alice_01'));
    await listener.hears('id: ');
    fails = true;
    const text = await listener.end();
    expect(endOf(text)).toBe('STORE_FAILED');
    expect(text).not.toContain('disk');
    expect(service.lines.join()).toMatch(/STREAM_FAILED.*the disk is gone/);
  });

  test('is one of so many of a user, and of all, until a client leaves', async () => {
    const service = await start({ events: { pollMs: POLL_MS, perUser: 1, total: 2 } });
    const [alice, bob, cleo] = [
      await service.newCustomer('alice_01'),
      await service.newCustomer('bob_0001'),
      await service.newCustomer('cleo_001'),
    ];
    const first = await Listener.to(service, alice);
    const refused = await service.send('GET', '/v1/events', { token: alice });
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    const second = await Listener.to(service, bob);
    expect((await service.send('GET', '/v1/events', { token: cleo })).status).toBe(429);
    first.leave();
    const third = await until(
      () => Listener.to(service, cleo),
      ({ status }) => status === 200,
    );
    second.leave();
    third.leave();
  });

  test('reads nothing of the store before what it has sent was taken', async () => {
    let reads = 0;
    const service = await start({}, (store) => {
      const { assetBalances } = adapterStoreOf(store);
      const getAccount: typeof assetBalances.getAccount = (username) => {
        reads += 1;
        return assetBalances.getAccount(username);
      };
      return storeOver(store, { assetBalances: { ...assetBalances, getAccount } });
    });
    const token = await service.newCustomer('alice_01');
    const { fetch: ask } = service.api;
    const reply = await ask(
      new Request('http://localhost/v1/events', { headers: { authorization: `Bearer ${token}` } }),
    );
    const before = reads;
    await new Promise((resolve) => setTimeout(resolve, 10 * POLL_MS));
    expect(reads).toBe(before);
    const reader = reply.body?.getReader();
    await reader?.read();
    await until(
      async () => reads,
      (count) => count > before,
    );
    await reader?.cancel();
  });

  test('is cut off when its client has not read for long', async () => {
    let isCut = false;
    const piece = new Uint8Array(1_048_576);
    const endless = (): Response =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(piece),
          cancel() {
            isCut = true;
          },
        }),
        { headers: { 'content-type': 'text/event-stream' } },
      );
    const server = await serve({ fetch: endless }, { port: 0, replyTimeoutMs: 50 });
    const client = connect(Number(new URL(server.url).port));
    client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await once(client, 'connect');
    client.pause();
    await until(
      async () => isCut,
      (cut) => cut,
    );
    client.destroy();
    await server.close(0);
  });
});

describe('a service without streams', () => {
  test('has no such route', async () => {
    const service = await start({ events: false });
    const token = await service.newCustomer('alice_01');
    expect((await service.send('GET', '/v1/events', { token })).status).toBe(404);
    expect(Object.keys(service.api.openApi.paths)).not.toContain('/v1/events');
  });
});
