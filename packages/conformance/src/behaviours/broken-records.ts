import { ConcurrencyConflictError, type Order, StorageFailedError, type Store } from '@orderfolio/domain';
import { type AdapterStore, type ChangeSet, type EntityKey, keyOf } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { storeOver } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, idsOf, openTrader, type Trader, tick } from '../trader.ts';

/** Records that a price and the time cannot end: these leave them, report them, and go on with the others. */
export const brokenRecords: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('an account that cannot be read stops no other: neither at a price nor when orders expire', async (place) => {
    const { app, appOn, store, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const expiring = { ...BUY, limitPrice: '50', expiresAt: '2026-01-01T00:00:10.000Z' };
    const [broken, good] = await placeEach(place, { ...one, ...BUY }, { ...two, ...BUY });
    const [due, goodDue] = await placeEach(place, { ...one, ...expiring }, { ...two, ...expiring });
    const isBroken = (key: EntityKey) => key.entity === 'balance' && key.username === one.username;
    const worker = appOn(unreadable(store, isBroken));
    const outcome = await tick(worker, '90');
    expect(idsOf(outcome.filled)).toEqual(idsOf([good]));
    expect(outcome.skipped).toMatchObject([{ ...nameOf(broken), error: UNREADABLE }]);
    clock.set(expiring.expiresAt);
    const expiry = await worker.orders.expireDue();
    expect(idsOf(expiry.expired)).toEqual(idsOf([goodDue]));
    expect(expiry.skipped).toMatchObject([{ ...nameOf(due), error: UNREADABLE }]);
    expect(idsOf((await tick(app, '89')).filled), 'once it is mended').toEqual(idsOf([broken]));
    await expectReconciled(app, one, two);
  });

  it('a trailing stop that cannot be read keeps no other from its group, nor the price from being finished', async (place) => {
    const { app, appOn, store, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const [wide, broken, narrow] = await placeEach(
      place,
      { ...two, ...TRAILING, trailAmount: '10' },
      { ...one, ...TRAILING, trailAmount: '9' },
      { ...two, ...TRAILING, trailAmount: '8' },
    );
    const isBroken = (key: EntityKey) => key.entity === 'order' && key.orderId === broken.orderId;
    const { skipped } = await tick(appOn(unreadable(store, isBroken)), '120');
    expect(skipped).toMatchObject([{ ...nameOf(broken), error: UNREADABLE }]);
    expect(await marksOf(place, wide, broken, narrow)).toEqual(['120', '100', '120']);
    clock.advance(61_000);
    expect((await tick(app, '125')).skipped).toEqual([]);
    expect(await marksOf(place, wide, broken, narrow)).toEqual(['125', '125', '125']);
    expect(idsOf((await tick(app, '100')).filled)).toEqual(idsOf([narrow, broken, wide]));
    await expectReconciled(app, one, two);
  });

  it('a group of which an order cannot be moved stays where it is, and loses none', async (place) => {
    const { app, appOn, store, clock } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const [wide, wider] = await placeEach(
      place,
      { ...two, ...TRAILING, trailAmount: '30' },
      { ...two, ...TRAILING, trailAmount: '31' },
      { ...two, ...TRAILING, trailAmount: '90' },
    );
    await tick(app, '150');
    clock.advance(61_000);
    await tick(app, '125');
    await app.assets.update('BTC', { priceUsd: '125' });
    const [narrow, broken] = await placeEach(
      place,
      { ...two, ...TRAILING, trailAmount: '3' },
      { ...one, ...TRAILING, trailAmount: '4' },
    );
    await tick(app, '130');
    clock.advance(61_000);
    const isBroken = (key: EntityKey) => key.entity === 'order' && key.orderId === broken.orderId;
    const { skipped } = await tick(appOn(unreadable(store, isBroken)), '160');
    expect(skipped).toMatchObject([nameOf(broken)]);
    expect(await marksOf(place, narrow, broken, wide, wider)).toEqual(['160', '160', '160', '160']);
    expect(idsOf((await tick(app, '129')).filled)).toEqual(idsOf([narrow, broken, wide, wider]));
    await expectReconciled(app, one, two);
  });

  it('an account that others keep changing stops no other, and the price comes back to its orders', async (place) => {
    const { app, appOn, store } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const [busy, good] = await placeEach(place, { ...one, ...BUY }, { ...two, ...BUY });
    const at = '2026-01-01T00:00:01.000Z';
    const outcome = await tick(appOn(contended(store, one), SOON_GIVEN_UP), '90', at);
    expect(idsOf(outcome.filled)).toEqual(idsOf([good]));
    expect(outcome.skipped).toMatchObject([{ ...nameOf(busy), error: { code: 'CONCURRENCY_CONFLICT' } }]);
    const again = await tick(app, '90', at);
    expect(again).toMatchObject({ applied: true, filled: [nameOf(busy)], skipped: [] });
    expect((await tick(app, '90', at)).applied, 'finished').toBe(false);
    await expectReconciled(app, one, two);
  });

  it('the next price waits for no such account: it finishes the one before and goes on', async (place) => {
    const { app, appOn, store } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const [busy] = await placeEach(place, { ...one, ...BUY });
    const worker = appOn(contended(store, one), SOON_GIVEN_UP);
    await tick(worker, '90', '2026-01-01T00:00:01.000Z');
    const [good] = await placeEach(place, { ...two, ...BUY, limitPrice: '86' });
    const { applied, filled, skipped } = await tick(worker, '85', '2026-01-01T00:00:02.000Z');
    expect([applied, idsOf(filled)]).toEqual([true, idsOf([good])]);
    for (const name of skipped) expect(name).toMatchObject(nameOf(busy));
    expect(skipped.length).toBeGreaterThan(0);
    const found = (await tick(app, '84', '2026-01-01T00:00:03.000Z')).filled;
    expect(found.map(({ orderId, executionPrice }) => [orderId, String(executionPrice)])).toEqual([
      [busy.orderId, '85'],
    ]);
    await expectReconciled(app, one, two);
  });

  it('a store that fails for a while is an error: the price stays unfinished, and resumes', async (place) => {
    const { app, appOn, store } = place;
    const trader = await openTrader(place);
    const orders = await placeEach(place, { ...trader, ...BUY, limitPrice: '96' }, { ...trader, ...BUY });
    const throttled = new StorageFailedError({ reason: 'it is throttled', retryable: true });
    const worker = appOn(refusing(store, trader, () => throttled));
    const at = '2026-01-01T00:00:01.000Z';
    await expectRefusal(tick(worker, '90', at), 'STORAGE_FAILED', { retryable: true });
    expect(idsOf((await tick(app, '90', at)).filled)).toEqual(idsOf(orders));
    await expectReconciled(app, trader);
  });
};

const BUY = { orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '95' } as const;
const TRAILING = { orderType: 'TRAILING_STOP_SELL', quantity: '1' } as const;
/** By default a command is tried for 10 s. With a clock that only moves between the tries these are hundreds of tries. */
const SOON_GIVEN_UP = { conflictTimeoutMs: 1_000 };
const UNREADABLE = { code: 'STORAGE_FAILED', retryable: false } as const;

/** Places the orders, one after another. */
async function placeEach<const Commands extends readonly Parameters<Place['app']['orders']['place']>[0][]>(
  { app }: Place,
  ...commands: Commands
): Promise<{ readonly [Index in keyof Commands]: Order }>;
async function placeEach({ app }: Place, ...commands: readonly Parameters<Place['app']['orders']['place']>[0][]) {
  const orders: Order[] = [];
  for (const command of commands) orders.push((await app.orders.place(command)).order);
  return orders;
}

function nameOf({ username, orderId }: Order) {
  return { username, orderId };
}

async function marksOf({ app }: Place, ...orders: readonly Order[]): Promise<string[]> {
  const shown = await Promise.all(orders.map(({ username, orderId }) => app.orders.get(username, orderId)));
  return shown.map(({ highWaterMark }) => String(highWaterMark));
}

/** The store, where the records with these keys have been edited into nonsense. */
function unreadable(store: AdapterStore, isBroken: (key: EntityKey) => boolean): Store {
  const { unitOfWork } = store;
  return storeOver(store, {
    unitOfWork: {
      async read(keys) {
        if (keys.some((key) => key !== undefined && isBroken(key)))
          throw new StorageFailedError({ reason: 'stored nonsense is not readable', retryable: false });
        return unitOfWork.read(keys);
      },
      commit: (changeSet) => unitOfWork.commit(changeSet),
    },
  });
}

/** The store, which refuses whatever writes a balance of the trader. */
function refusing(store: AdapterStore, { username }: Trader, refusal: () => Error): Store {
  const { unitOfWork } = store;
  const isRefused = ({ changes }: ChangeSet) =>
    changes.map(keyOf).some((key) => key.entity === 'balance' && key.username === username);
  return storeOver(store, {
    unitOfWork: {
      read: (keys) => unitOfWork.read(keys),
      async commit(changeSet) {
        if (isRefused(changeSet)) throw refusal();
        await unitOfWork.commit(changeSet);
      },
    },
  });
}

/** The store, where somebody is always faster at the trader's account. */
function contended(store: AdapterStore, trader: Trader): Store {
  return refusing(store, trader, () => new ConcurrencyConflictError({ entity: 'balance' }));
}
