import { type Clock, createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import type { GivenHost } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import { faultsInOrder, faultyStore } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, openTrader, type Trader, tick } from '../trader.ts';

/** A bad clock, bad ids or a bad timer, given by the service instead of the machine's. */
export const hosts: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const [part, misbehaving] of Object.entries(MISBEHAVING)) {
    it(`a command refuses ${part} that are none at the first use, and writes nothing`, async (place) => {
      const { app } = place;
      const trader = await openTrader(place);
      const { transaction } = await app.funds.withdraw({ ...TEN, username: trader.username, status: 'PENDING' });
      const { order } = await app.orders.place({ ...trader, ...LIMIT });
      await expectNothingWritten(place, async () => {
        for (const [what, makeHost] of Object.entries(misbehaving)) {
          for (const [name, command] of Object.entries(commandsOf(trader, transaction, order))) {
            const refused = command(appWith(place, makeHost()));
            await expectRefusal(refused, 'CONFIGURATION_INVALID', { field: part }, `${name} with ${part}: ${what}`);
          }
        }
      });
    });
  }

  it('an id that comes again is refused, and no command taken for done that was not', async (place) => {
    const { app } = place;
    const { username } = await openTrader(place);
    const held = await app.funds.withdraw({ ...TEN, username, status: 'PENDING' });
    const also = await app.funds.withdraw({ ...TEN, username, status: 'PENDING' });
    const broken = appWith(place, { ids: { next: () => ULID } });
    await broken.funds.complete(username, held.transaction.transactionId);
    await expectNothingWritten(place, async () => {
      for (const command of [
        broken.funds.complete(username, also.transaction.transactionId),
        broken.funds.deposit({ ...TEN, username }),
      ])
        await expectRefusal(command, 'CONFIGURATION_INVALID', { field: 'ids' });
    });
  });

  it('an order that a price reaches stays as it is where an id is none, and is filled later', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { order } = await app.orders.place({ ...trader, ...LIMIT });
    // The first names the commit that records the price, the second a row of the fill.
    let made = 0;
    const broken = appWith(place, { ids: { next: () => (++made === 2 ? 'row-1' : place.ids.next()) } });
    await tick(broken, '90').catch((error: unknown) => expect(error).toMatchObject({ code: 'CONFIGURATION_INVALID' }));
    expect((await app.orders.get(trader.username, order.orderId)).status).toBe('QUEUED');
    expect((await tick(app, '90')).filled).toMatchObject([{ orderId: order.orderId, status: 'COMPLETED' }]);
    await expectReconciled(app, trader);
  });

  it('a timer that fails ends a command that has to wait, and never leaves it half done', async (place) => {
    const { app, store, clock, ids } = place;
    const { username } = await openTrader(place);
    const timer = { sleep: () => Promise.reject(new Error('no time')) };
    const through = (...faults: Parameters<typeof faultsInOrder>[0]): Orderfolio =>
      createOrderfolio({ store: faultyStore(store, faultsInOrder(faults)), clock, ids, timer });
    await expectNothingWritten(place, () =>
      expectRefusal(through('CONFLICT').funds.deposit({ ...TEN, username }), 'CONFIGURATION_INVALID', {
        field: 'timer',
      }),
    );
    // The caller has to learn whether it is stored, whatever the timer does.
    await through('REPLY_LOST').funds.deposit({ ...TEN, username });
    expect(String((await app.funds.getBalance(username)).currentBalance)).toBe('1010');
    const lost = Array.from({ length: 10 }, () => 'REQUEST_LOST' as const);
    await expectRefusal(through(...lost).funds.deposit({ ...TEN, username }), 'OUTCOME_UNKNOWN');
  });

  it('a lock is not taken by a clock that shows no time', async ({ timer }) => {
    const clock: Clock = { now: () => new Date(Number.NaN) };
    const opened = await adapter.open({ clock, timer });
    try {
      const taken = opened.store.lock.acquire('alice_01', 'test', { waitMs: 0 });
      await expectRefusal(taken, 'CONFIGURATION_INVALID', { field: 'clock' });
    } finally {
      await opened.store[Symbol.asyncDispose]();
      await opened.dispose();
    }
  });
};

const TEN = { amount: '10.00' } as const;
const LIMIT = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' } as const;

const ULID = '01KGA5H8000000000000000001';
const idsOf = (next: () => unknown) => (): GivenHost => ({ ids: { next: () => anything(next()) } });
const clockOf = (now: () => unknown) => (): GivenHost => ({ clock: { now: () => anything(now()) } });
const fail = (): never => {
  throw new Error('out of order');
};

const MISBEHAVING: Readonly<Record<'ids' | 'clock', Readonly<Record<string, () => GivenHost>>>> = {
  ids: {
    'words and numbers': () => {
      let count = 0;
      return idsOf(() => `order-${++count}`)();
    },
    nothing: idsOf(() => undefined),
    'a number': idsOf(() => 1),
    'small letters': idsOf(() => ULID.toLowerCase()),
    'a promise': idsOf(() => Promise.resolve(ULID)),
    'an error': idsOf(fail),
  },
  clock: {
    'no date': clockOf(() => new Date('just now')),
    'a text': clockOf(() => '2026-01-01T00:00:00.000Z'),
    'a number': clockOf(() => 1_767_225_600_000),
    'a promise': clockOf(() => Promise.resolve(new Date(0))),
    'a year of five digits': clockOf(() => new Date('+010000-01-01T00:00:00.000Z')),
    'a time before ids began': clockOf(() => new Date(-1)),
    'an error': clockOf(fail),
  },
};

function appWith({ store, clock, timer, ids }: Place, host: GivenHost): Orderfolio {
  return createOrderfolio({ store, clock, timer, ids, ...host });
}

/** One of each kind, by what it makes an id for. */
function commandsOf(
  { username, assetId }: Trader,
  { transactionId }: { readonly transactionId: string },
  { orderId }: { readonly orderId: string },
): Readonly<Record<string, (app: Orderfolio) => Promise<unknown>>> {
  const order = { username, assetId, quantity: '1' } as const;
  return {
    deposit: ({ funds }) => funds.deposit({ ...TEN, username }),
    withdraw: ({ funds }) => funds.withdraw({ ...TEN, username, idempotencyKey: 'key' }),
    complete: ({ funds }) => funds.complete(username, transactionId),
    'market order': ({ orders }) => orders.place({ ...order, orderType: 'MARKET_BUY' }),
    'limit order': ({ orders }) => orders.place({ ...order, ...LIMIT, clientOrderId: 'key' }),
    replace: ({ orders }) => orders.replace({ username, orderId, limitPrice: '80' }),
    cancel: ({ orders }) => orders.cancel(username, orderId),
    'create an asset': ({ assets }) => assets.create({ assetId: 'NEW', name: 'New', category: 'test', priceUsd: '1' }),
    'set a price': ({ assets }) => assets.update(assetId, { priceUsd: '1' }),
    'apply a price': (app) => tick(app, '95'),
  };
}
