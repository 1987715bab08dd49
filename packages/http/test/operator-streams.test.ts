import { openSqlite } from '@orderfolio/adapters-sqlite';
import { FeedTrimmedError, StorageFailedError, type Store, systemClock } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { afterEach, describe, expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { startLife, tokensOfService } from './kills/kill-run.ts';
import { endOf, Listener, until } from './support/listener.ts';
import { PASSWORD, type ServiceSettings, startService, type TestService } from './support/service.ts';
import { storeOver } from './support/store-over.ts';

const POLL_MS = 5;
const EVENTS = '/v1/admin/events';
const PRICES = '/v1/prices/stream';
const services: TestService[] = [];
const file = useTemporaryFolder();

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

type Feed = Store['feed'];

interface Settings extends ServiceSettings {
  readonly filename?: string;
  readonly changeFeed?: boolean;
  /** The feed with other methods. */
  readonly feed?: (feed: Feed) => Partial<Feed>;
}

async function start({ filename = ':memory:', changeFeed = true, feed, ...settings }: Settings = {}) {
  const service = await startService(
    async (clock) => {
      const store = await openSqlite({ filename, clock, changeFeed });
      const own = adapterStoreOf(store).feed;
      return feed === undefined ? store : storeOver(store, { feed: { ...own, ...feed(own) } });
    },
    { events: { pollMs: POLL_MS, heartbeatMs: 60_000 }, ...settings },
  );
  services.push(service);
  return service;
}

/** A stream of an operator that is open. */
async function look(service: TestService, token: string, path = EVENTS, after?: string): Promise<Listener> {
  const listener = await Listener.to(service, token, after === undefined ? {} : { 'last-event-id': after }, path);
  if (listener.status === 200) await listener.hears('\nid: ');
  return listener;
}

async function list(service: TestService, ...assetIds: readonly string[]): Promise<void> {
  for (const assetId of assetIds)
    await service.app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '100.00' });
}

/** A stream that nobody reads. */
async function unread({ api }: TestService, token: string): Promise<Listener> {
  const headers = { authorization: `Bearer ${token}` };
  return Listener.of(await api.fetch(new Request(`http://localhost${EVENTS}`, { headers })));
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly username?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events in a text. */
function toldIn(text: string): readonly Told[] {
  return [...text.matchAll(/^event: ([A-Z_]+)\ndata: (\{"id".*)$/gm)].map(([, , data = '']): Told => JSON.parse(data));
}

const idsIn = (text: string): readonly string[] => toldIn(text).map(({ id }) => id);

describe('a stream of all events', () => {
  test('tells what happens in every account from now on, with its user, and nothing that is secret', async () => {
    const service = await start();
    const admin = await service.newAdmin();
    await service.newCustomer('alice_01');
    const listener = await look(service, admin);
    await service.newCustomer('bob_0001');
    await list(service, 'BTC');
    await service.app.orders.onPrice({ assetId: 'BTC', price: '101', currency: 'USD' });
    await service.app.funds.deposit({ username: 'alice_01', amount: '12.30', description: 'her invoice' });
    const text = await listener.hears('"amount":"12.30"');
    expect(toldIn(text)).toMatchObject([
      { type: 'USER_CREATED', username: 'bob_0001', data: { role: 'customer', status: 'ACTIVE' } },
      { type: 'ASSET_CHANGED', data: { assetId: 'BTC', priceUsd: '100.00' } },
      { type: 'PRICE_APPLIED', data: { assetId: 'BTC', currency: 'USD', price: '101.00' } },
      { type: 'CASH_MOVED', username: 'alice_01', data: { amount: '12.30' } },
    ]);
    expect(text).not.toMatch(/example\.com|invoice|password|hash/i);
    await service.app.funds.deposit({ username: 'alice_01', amount: '200.00' });
    const order = { username: 'alice_01', orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' } as const;
    await service.app.orders.place(order);
    // The position comes with the last event of a commit: whoever has not received them all gets them again.
    const ofOrder = (await listener.hears('ASSET_MOVED')).split('\n\n').slice(-5, -1);
    expect(ofOrder.map((event) => /^(?:id: \S+\n)?event: ([A-Z_]+)/.exec(event)?.[1])).toContain('ORDER_FILLED');
    expect(ofOrder.map((event) => event.startsWith('id: '))).toEqual([false, false, false, true]);
    listener.leave();
  });

  test('goes on after a position, in another process too, until the feed no longer has it', async () => {
    const filename = file('orderfolio.db');
    const [one, other] = [await start({ filename }), await start({ filename })];
    const admin = await one.newAdmin();
    await one.newCustomer('alice_01');
    const first = await look(one, admin);
    await one.app.funds.deposit({ username: 'alice_01', amount: '1.00' });
    await first.hears('"amount":"1.00"');
    first.leave();
    for (const amount of ['2.00', '3.00']) await one.app.funds.deposit({ username: 'alice_01', amount });
    const second = await look(other, admin, EVENTS, first.position);
    // What happens in one process is told in the other.
    await second.hears('"amount":"3.00"');
    await one.app.funds.deposit({ username: 'alice_01', amount: '4.00' });
    const amounts = toldIn(await second.hears('"amount":"4.00"')).map(({ data }) => data['amount']);
    expect(new Set(amounts)).toEqual(new Set(['2.00', '3.00', '4.00']));
    expect(second.text).not.toContain('MISSED');
    second.leave();
    for (const changeFeed of [false, true]) await using(await openSqlite({ filename, changeFeed }));
    const third = await look(other, admin, EVENTS, second.position);
    await third.hears('event: MISSED');
    await one.app.funds.deposit({ username: 'alice_01', amount: '5.00' });
    expect(toldIn(await third.hears('"amount":"5.00"'))).toHaveLength(1);
    third.leave();
  });

  test('tells what other processes store, and is gone on with elsewhere when its own is killed', async () => {
    const filename = file('orderfolio.db');
    const service = await start({ filename });
    const admin = await service.newAdmin();
    const here = await look(service, admin);
    const { child, url } = startLife(filename);
    const { token } = await tokensOfService().issueAccessToken('admin_01', 'admin');
    const there = await Listener.to({ url: await url }, token, { 'last-event-id': here.position }, EVENTS);
    const user = {
      username: 'alice_01',
      email: 'alice@example.com',
      firstName: 'A',
      lastName: 'B',
      password: PASSWORD,
    };
    const registered = await fetch(`${await url}/v1/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(user),
    });
    expect(registered.status).toBe(201);
    for (const listener of [here, there]) await listener.hears('"username":"alice_01"');
    await service.app.funds.deposit({ username: 'alice_01', amount: '1.00' });
    await there.hears('"amount":"1.00"');

    await child.kill();
    expect(endOf(await there.cut())).toBeUndefined();
    await service.app.funds.deposit({ username: 'alice_01', amount: '2.00' });
    const again = await look(service, admin, EVENTS, there.position);
    // The reader that it shares may tell it once more.
    expect(new Set(idsIn(await again.hears(`"amount":"2.00"`))).size).toBe(1);
    expect(idsIn(await here.hears('"amount":"2.00"'))).toHaveLength(3);
    again.leave();
    here.leave();
  });

  test('goes on after at most so many events, and says that it has left out the others', async () => {
    const service = await start({ events: { pollMs: POLL_MS, heartbeatMs: 60_000, backlog: 600 } });
    const admin = await service.newAdmin();
    const first = await look(service, admin);
    first.leave();
    await list(service, 'BTC');
    await burst(service, 650);
    const second = await look(service, admin, EVENTS, first.position);
    const text = await second.hears('event: MISSED');
    expect(toldIn(text)).toHaveLength(600);
    await service.app.orders.onPrice({ assetId: 'BTC', price: '7.77', currency: 'USD' });
    await second.hears('7.77');
    second.leave();
  });

  test('shows that it is alive while nothing happens, and where it is', async () => {
    const service = await start({ events: { pollMs: POLL_MS, heartbeatMs: POLL_MS } });
    const listener = await look(service, await service.newAdmin());
    expect(await listener.hears(': still here\n\n')).toMatch(/\nid: \S.*\n: still here\n\n/);
    listener.leave();
  });

  test('is refused to customers, and after what is no position', async () => {
    const service = await start();
    const [admin, customer] = [await service.newAdmin(), await service.newCustomer('alice_01')];
    for (const path of [EVENTS, PRICES]) {
      expect(await service.send('GET', path, { token: customer })).toMatchObject({ status: 403 });
      expect(await service.send('GET', path)).toMatchObject({ status: 401 });
      const headers = { 'last-event-id': 'nonsense' };
      const refused = await service.send('GET', path, { token: admin, headers });
      expect(refused).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field: 'Last-Event-ID' } });
    }
  });

  test('says that the store keeps no feed, and the log says what to do', async () => {
    const service = await start({ changeFeed: false });
    const reply = await service.send('GET', EVENTS, { token: await service.newAdmin() });
    expect(reply).toMatchObject({ status: 500, body: { code: 'CONFIGURATION_INVALID', retryable: false } });
    expect(service.lines.at(-1)).toContain('must be true for a feed: open the store with it');
  });

  test('is one of so many of a user', async () => {
    const service = await start({ events: { pollMs: POLL_MS, perUser: 1 } });
    const admin = await service.newAdmin();
    const first = await look(service, admin);
    expect((await look(service, admin)).status).toBe(429);
    first.leave();
    const next = await until(
      () => look(service, admin),
      ({ status }) => status === 200,
    );
    next.leave();
  });
});

describe('a stream of prices', () => {
  test('tells the prices that are applied, of one asset or of all, and nothing else', async () => {
    const service = await start();
    const admin = await service.newAdmin();
    await list(service, 'BTC', 'ETH');
    const [all, ofOne] = [await look(service, admin, PRICES), await look(service, admin, `${PRICES}?assetId=eth`)];
    await service.newCustomer('alice_01');
    await service.app.orders.onPrice({ assetId: 'BTC', price: '101.5', currency: 'USD' });
    await service.app.orders.onPrice({ assetId: 'ETH', price: '20', currency: 'JPY' });
    const prices = toldIn(await all.hears('JPY')).map(({ type, data }) => [type, data['assetId'], data['price']]);
    expect(prices).toEqual([
      ['PRICE_APPLIED', 'BTC', '101.50'],
      ['PRICE_APPLIED', 'ETH', '20'],
    ]);
    expect(toldIn(await ofOne.hears('JPY')).map(({ data }) => data['assetId'])).toEqual(['ETH']);
    all.leave();
    ofOne.leave();
  });

  test('tells nothing else of what has happened meanwhile to who goes on after a position', async () => {
    const service = await start();
    const admin = await service.newAdmin();
    await list(service, 'BTC', 'ETH');
    const path = `${PRICES}?assetId=BTC`;
    const first = await look(service, admin, path);
    first.leave();
    await service.newCustomer('alice_01');
    for (const assetId of ['ETH', 'BTC']) await service.app.orders.onPrice({ assetId, price: '101.5' });
    const second = await look(service, admin, path, first.position);
    expect(toldIn(await second.hears('PRICE_APPLIED')).map(({ data }) => data['assetId'])).toEqual(['BTC']);
    second.leave();
  });

  test('is refused for an asset that is none, and for what it does not know', async () => {
    const service = await start();
    const token = await service.newAdmin();
    for (const [query, status, code] of [
      ['assetId=NONE', 404, 'ASSET_NOT_FOUND'],
      ['assetId=', 400, 'VALIDATION_FAILED'],
      ['asset=BTC', 400, 'VALIDATION_FAILED'],
    ] as const)
      expect(await service.send('GET', `${PRICES}?${query}`, { token })).toMatchObject({ status, body: { code } });
  });
});

describe('the end of a stream of operators', () => {
  test('comes when the token expires', async () => {
    const service = await start();
    const token = await service.newAdmin();
    const listener = await look(service, token);
    service.clock.advance(24 * 3_600_000);
    expect(endOf(await listener.end())).toBe('TOKEN_EXPIRED');
    expect((await look(service, token)).status).toBe(401);
  });

  test.each([
    ['is suspended', 'ACCOUNT_SUSPENDED', (service: TestService) => service.app.users.suspend('root_001', BY)],
    ['is erased', 'ACCOUNT_SUSPENDED', (service: TestService) => service.app.users.erase('root_001', BY)],
    [
      'loses the role',
      'ACCESS_DENIED',
      (service: TestService) => service.auth.changeRole('root_001', 'customer', 'admin_01'),
    ],
  ])('comes when the administrator %s, who is not let in again: %s', async (_what, reason, change) => {
    const service = await start();
    const [token, admin] = [await service.newAdmin('root_001'), await service.newAdmin()];
    const [listener, other] = [await look(service, token), await look(service, admin)];
    await change(service);
    expect(endOf(await listener.end())).toBe(reason);
    expect(await service.send('GET', EVENTS, { token })).toMatchObject({ status: 403, body: { code: reason } });
    await other.hears('USER_CHANGED');
    other.leave();
  });

  test('does not come with another change of the account', async () => {
    const service = await start();
    const listener = await look(service, await service.newAdmin());
    await service.app.users.updateProfile('admin_01', { firstName: 'Ada' });
    await listener.hears('USER_CHANGED');
    await list(service, 'BTC');
    await listener.hears('ASSET_CHANGED');
    expect(endOf(listener.text)).toBeUndefined();
    listener.leave();
  });

  test('does not come to whom a gateway has let in, whatever the role of the account, until it is suspended', async () => {
    const service = await start({ identity: () => ({ sub: 'root_001', role: 'admin' }) });
    const listener = await look(service, 'of the gateway');
    await service.newCustomer('root_001');
    await service.auth.changeRole('root_001', 'admin', 'root_001');
    await listener.hears('USER_CHANGED');
    await list(service, 'BTC');
    await listener.hears('ASSET_CHANGED');
    await service.app.users.suspend('root_001', BY);
    expect(endOf(await listener.end())).toBe('ACCOUNT_SUSPENDED');
  });

  test('comes when the server stops, which does not wait for it', async () => {
    const service = await start({ events: { pollMs: 60_000 } });
    const token = await service.newAdmin();
    const ended = [await look(service, token), await look(service, token, PRICES)].map((listener) => listener.end());
    await service.stop(60_000);
    expect((await Promise.all(ended)).map(endOf)).toEqual(['SERVICE_STOPPING', 'SERVICE_STOPPING']);
  });

  test('comes when the store fails; whoever goes on once it has recovered misses nothing', async () => {
    let fails = false;
    const orFail = async <Result>(read: Promise<Result>): Promise<Result> => {
      if (fails) throw new StorageFailedError({ reason: 'the disk is gone', retryable: false });
      return read;
    };
    const service = await start({
      feed: (feed) => ({ latest: () => orFail(feed.latest()), read: (request) => orFail(feed.read(request)) }),
    });
    const admin = await service.newAdmin();
    await service.newCustomer('alice_01');
    const listeners = [await look(service, admin), await look(service, admin)];
    // Another one has not yet heard that the reader they share has ended.
    const deaf = await unread(service, admin);
    fails = true;
    for (const listener of listeners) expect(endOf(await listener.end())).toBe('STORE_FAILED');
    expect(listeners[0]?.text).not.toContain('disk');
    expect(service.lines.join()).toMatch(/STREAM_FAILED.*the disk is gone/);
    expect(await service.send('GET', EVENTS, { token: admin })).toMatchObject({ status: 503 });
    await service.app.funds.deposit({ username: 'alice_01', amount: '1.00' });
    fails = false;
    for (const { position } of listeners) {
      const again = await look(service, admin, EVENTS, position);
      await again.hears('"amount":"1.00"');
      await service.app.funds.deposit({ username: 'alice_01', amount: '2.00' });
      await again.hears('"amount":"2.00"');
      again.leave();
    }
    await deaf.cancel();
  });
});

describe('the reader that all share', () => {
  test('sends the store the same requests for one subscriber and for twenty', async () => {
    const asked = { latest: 0, read: 0, atOnce: 0, mostAtOnce: 0 };
    const service = await start({
      events: { pollMs: 20, heartbeatMs: 60_000, perUser: 20 },
      feed: (feed) => ({
        latest() {
          asked.latest += 1;
          return feed.latest();
        },
        async read(request) {
          asked.read += 1;
          asked.atOnce += 1;
          asked.mostAtOnce = Math.max(asked.mostAtOnce, asked.atOnce);
          const page = await feed.read(request);
          asked.atOnce -= 1;
          return page;
        },
      }),
    });
    const admin = await service.newAdmin();
    for (const subscribers of [1, 20]) {
      Object.assign(asked, { latest: 0, read: 0 });
      const began = systemClock.now().getTime();
      const listeners = await Promise.all(
        Array.from({ length: subscribers }, (_, index) => look(service, admin, index % 2 === 0 ? EVENTS : PRICES)),
      );
      await until(
        async () => asked.read,
        (read) => read >= 10,
      );
      // Timers may be early by a part of a millisecond.
      expect(asked.read).toBeLessThanOrEqual((systemClock.now().getTime() - began) / 19 + 2);
      expect(asked).toMatchObject({ latest: 1, mostAtOnce: 1 });
      for (const listener of listeners) listener.leave();
      await untilStopped(asked);
    }
  });

  test('stops with the last subscriber, and starts again with the next', async () => {
    const asked = { read: 0 };
    const service = await start({
      feed: (feed) => ({
        read(request) {
          asked.read += 1;
          return feed.read(request);
        },
      }),
    });
    const admin = await service.newAdmin();
    const [one, other] = [await look(service, admin), await look(service, admin)];
    one.leave();
    await list(service, 'BTC');
    await other.hears('ASSET_CHANGED');
    other.leave();
    await untilStopped(asked);
    const again = await look(service, admin);
    await list(service, 'ETH');
    expect(toldIn(await again.hears('ETH'))).toHaveLength(1);
    again.leave();
  });

  test('starts again after it could not', async () => {
    let fails = true;
    const service = await start({
      feed: (feed) => ({
        async latest() {
          if (fails) throw new StorageFailedError({ reason: 'not yet', retryable: true });
          return feed.latest();
        },
      }),
    });
    const admin = await service.newAdmin();
    expect((await look(service, admin)).status).toBe(503);
    fails = false;
    const listener = await look(service, admin);
    expect(listener.status).toBe(200);
    listener.leave();
  });

  test('tells a burst of a thousand events to each client once', async () => {
    const service = await start();
    const admin = await service.newAdmin();
    await list(service, 'BTC');
    const listeners = [await look(service, admin), await look(service, admin, PRICES), await look(service, admin)];
    await burst(service, 1_000);
    await service.app.orders.onPrice({ assetId: 'BTC', price: '7.77', currency: 'USD' });
    for (const listener of listeners) {
      const ids = idsIn(await listener.hears('7.77'));
      expect(ids).toHaveLength(1_001);
      expect(new Set(ids).size).toBe(1_001);
      listener.leave();
    }
  });

  test('waits for no client: who reads too slowly has missed something and goes on, and nobody else has', async () => {
    const service = await start({ events: { pollMs: POLL_MS, heartbeatMs: 60_000, backlog: 100 } });
    const admin = await service.newAdmin();
    await list(service, 'BTC');
    const slow = await unread(service, admin);
    const quick = await look(service, admin);
    for (let round = 1; round <= 10; round++) {
      await burst(service, 49);
      await service.app.orders.onPrice({ assetId: 'BTC', price: `7.${round}7`, currency: 'USD' });
      await quick.hears(`7.${round}7`);
    }
    expect(idsIn(quick.text)).toHaveLength(500);
    expect(quick.text).not.toContain('MISSED');
    await slow.hears('event: MISSED');
    expect(idsIn(slow.text).length).toBeLessThan(150);
    await service.app.orders.onPrice({ assetId: 'BTC', price: '8.88', currency: 'USD' });
    await slow.hears('8.88');
    expect(slow.text.match(/MISSED/g)).toHaveLength(1);
    await slow.cancel();
    quick.leave();
  });

  test('ends when the feed no longer has what comes next; whoever goes on has missed something', async () => {
    const trimmed = new Set<string | undefined>();
    const service = await start({
      feed: (feed) => ({
        async read(request) {
          if (!trimmed.has(request?.after)) return feed.read(request);
          throw new FeedTrimmedError({ shard: 'all', missedFrom: undefined, oldest: undefined });
        },
      }),
    });
    const admin = await service.newAdmin();
    const listener = await look(service, admin);
    trimmed.add(listener.position);
    expect(endOf(await listener.end())).toBe('STORE_FAILED');
    expect(service.lines.at(-1)).toMatch(/"status":410,"code":"STREAM_FAILED"/);
    await service.newCustomer('alice_01');
    const again = await look(service, admin, EVENTS, listener.position);
    await again.hears('event: MISSED');
    await list(service, 'BTC');
    expect(toldIn(await again.hears('ASSET_CHANGED'))).toHaveLength(1);
    again.leave();
  });

  test('gives no position that is too long for a header: who comes with its name has missed something', async () => {
    const service = await start({
      feed: (feed) => ({
        latest: async () => (await feed.latest()) + ' '.repeat(9_000),
        read: (request) => feed.read({ ...request, after: request?.after?.trimEnd() }),
      }),
    });
    const admin = await service.newAdmin();
    const listener = await look(service, admin);
    expect(listener.position).toBe('too-long');
    listener.leave();
    const again = await look(service, admin, EVENTS, listener.position);
    await again.hears('event: MISSED');
    again.leave();
  });

  test('does not read for a reply that came too late', async () => {
    const asked = { read: 0 };
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const service = await start({
      deadlineMs: 20,
      feed: (feed) => ({
        async latest() {
          await gate;
          return feed.latest();
        },
        read(request) {
          asked.read += 1;
          return feed.read(request);
        },
      }),
    });
    const admin = await service.newAdmin();
    expect((await service.send('GET', EVENTS, { token: admin })).status).toBe(504);
    open();
    await untilStopped(asked);
  });
});

const BY = { by: 'admin_01' };

async function burst(service: TestService, events: number): Promise<void> {
  for (let price = 1; price <= events; price++)
    await service.app.orders.onPrice({ assetId: 'BTC', price: `${price}`, currency: 'USD' });
}

/** Resolves once nothing was read for a while. */
async function untilStopped(asked: { readonly read: number }): Promise<void> {
  let before = -1;
  await until(
    async () => {
      const isStill = asked.read === before;
      before = asked.read;
      await new Promise((resolve) => setTimeout(resolve, 60));
      return isStill && asked.read === before;
    },
    (isStopped) => isStopped,
  );
}

async function using(store: Store): Promise<void> {
  await store[Symbol.asyncDispose]();
}
