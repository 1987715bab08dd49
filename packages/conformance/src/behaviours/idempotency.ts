import type { Orderfolio, Replayable } from '@orderfolio/domain';
import { adapterStoreOf, type Receipt } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** A command that takes a key, with the bodies to try it with. */
interface Repeatable {
  /** Carries the command out under the key. */
  run(app: Orderfolio, username: string, key: string): Promise<Replayable>;
  /** The same body, written in another way. */
  alike(app: Orderfolio, username: string, key: string): Promise<Replayable>;
  /** Other bodies: each a conflict. */
  readonly others: readonly ((app: Orderfolio, username: string, key: string) => Promise<Replayable>)[];
  readonly field: 'idempotencyKey' | 'clientOrderId';
  readonly scope: Receipt['scope'];
  /** The command as an older release has stored it in its receipt. */
  readonly storedWhole: string;
}

const COMMANDS: Readonly<Record<string, Repeatable>> = {
  deposit: {
    run: (app, username, idempotencyKey) => app.funds.deposit({ username, amount: '10.00', idempotencyKey }),
    alike: (app, username, idempotencyKey) =>
      app.funds.deposit({
        idempotencyKey,
        currency: 'USD',
        amount: '010',
        username: username.toUpperCase(),
        status: 'COMPLETED',
      }),
    others: [
      (app, username, idempotencyKey) => app.funds.deposit({ username, amount: '10.01', idempotencyKey }),
      (app, username, idempotencyKey) =>
        app.funds.deposit({ username, amount: '10', status: 'PENDING', idempotencyKey }),
      (app, username, idempotencyKey) =>
        app.funds.deposit({ username, amount: '10', description: 'x', idempotencyKey }),
      (app, username, idempotencyKey) => app.funds.deposit({ username, amount: '10', currency: 'JPY', idempotencyKey }),
      (app, username, idempotencyKey) => app.funds.withdraw({ username, amount: '10.00', idempotencyKey }),
      (app, username, idempotencyKey) => app.funds.adjust({ username, amount: '10.00', idempotencyKey }),
    ],
    field: 'idempotencyKey',
    scope: 'FUNDS',
    storedWhole: '{"operation":"deposit","currency":"USD","amount":"10","status":"COMPLETED"}',
  },
  'pending withdraw': {
    run: (app, username, idempotencyKey) =>
      app.funds.withdraw({ username, amount: '10.00', status: 'PENDING', idempotencyKey, referenceId: 'R' }),
    alike: (app, username, idempotencyKey) =>
      app.funds.withdraw({ referenceId: 'R', idempotencyKey, status: 'PENDING', amount: '10.0', username }),
    others: [
      (app, username, idempotencyKey) =>
        app.funds.withdraw({ username, amount: '10.00', status: 'PENDING', idempotencyKey, referenceId: 'S' }),
      (app, username, idempotencyKey) => app.funds.deposit({ username, amount: '10.00', idempotencyKey }),
    ],
    field: 'idempotencyKey',
    scope: 'FUNDS',
    storedWhole: '{"operation":"withdraw","currency":"USD","referenceId":"R","amount":"10","status":"PENDING"}',
  },
  adjust: {
    run: (app, username, idempotencyKey) => app.funds.adjust({ username, amount: '-10.00', idempotencyKey }),
    alike: (app, username, idempotencyKey) => app.funds.adjust({ idempotencyKey, amount: '-10', username }),
    others: [(app, username, idempotencyKey) => app.funds.adjust({ username, amount: '10.00', idempotencyKey })],
    field: 'idempotencyKey',
    scope: 'FUNDS',
    storedWhole: '{"operation":"adjust","currency":"USD","amount":"-10"}',
  },
  transferIn: {
    run: (app, username, idempotencyKey) => app.portfolio.transferIn({ ...MOVED, username, idempotencyKey }),
    alike: (app, username, idempotencyKey) =>
      app.portfolio.transferIn({ idempotencyKey, quantity: '02.50', assetId: 'btc', username }),
    others: [
      (app, username, idempotencyKey) =>
        app.portfolio.transferIn({ ...MOVED, username, quantity: '2.4', idempotencyKey }),
      (app, username, idempotencyKey) =>
        app.portfolio.transferIn({ ...MOVED, username, description: 'x', idempotencyKey }),
      (app, username, idempotencyKey) =>
        app.portfolio.transferIn({ ...MOVED, username, assetId: 'NONE', idempotencyKey }),
      (app, username, idempotencyKey) => app.portfolio.transferOut({ ...MOVED, username, idempotencyKey }),
      (app, username, idempotencyKey) => app.portfolio.adjust({ ...MOVED, username, idempotencyKey }),
    ],
    field: 'idempotencyKey',
    scope: 'PORTFOLIO',
    storedWhole: '{"operation":"transferIn","assetId":"BTC","quantity":"2.5"}',
  },
  transferOut: {
    run: (app, username, idempotencyKey) => app.portfolio.transferOut({ ...MOVED, username, idempotencyKey }),
    alike: (app, username, idempotencyKey) =>
      app.portfolio.transferOut({ idempotencyKey, quantity: '2.50', assetId: 'btc', username }),
    others: [
      (app, username, idempotencyKey) => app.portfolio.transferIn({ ...MOVED, username, idempotencyKey }),
      (app, username, idempotencyKey) => app.portfolio.adjust({ ...MOVED, username, quantity: '-2.5', idempotencyKey }),
    ],
    field: 'idempotencyKey',
    scope: 'PORTFOLIO',
    storedWhole: '{"operation":"transferOut","assetId":"BTC","quantity":"2.5"}',
  },
  'adjust a holding': {
    run: (app, username, idempotencyKey) =>
      app.portfolio.adjust({ ...MOVED, username, quantity: '-2.5', idempotencyKey, description: 'lost' }),
    alike: (app, username, idempotencyKey) =>
      app.portfolio.adjust({ description: 'lost', idempotencyKey, quantity: '-2.50', assetId: 'BTC', username }),
    others: [
      (app, username, idempotencyKey) =>
        app.portfolio.adjust({ ...MOVED, username, idempotencyKey, description: 'lost' }),
      (app, username, idempotencyKey) => app.portfolio.adjust({ ...MOVED, username, quantity: '-2.5', idempotencyKey }),
    ],
    field: 'idempotencyKey',
    scope: 'PORTFOLIO',
    storedWhole: '{"operation":"adjust","assetId":"BTC","description":"lost","quantity":"-2.5"}',
  },
  place: {
    run: (app, username, clientOrderId) => app.orders.place({ ...BUY, username, clientOrderId }),
    alike: (app, username, clientOrderId) =>
      app.orders.place({ clientOrderId, quantity: '0.0010', assetId: 'btc', orderType: 'MARKET_BUY', username }),
    others: [
      (app, username, clientOrderId) => app.orders.place({ ...BUY, username, quantity: '0.0011', clientOrderId }),
      (app, username, clientOrderId) => app.orders.place({ ...BUY, username, orderType: 'MARKET_SELL', clientOrderId }),
      (app, username, clientOrderId) => app.orders.place({ ...BUY, username, assetId: 'NONE', clientOrderId }),
    ],
    field: 'clientOrderId',
    scope: 'ORDER',
    storedWhole: '{"orderType":"MARKET_BUY","assetId":"BTC","quantity":"0.001"}',
  },
  'place a limit': {
    run: (app, username, clientOrderId) => app.orders.place({ ...LIMIT, username, clientOrderId }),
    alike: (app, username, clientOrderId) =>
      app.orders.place({ ...LIMIT, username, clientOrderId, assetId: 'btc', limitPrice: '040000.00' }),
    others: [
      (app, username, clientOrderId) => app.orders.place({ ...LIMIT, username, limitPrice: '40000.01', clientOrderId }),
      (app, username, clientOrderId) => app.orders.place({ ...LIMIT, username, timeInForce: 'GTC', clientOrderId }),
      (app, username, clientOrderId) =>
        app.orders.place({ ...LIMIT, username, expiresAt: '2026-06-01T00:00:00.000Z', clientOrderId }),
      (app, username, clientOrderId) =>
        app.orders.place({ ...LIMIT, orderType: 'LIMIT_SELL', username, clientOrderId }),
      (app, username, clientOrderId) => app.orders.place({ ...BUY, username, clientOrderId }),
    ],
    field: 'clientOrderId',
    scope: 'ORDER',
    storedWhole: '{"orderType":"LIMIT_BUY","assetId":"BTC","quantity":"0.001","limitPrice":"40000"}',
  },
};

const BUY = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' } as const;
const LIMIT = { ...BUY, orderType: 'LIMIT_BUY', limitPrice: '40000' } as const;
const MOVED = { assetId: 'BTC', quantity: '2.5' } as const;
const KEY = 'clé 日本 🚀 #1';

/** Every command that takes a key is carried out once under it, for ever. */
export const idempotency: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const [name, { run, alike, others, field, scope, storedWhole }] of Object.entries(COMMANDS)) {
    it(`${name}: repeats the first result exactly, and writes nothing`, async (place) => {
      const { app, store, appOn } = place;
      const username = await customer(place);
      const first = await run(app, username, KEY);
      expect(first.replayed).toBe(false);
      await expectNothingWritten(place, async () => {
        for (const way of [app, appOn(store)]) {
          expect(await run(way, username, KEY)).toEqual({ ...first, replayed: true });
          expect(await alike(way, username, KEY)).toEqual({ ...first, replayed: true });
        }
      });
    });

    it(`${name}: repeats it from another process, much later, whatever happened since`, async (place) => {
      const { app, store, clock, appOn, elsewhere, reopen } = place;
      const username = await customer(place);
      const first = await run(app, username, KEY);
      clock.advance(400 * 86_400_000);
      await app.funds.withdraw({ username, amount: '3.00' });
      await app.assets.update('BTC', { priceUsd: '1', name: 'Other' });
      await app.assets.deactivate('BTC');
      const { available } = await app.funds.getBalance(username);
      await app.funds.withdraw({ username, amount: available });
      const ways = [appOn(store), appOn(await elsewhere())];
      for (const way of ways) {
        await expectNothingWritten(place, async () => {
          expect(await run(way, username, KEY)).toEqual({ ...first, replayed: true });
        });
      }
      if (!adapter.capabilities.durable) return;
      expect(await run(appOn(await reopen()), username, KEY)).toEqual({ ...first, replayed: true });
    });

    it(`${name}: repeats it after all that was open has ended`, async (place) => {
      const { app, appOn, store } = place;
      const username = await customer(place);
      const first = await run(app, username, KEY);
      await endAll(app, username);
      for (const way of [app, appOn(store)])
        expect(await run(way, username, KEY)).toEqual({ ...first, replayed: true });
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    });

    it(`${name}: repeats what an older release has done, whose receipts have command and result whole`, async (place) => {
      const { app, appOn, store, raw } = place;
      const username = await customer(place);
      const first = await run(app, username, KEY);
      const key = { entity: 'receipt', username, scope, key: KEY } as const;
      const { replayed: _told, ...result } = first;
      await raw.overwrite(key, 'request', storedWhole);
      await raw.overwrite(key, 'result', JSON.stringify(result));
      await raw.overwrite(key, 'seal', undefined);
      expect(await adapterStoreOf(store).unitOfWork.read([key])).toMatchObject([{ request: storedWhole }]);
      expect(await run(appOn(store), username, KEY)).toEqual({ ...first, replayed: true });
      expect(await alike(appOn(store), username, KEY)).toEqual({ ...first, replayed: true });
      for (const other of others)
        await expectRefusal(other(appOn(store), username, KEY), 'IDEMPOTENCY_CONFLICT', { field, key: KEY });
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    });

    it(`${name}: refuses the key for another body, and writes nothing`, async (place) => {
      const { app, clock } = place;
      const username = await customer(place);
      const firstUsedAt = clock.now().toISOString();
      await run(app, username, KEY);
      clock.advance(1_000);
      for (const other of others) {
        await expectNothingWritten(place, () =>
          expectRefusal(other(app, username, KEY), 'IDEMPOTENCY_CONFLICT', { username, field, key: KEY, firstUsedAt }),
        );
      }
    });

    it(`${name}: is carried out once when many ask at once, from two processes`, async (place) => {
      const { app, appOn, elsewhere } = place;
      const username = await customer(place);
      const other = appOn(await elsewhere());
      const results = await Promise.all(
        Array.from({ length: 8 }, (_nothing, index) => run(index % 2 === 0 ? app : other, username, KEY)),
      );
      const [first, ...more] = results.filter(({ replayed }) => !replayed);
      expect(more).toEqual([]);
      for (const result of results) expect({ ...result, replayed: false }).toEqual(first);
      const alone = await customer(place);
      await run(app, alone, KEY);
      expect(await countRows(app, username)).toEqual(await countRows(app, alone));
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    });

    it(`${name}: has keys of its own for every user, and none for commands without one`, async (place) => {
      const { app } = place;
      const [one, two] = [await customer(place), await customer(place)];
      expect(await run(app, one, KEY)).toMatchObject({ replayed: false });
      expect(await run(app, two, KEY)).toMatchObject({ replayed: false });
      expect(await run(app, one, `${KEY} `)).toMatchObject({ replayed: false });
    });
  }

  it('leaves the key of a refused command free', async (place) => {
    const { app } = place;
    const username = await customer(place);
    const command = { username, amount: '99999.00', idempotencyKey: KEY };
    await expectRefusal(app.funds.withdraw(command), 'INSUFFICIENT_BALANCE');
    await app.funds.deposit({ username, amount: '99999.00' });
    expect(await app.funds.withdraw(command)).toMatchObject({ replayed: false });
  });

  it('does not mix the keys of cash and of assets up: one reference may name both', async (place) => {
    const { app } = place;
    const username = await customer(place);
    await app.funds.deposit({ username, amount: '1.00', idempotencyKey: KEY });
    const moved = await app.portfolio.transferIn({ ...MOVED, username, idempotencyKey: KEY });
    expect(moved).toMatchObject({ replayed: false });
    expect(await app.funds.deposit({ username, amount: '1.00', idempotencyKey: KEY })).toMatchObject({
      replayed: true,
    });
  });

  it('does not mix idempotency keys up with client order ids', async (place) => {
    const { app } = place;
    const username = await customer(place);
    await app.funds.deposit({ username, amount: '1.00', idempotencyKey: KEY });
    await app.portfolio.transferIn({ ...MOVED, username, idempotencyKey: KEY });
    expect(await app.orders.place({ ...BUY, username, clientOrderId: KEY })).toMatchObject({ replayed: false });
  });

  it('carries commands without a key out every time', async (place) => {
    const { app } = place;
    const username = await customer(place);
    for (let time = 0; time < 3; time++)
      expect(await app.funds.deposit({ username, amount: '1.00' })).toMatchObject({ replayed: false });
    expect((await app.funds.getBalance(username)).available.toString()).toBe('1003');
  });
};

/** Settles what is pending, and cancels what rests. */
async function endAll(app: Orderfolio, username: string): Promise<void> {
  for (const { orderId } of (await app.orders.listOpenByUser(username)).items)
    await app.orders.cancel(username, orderId);
  for (const { transactionId, status } of (await app.funds.listTransactions(username)).items)
    if (status === 'PENDING') await app.funds.complete(username, transactionId);
}

/** How many rows the ledgers of the user have. */
async function countRows(app: Orderfolio, username: string) {
  const cashRows = (await app.funds.listTransactions(username)).items;
  const assetRows = (await app.portfolio.listTransactions(username)).items;
  return { cash: cashRows.length, assets: assetRows.length };
}

/** A user with 1,000 dollars and 10 BTC; BTC costs 50,000. */
async function customer({ app, store, addUser, addAsset }: Place): Promise<string> {
  const { username } = await addUser();
  if ((await store.assets.get('BTC')) === undefined) await addAsset({ assetId: 'BTC' });
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.portfolio.transferIn({ username, assetId: 'BTC', quantity: '10' });
  return username;
}
