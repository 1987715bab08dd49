import { consume, type Orderfolio, runAnalytics, type Store } from '@orderfolio/domain';
import {
  type CopyOptions,
  type CopyProgress,
  type CopyReport,
  copyStore,
  type EntityRecord,
  insert,
} from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { everyItem, everything, expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { storeOver } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { fullSamples } from '../samples.ts';
import { expectReconciled, idsOf, oneOfEachType, openTrader, placeAtOnce, type Trader, tick } from '../trader.ts';
import { asSet, everyRecord, failingAtLoad, type OtherPlace, withOtherPlace } from '../whole-stores.ts';

/** `copyStore`: the target behaves as if the commands had been carried out there. */
export const copies: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);
  const beside = (place: Place, work: (other: OtherPlace) => Promise<void>) => withOtherPlace(adapter, place, work);

  it('copies every record, and says so', async (place) => {
    await openMarket(place);
    await beside(place, async ({ store }) => {
      const told: CopyProgress[] = [];
      const report = await copy(place, store, { onProgress: (progress) => told.push(progress) });
      const records = booksOf(await everyRecord(place.store, 100));
      expect(report).toMatchObject({
        ended: 'finished',
        records: records.length,
        counts: { user: 2, order: 16 },
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        matches: true,
        users: 2,
        reconciled: 2,
        differences: [],
        failures: [],
      });
      expect(asSet(booksOf(await everyRecord(store, 100)))).toEqual(asSet(records));
      const phases = new Set(told.map(({ phase }) => phase));
      expect([...phases]).toEqual(['copying', 'comparing', 'reconciling']);
      expect(told.at(-1)).toEqual({ phase: 'reconciling', done: 2, total: 2 });
    });
  });

  it('copies every kind of record with every field, and back to the same digest', async (place) => {
    await place.commit(...fullSamples(place.make).map((sample) => sample.insert));
    await beside(place, async ({ store }) => {
      const there = finished(await copy(place, store));
      await beside(place, async (third) => {
        const back = finished(await copyStore(store, third.store, hostIn(place)));
        expect(back).toMatchObject({ digest: there.digest, counts: there.counts, matches: true });
      });
    });
  });

  it('goes on in the target where the source was: prices, expiry, keys, cursors, unique values', async (place) => {
    const { app, handedOut, clock, appOn } = place;
    const [ada, grace] = await openMarket(place);
    await beside(place, async ({ store }) => {
      await copy(place, store);
      expect(await everything(store, ada.username, grace.username)).toEqual(
        await everything(handedOut, ada.username, grace.username),
      );
      const there = appOn(store);
      // The page after a page of the source.
      const { nextCursor: cursor } = await app.orders.listByUser(ada.username, { limit: 3 });
      expect(plain(await there.orders.listByUser(ada.username, { limit: 3, cursor }))).toEqual(
        plain(await app.orders.listByUser(ada.username, { limit: 3, cursor })),
      );
      for (const one of [app, there]) {
        const again = await one.funds.deposit({ ...DEPOSIT, username: ada.username });
        expect(again).toMatchObject({ replayed: true });
        await expectRefusal(
          one.funds.deposit({ ...DEPOSIT, username: ada.username, amount: '2' }),
          'IDEMPOTENCY_CONFLICT',
        );
        const placed = await one.orders.place({ ...BUY, username: ada.username });
        expect(placed).toMatchObject({ replayed: true });
        await expectRefusal(
          one.orders.place({ ...BUY, username: ada.username, quantity: '2' }),
          'IDEMPOTENCY_CONFLICT',
        );
        const { email } = await one.users.get(ada.username);
        const profile = { email: email.toUpperCase(), firstName: 'A', lastName: 'B' };
        await expectRefusal(one.users.create({ username: 'someone_1', ...profile }), 'ALREADY_EXISTS');
      }
      clock.advance(1_000);
      // The ids are of two generators: what the prices end is compared, and not what they write.
      for (const price of ['89', '120', '100', '111', '85']) {
        const [here, copied] = [await tick(app, price), await tick(there, price)];
        expect(idsOf(copied.filled).sort(), price).toEqual(idsOf(here.filled).sort());
      }
      clock.advance(86_400_000);
      const due = await app.orders.expireDue();
      expect(due.expired).not.toEqual([]);
      expect(idsOf((await there.orders.expireDue()).expired)).toEqual(idsOf(due.expired));
      await there.funds.withdraw({ username: grace.username, amount: '1.00' });
      await expectReconciled(there, ada, grace);
    });
  });

  it('counts resting orders and users in every list of the target', async (place) => {
    const [ada] = await openMarket(place);
    const { app, appOn } = place;
    await app.users.suspend(ada.username, { by: 'operator_1' });
    await beside(place, async ({ store }) => {
      await copy(place, store);
      const lists = (one: Orderfolio) =>
        Promise.all([
          everyItem((page) => one.users.list({ ...page })),
          everyItem((page) => one.users.list({ ...page, status: 'SUSPENDED' })),
          everyItem((page) => one.users.list({ ...page, usernamePrefix: ada.username.slice(0, 1) })),
          everyItem((page) => one.users.list({ ...page, emailPrefix: ada.username.slice(0, 1) })),
          one.orders.listOpenByAsset('BTC', { limit: 100 }),
          one.orders.listOpenByUser(ada.username, { limit: 100 }),
          one.portfolio.value(ada.username),
        ]);
      expect(plain(await lists(appOn(store)))).toEqual(plain(await lists(app)));
    });
  });

  it('refuses a target that is not empty, and changes nothing', async (place) => {
    await openTrader(place);
    await beside(place, async ({ store, raw }) => {
      await store.bulk.load([{ entity: 'asset', value: place.make.asset() }]);
      await expectNothingWritten({ raw }, async () => {
        for (const resume of [false, true])
          await expectRefusal(copy(place, store, { resume }), 'CONFIGURATION_INVALID', {
            field: 'to',
            rule: expect.stringContaining('must be empty'),
          });
      });
    });
  });

  it('refuses to copy a store into itself, whatever connection it is', async (place) => {
    const { raw, elsewhere } = place;
    const same = await elsewhere();
    await expectNothingWritten({ raw }, () =>
      expectRefusal(copy(place, same), 'CONFIGURATION_INVALID', { field: 'to', rule: expect.stringContaining('same') }),
    );
  });

  it('goes on after the process died in a load, before or after it has written', async (place) => {
    await openMarket(place);
    // More than are read at a time, even if all are in one part.
    const turns = Array.from({ length: 600 }, (_nothing, number) => place.make.turn({ lane: `lane ${number}` }));
    await place.store.bulk.load(turns.map((value) => ({ entity: 'turn', value })));
    let expected: CopyReport | undefined;
    for (const [number, when] of [
      [1, 'after'],
      [2, 'before'],
    ] as const)
      await beside(place, async ({ store }) => {
        await expect(copy(place, failingAtLoad(store, number, when))).rejects.toThrow('the process dies');
        await expectRefusal(copy(place, store), 'CONFIGURATION_INVALID', { field: 'to' });
        const report = await copy(place, store, { resume: true });
        expected ??= report;
        expect(report).toEqual(expected);
        expect(report).toMatchObject({ matches: true, reconciled: 2 });
        await expectRefusal(copy(place, store, { resume: true }), 'CONFIGURATION_INVALID', { field: 'resume' });
      });
  });

  it('stops when it is told to, in every phase, and goes on', async (place) => {
    await openMarket(place);
    await beside(place, async ({ store }) => {
      for (const phase of ['copying', 'comparing', 'reconciling'] as const) {
        const controller = new AbortController();
        const onProgress = (progress: CopyProgress): void => {
          if (progress.phase === phase) controller.abort();
        };
        const { signal } = controller;
        const stopped = await copy(place, store, { resume: true, signal, onProgress });
        expect(stopped).toMatchObject({ ended: 'stopped', records: expect.any(Number) });
      }
      expect(await copy(place, store, { resume: true })).toMatchObject({ matches: true, reconciled: 2 });
    });
  });

  it('lets no two copies into one target, and the same records are there in the end', async (place) => {
    await openMarket(place);
    await beside(place, async ({ store }) => {
      const both = await Promise.allSettled([copy(place, store), copy(place, store)]);
      expect(both.filter(({ status }) => status === 'rejected')).not.toEqual([]);
      for (const outcome of both)
        if (outcome.status === 'rejected')
          expect(['CONFIGURATION_INVALID', 'CONCURRENCY_CONFLICT', 'ALREADY_EXISTS']).toContain(outcome.reason.code);
      if (both.every(({ status }) => status === 'rejected'))
        expect(finished(await copy(place, store, { resume: true }))).toMatchObject({ matches: true });
      expect(asSet(booksOf(await everyRecord(store, 100)))).toEqual(
        asSet(booksOf(await everyRecord(place.store, 100))),
      );
    });
  });

  it('does not resume the copy of another source, nor copies from what is not whole', async (place) => {
    await openTrader(place);
    await beside(place, async (first) => {
      await copy(place, first.store);
      await beside(place, async ({ store }) => {
        await expect(copy(place, failingAtLoad(store, 2, 'before'))).rejects.toThrow('the process dies');
        const other = copyStore(first.store, store, { ...hostIn(place), resume: true });
        await expectRefusal(other, 'CONFIGURATION_INVALID', { rule: expect.stringContaining('another source') });
        await beside(place, async (third) => {
          const partial = copyStore(store, third.store, hostIn(place));
          await expectRefusal(partial, 'CONFIGURATION_INVALID', {
            field: 'from',
            rule: expect.stringContaining('whole'),
          });
        });
      });
    });
  });

  it('names a record that cannot be read, and goes on once it is mended', async (place) => {
    const { username } = await openTrader(place);
    const { items } = await place.app.funds.listTransactions(username, { limit: 1 });
    const key = { entity: 'balanceTransaction', username, transactionId: items[0]?.transactionId ?? '' } as const;
    const putBack = await place.raw.overwrite(key, 'amount', 'nonsense');
    await beside(place, async ({ store }) => {
      const broken = copy(place, store);
      await expectRefusal(broken, 'STORAGE_FAILED', { reason: expect.stringContaining(key.transactionId) });
      await putBack();
      expect(await copy(place, store, { resume: true })).toMatchObject({ matches: true, reconciled: 1 });
    });
  });

  it('tells that somebody has written meanwhile, and is not finished then', async (place) => {
    const { username } = await openTrader(place);
    await beside(place, async ({ store }) => {
      const target = place.appOn(store);
      const meddling = storeOver(store, {
        bulk: {
          ...store.bulk,
          async finish() {
            await target.funds.deposit({ username, amount: '1.00' });
            await store.bulk.finish();
          },
        },
      });
      expect(await copy(place, meddling)).toMatchObject({ ended: 'finished', matches: false });
      await expectRefusal(copy(place, store), 'CONFIGURATION_INVALID', { field: 'to' });
      expect(await copy(place, store, { resume: true })).toMatchObject({ matches: false });
    });
  });

  it('tells the differences of the source, which it copies faithfully', async (place) => {
    const { username } = await openTrader(place);
    await place.spoil({ entity: 'balance', username, currency: 'USD' }, 'totalDeposits', '7');
    await beside(place, async ({ store }) => {
      const report = finished(await copy(place, store));
      expect(report).toMatchObject({ matches: true, users: 1, reconciled: 0 });
      expect(report.differences).toMatchObject([{ username, difference: { rule: 'TOTALS' } }]);
    });
  });

  it('leaves behind what has ended, and leases of locks', async (place) => {
    const { make, commit, addUser, store: source } = place;
    const { username } = await addUser();
    const [ended, open] = [at(-1), at(3 * 24 * 3_600_000)];
    const [old, family] = [
      make.refreshFamily({ username, expiresAt: ended }),
      make.refreshFamily({ username, expiresAt: open }),
    ];
    await commit(insert('refreshFamily', old), insert('refreshFamily', family));
    for (const { familyId } of [old, family]) {
      // As an older release wrote it: without the end of its family.
      const token = make.refreshToken({ username, familyId, expiresAt: open });
      await commit(insert('refreshToken', token));
    }
    await source.lock.acquire(username, 'copying');
    await beside(place, async ({ store }) => {
      expect(await copy(place, store)).toMatchObject({ matches: true, counts: { refreshFamily: 1, refreshToken: 1 } });
      expect((await store.refreshTokens.listFamilies(username)).items).toEqual([family]);
      expect(await store.lock.acquire(username, 'trading', { waitMs: 0 })).toMatchObject({ username });
    });
  });

  it('refuses options that cannot work', async (place) => {
    await beside(place, async ({ store }) => {
      const wrong = [
        ['resume', 'yes'],
        ['onProgress', 7],
        ['signal', {}],
        ['clock', {}],
        ['unknown', true],
      ] as const;
      for (const [field, value] of wrong)
        await expectRefusal(copy(place, store, { [field]: value }), 'CONFIGURATION_INVALID', { field });
      // Who looks on and throws does not stop a copy.
      const onProgress = (): never => {
        throw new Error('the onlooker fails');
      };
      expect(await copy(place, store, { onProgress })).toMatchObject({ matches: true });
    });
  });

  if (!adapter.capabilities.changeFeed) return;

  testsOn(withFeed(adapter), register)(
    'lets consumers and figures go on with what happens in the target',
    async (place) => {
      const { app, appOn, handedOut, clock } = place;
      const trader = await openTrader(place);
      const seenHere: string[] = [];
      const run = (store: Store, seen: string[]) =>
        consume({
          ...hostIn(place),
          store,
          name: 'listener',
          until: 'caughtUp',
          handle: async (events) => void seen.push(...events.map(({ type }) => type)),
        });
      await run(handedOut, seenHere);
      await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
      const workWithOther = async ({ store }: OtherPlace): Promise<void> => {
        expect(await copy(place, store)).toMatchObject({ matches: true });
        const there = appOn(store);
        clock.advance(1_000);
        for (const one of [app, there]) await one.funds.deposit({ username: trader.username, amount: '5.00' });
        const seenThere: string[] = [];
        await run(store, seenThere);
        expect(seenThere).toEqual(['CASH_MOVED']);
        await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
        await runAnalytics({ app: there, store, until: 'caughtUp' });
        const days = { from: '2026-01-01', to: '2026-01-01' };
        expect(plain(await there.analytics.performance(trader.username, days))).toEqual(
          plain(await app.analytics.performance(trader.username, days)),
        );
        expect(plain(await there.analytics.orderStatistics(days))).toEqual(
          plain(await app.analytics.orderStatistics(days)),
        );
      };
      await withOtherPlace(adapter, place, workWithOther, true);
    },
  );
};

const DEPOSIT = { amount: '50.00', idempotencyKey: 'd-1' } as const;
const BUY = { assetId: 'BTC', orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '91', clientOrderId: 'c-1' } as const;
const DAY_MS = 86_400_000;

/** Two traders with an order of each type and one that expires, in two currencies, with keys. */
async function openMarket(place: Place): Promise<readonly [Trader, Trader]> {
  const { app } = place;
  const traders = [await openTrader(place), await openTrader(place)] as const;
  for (const { username } of traders) {
    await app.funds.deposit({ ...DEPOSIT, username });
    await app.funds.openBalance(username, 'EUR');
    await app.orders.place({ ...BUY, username });
  }
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  await placeAtOnce(app, [
    ...traders.flatMap(oneOfEachType).slice(0, 11),
    { ...traders[1], orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '1', expiresAt: at(DAY_MS) },
  ]);
  return traders;
}

function hostIn({ clock, timer }: Place): Pick<CopyOptions, 'clock' | 'timer'> {
  return { clock, timer };
}

function copy(place: Place, to: Store, options: CopyOptions = {}): Promise<CopyReport> {
  return copyStore(place.handedOut, to, { ...hostIn(place), ...options });
}

function finished(report: CopyReport) {
  if (report.ended === 'stopped') throw new Error('the copy was stopped');
  return report;
}

/** The records without what a copy leaves behind, and its own journal: this market has no sessions. */
function booksOf(records: readonly EntityRecord[]): readonly EntityRecord[] {
  return records.filter(({ entity }) => entity !== 'projection');
}

/** An instant so long after the clock of a fresh place. */
function at(milliseconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();
}
