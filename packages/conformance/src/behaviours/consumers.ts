import { type ConsumeOptions, consume, DomainError, parkedEvents, type Store } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { everyItem, expectRefusal } from '../assertions.ts';
import { storeThatDies } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader } from '../trader.ts';

/** `consume`, and what readers of the feed keep. */
export const consumers: Behaviour = (adapter, register) => {
  const it = testsOn(withFeed(adapter), register);

  it('keeps texts in families, the greatest key first, within bounds', async ({ store, make, commit }) => {
    for (const key of ['2026-01-02/a', '2026-01-01/b', '2026-01-03/a', '2026-01-01/a'])
      await commit(save('projection', undefined, make.projection({ projection: 'volume', key, value: key })));
    await commit(save('projection', undefined, make.projection({ projection: 'volume/other', key: '2026-01-02/a' })));
    const keysOf = async (bounds: { from?: string; to?: string }) =>
      (await everyItem((page) => store.projections.list('volume', { ...page, ...bounds }))).map(({ key }) => key);
    expect(await keysOf({})).toEqual(['2026-01-03/a', '2026-01-02/a', '2026-01-01/b', '2026-01-01/a']);
    expect(await keysOf({ from: '2026-01-01/b', to: '2026-01-02/a' })).toEqual(['2026-01-02/a', '2026-01-01/b']);
    expect(await keysOf({ from: '2026-01-02', to: '2026-01-02~' })).toEqual(['2026-01-02/a']);
    expect(await keysOf({ from: '9' })).toEqual([]);
    expect(await store.projections.get('volume', '2026-01-01/b')).toMatchObject({ value: '2026-01-01/b' });
    expect(await store.projections.get('volume', '2026')).toBeUndefined();
    const { nextCursor } = await store.projections.list('volume', { limit: 1 });
    await expectRefusal(store.projections.list('volume', { cursor: nextCursor, from: 'a' }), 'INVALID_CURSOR');
  });

  if (!adapter.capabilities.changeFeed) {
    it('consumes no feed where there is none', async (place) => {
      await expectRefusal(consume(optionsFor(place, { handle: async () => undefined })), 'CONFIGURATION_INVALID');
    });
    return;
  }

  it('delivers each event once, in order, and goes on where it left off', async (place) => {
    const { app } = place;
    const { username } = await openTrader(place);
    const seen: string[] = [];
    const run = (): Promise<unknown> =>
      consume(
        optionsFor(place, { batchSize: 2, handle: async (events) => void seen.push(...events.map(({ id }) => id)) }),
      );
    await run();
    expect(seen).toEqual(await idsIn(place.store));
    await app.funds.deposit({ username, amount: '1.00' });
    await run();
    await run();
    expect(seen).toEqual(await idsIn(place.store));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('delivers a batch again, the same events, while the handler fails, and then the rest', async (place) => {
    await openTrader(place);
    const batches: string[][] = [];
    const handled: string[] = [];
    const consumed = await consume(
      optionsFor(place, {
        batchSize: 3,
        async handle(events) {
          batches.push(events.map(({ id }) => id));
          if (batches.length <= 2) throw new Error('the receiver is down');
          handled.push(...events.map(({ id }) => id));
        },
      }),
    );
    expect(batches[1]).toEqual(batches[0]);
    expect(batches[2]).toEqual(batches[0]);
    expect(handled).toEqual(await idsIn(place.store));
    expect(consumed).toEqual({ events: handled.length, parked: 0 });
  });

  it('parks an event that keeps failing, and lists, retries and drops it', async (place) => {
    const { store } = place;
    await openTrader(place);
    const handled: string[] = [];
    const failing = ['CASH_MOVED', 'ORDER_FILLED'];
    const reasons: string[] = [];
    const consumed = await consume(
      optionsFor(place, {
        attempts: 2,
        observe: {
          consumed: observerFails,
          failed({ reason }) {
            reasons.push(reason);
            observerFails();
          },
        },
        async handle(events) {
          for (const { type, id } of events) {
            if (failing.includes(type)) throw new Error(`cannot take ${id}`);
            if (!handled.includes(id)) handled.push(id);
          }
        },
      }),
    );
    const ids = await idsIn(store);
    const poisoned = ids.filter((id) => failing.some((type) => id.endsWith(type)));
    expect(consumed.parked).toBe(poisoned.length);
    expect(handled).toEqual(ids.filter((id) => !poisoned.includes(id)));
    expect(reasons).toHaveLength(poisoned.length);
    const parked = parkedEvents({ store, name: 'test', clock: place.clock, ids: place.ids });
    const { items } = await parked.list();
    expect(items.map(({ event }) => event.id).toSorted()).toEqual(poisoned.toSorted());
    expect(items.every(({ reason, status }) => reason.includes('cannot take') && status === 'PARKED')).toBe(true);
    const [one = '', other = ''] = poisoned;
    await expect(parked.retry(one, fails)).rejects.toThrow('still');
    const retried: string[] = [];
    await parked.retry(one, async (events) => void retried.push(...events.map(({ id }) => id)));
    await parked.drop(other);
    expect(retried).toEqual([one]);
    const states = new Map((await parked.list()).items.map(({ event, status }) => [event.id, status]));
    expect([states.get(one), states.get(other)]).toEqual(['RETRIED', 'DROPPED']);
    for (const id of [one, other, 'none'])
      await expectRefusal(parked.drop(id), 'VALIDATION_FAILED', { field: 'eventId' });
  });

  it('stores what the handler returns exactly once, wherever the process dies', async (place) => {
    const { store, ids } = place;
    await openTrader(place);
    // Who dies after a commit leaves what one leaves who dies before the next.
    const deaths = [[1, 'BEFORE'], ...[1, 2, 3, 4].map((commits) => [commits, 'AFTER'] as const)] as const;
    for (const [commits, lost] of deaths) {
      const name = `dies-${lost}-${commits}`;
      const dying = storeThatDies(store, commits, lost);
      await consume(optionsFor(place, { ...counting(name), store: dying, name, ids })).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
      await consume(optionsFor(place, { ...counting(name), store, name }));
      expect(await countOf(store, name), name).toBe((await idsIn(store)).length);
    }
  });

  it('shares the shards among workers, and counts each event once', async (place) => {
    const { app, store, elsewhere } = place;
    const { username } = await openTrader(place);
    for (let deposit = 0; deposit < 10; deposit++) await app.funds.deposit({ username, amount: '1.00' });
    const stores = [store, await elsewhere(), await elsewhere()];
    await Promise.all(
      stores.map((own) =>
        consume(optionsFor(place, { ...counting('shared'), name: 'shared', store: own, batchSize: 2 })),
      ),
    );
    expect(await countOf(store, 'shared')).toBe((await idsIn(store)).length);
  });

  it('ends with the signal, and then goes on from there', async (place) => {
    await openTrader(place);
    const ended = new AbortController();
    const seen: string[] = [];
    const handle: ConsumeOptions['handle'] = async (events) => {
      seen.push(...events.map(({ id }) => id));
      ended.abort();
    };
    const { until: _until, ...untilSignal } = optionsFor(place, { batchSize: 1, handle });
    await consume({ ...untilSignal, signal: ended.signal });
    expect(seen).toHaveLength(1);
    await consume(optionsFor(place, { handle }));
    expect(seen).toEqual(await idsIn(place.store));
  });

  it('refuses what no option may be, and what no handler may write', async (place) => {
    await openTrader(place);
    const handle: ConsumeOptions['handle'] = async () => undefined;
    for (const given of [{ name: '' }, { name: 'a/b' }, { batchSize: 0 }, { attempts: 0 }, { pauseMs: 0 }])
      await expectRefusal(consume(optionsFor(place, { handle, ...given })), 'CONFIGURATION_INVALID', {
        field: Object.keys(given)[0],
      });
    const write = { projection: 'consumer/test/checkpoints', key: 'all', value: '{}' };
    const { parked } = await consume(
      optionsFor(place, { attempts: 1, name: 'forger', handle: async () => ({ projections: [write] }) }),
    );
    expect(parked).toBe((await idsIn(place.store)).length);
    expect(await place.store.projections.list('consumer/test/checkpoints')).toEqual({ items: [] });
  });
};

function optionsFor(
  { store, clock, timer }: Place,
  given: Partial<ConsumeOptions> & Pick<ConsumeOptions, 'handle'>,
): ConsumeOptions {
  return { store, clock, timer, name: 'test', until: 'caughtUp', ...given };
}

/** A handler that counts the events, in a text for each shard. */
function counting(projection: string): Pick<ConsumeOptions, 'handle'> {
  return {
    async handle(events, { shard, read }) {
      const [before] = await read([{ projection, key: shard }]);
      return { projections: [{ projection, key: shard, value: String(Number(before?.value ?? 0) + events.length) }] };
    },
  };
}

async function countOf(store: Store, projection: string): Promise<number> {
  const { items } = await store.projections.list(projection, { limit: 100 });
  return items.reduce((sum, { value }) => sum + Number(value), 0);
}

async function idsIn({ feed }: Store): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const { events, next } = await feed.read({ after });
    if (events.length === 0) return ids;
    ids.push(...events.map(({ id }) => id));
    after = next;
  }
}

async function fails(): Promise<void> {
  throw new Error('still');
}

/** What an observer throws stops no consumer. */
function observerFails(): never {
  throw new Error('the observer is broken');
}
