import type { ChangeFeed, FeedEvent, FeedPage, FeedShard } from '@orderfolio/domain';
import { changeFeed, type FeedChange, noChangeFeed } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { NOW } from '../fixtures.ts';

function event(name: string): FeedEvent {
  const data = { schema: 1, role: 'customer', status: 'ACTIVE' } as const;
  return { id: name, type: 'USER_CREATED', at: NOW, username: 'alice_01', data };
}

interface Kept {
  readonly parent?: string;
  /** The events of each change. */
  changes: string[][];
  hasEnded: boolean;
  /** How many of its oldest changes are gone. */
  trimmed: number;
}

/** A source of shards that the test writes, splits and trims. */
class ScriptedSource {
  readonly kept = new Map<string, Kept>();

  add(id: string, changes: string[][], given: Partial<Kept> = {}): Kept {
    const shard: Kept = { changes, hasEnded: false, trimmed: 0, ...given };
    this.kept.set(id, shard);
    return shard;
  }

  async shards(): Promise<readonly FeedShard[]> {
    return [...this.kept].map(([id, { parent }]) => (parent === undefined ? { id } : { id, parent }));
  }

  async latest(id: string): Promise<string> {
    return String(this.kept.get(id)?.changes.length);
  }

  async read(id: string, after: string | undefined, limit: number) {
    const shard = this.kept.get(id);
    if (shard === undefined) return 'trimmed' as const;
    const from = after === undefined ? shard.trimmed : Number(after);
    if (from < shard.trimmed) return 'trimmed' as const;
    const page = shard.changes.slice(from, from + limit);
    const changes = page.map(
      (names, index): FeedChange => ({ position: String(from + index + 1), events: names.map(event) }),
    );
    return { changes, hasEnded: shard.hasEnded && from + page.length === shard.changes.length };
  }
}

/** Reads until a page is empty. */
async function readOn(feed: ChangeFeed, from: string | undefined, limit: number, shard?: string) {
  const ids: string[] = [];
  let page: FeedPage;
  let after = from;
  do {
    page = await feed.read({ after, limit, shard });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    ids.push(...page.events.map(({ id }) => id));
    after = page.next;
  } while (page.events.length > 0);
  return { ids, next: page.next, hasEnded: page.hasEnded };
}

const outcomeOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('the feed of one shard', () => {
  test.each([1, 2, 3, 100])('gives each event once, in order, %i at a time', async (limit) => {
    const source = new ScriptedSource();
    source.add('one', [['a', 'b', 'c'], [], ['d'], ['e', 'f']]);
    const feed = changeFeed(source);
    expect((await readOn(feed, undefined, limit, 'one')).ids).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await readOn(feed, undefined, limit)).ids).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('goes on where a position left it, within a change too', async () => {
    const source = new ScriptedSource();
    const { changes } = source.add('one', [['a', 'b', 'c']]);
    const { next } = await changeFeed(source).read({ shard: 'one', limit: 2 });
    changes.push(['d']);
    expect((await readOn(changeFeed(source), next, 2, 'one')).ids).toEqual(['c', 'd']);
  });

  test('says that it has ended, and reads no more of it', async () => {
    const source = new ScriptedSource();
    source.add('one', [['a']], { hasEnded: true });
    const { next, hasEnded } = await readOn(changeFeed(source), undefined, 5, 'one');
    expect(hasEnded).toBe(true);
    source.kept.delete('one');
    expect(await changeFeed(source).read({ shard: 'one', after: next })).toMatchObject({ events: [], hasEnded: true });
  });

  test('names what was missed, and reads on from the oldest', async () => {
    const source = new ScriptedSource();
    const shard = source.add('one', [['a'], ['b'], ['c']]);
    const feed = changeFeed(source);
    const { next } = await feed.read({ shard: 'one', limit: 1 });
    shard.trimmed = 2;
    const error = await outcomeOf(feed.read({ shard: 'one', after: next }));
    expect(error).toMatchObject({ code: 'FEED_TRIMMED', shard: 'one', missedFrom: NOW, retryable: false });
    const { oldest } = error as { readonly oldest: string };
    expect((await readOn(feed, oldest, 5, 'one')).ids).toEqual(['c']);
  });

  test('tells a change that cannot be read, and stops for none', async () => {
    const source = {
      shards: async () => [{ id: 'one' }],
      read: async (_shard: string, after: string | undefined) => ({
        changes:
          after === undefined
            ? [
                { position: '1', events: [], unreadable: 'somebody edited it' },
                { position: '2', events: [event('a')] },
              ]
            : [],
        hasEnded: false,
      }),
      latest: async () => '2',
    };
    const page = await changeFeed(source).read({ shard: 'one' });
    expect(page).toMatchObject({ events: [{ id: 'a' }], unreadable: ['somebody edited it'] });
  });
});

describe('the feed of all shards', () => {
  test('reads a shard to its end before those that continue it', async () => {
    const source = new ScriptedSource();
    source.add('right', [['d']], { parent: 'first' });
    source.add('left', [['c']], { parent: 'first' });
    const first = source.add('first', [['a'], ['b']]);
    const feed = changeFeed(source);
    expect((await readOn(feed, undefined, 1)).ids).toEqual(['a', 'b']);
    first.hasEnded = true;
    const { ids, next } = await readOn(feed, undefined, 1);
    expect(ids.slice(0, 2)).toEqual(['a', 'b']);
    expect(ids.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    source.kept.delete('first');
    expect((await readOn(feed, next, 5)).ids).toEqual([]);
  });

  test('gives each shard its turn', async () => {
    const source = new ScriptedSource();
    source.add(
      'busy',
      Array.from({ length: 50 }, (_, index) => [`busy-${index}`]),
    );
    source.add('calm', [['calm']]);
    const feed = changeFeed(source);
    const { next } = await feed.read({ limit: 5 });
    expect((await feed.read({ limit: 5, after: next })).events.map(({ id }) => id)).toContain('calm');
  });

  test('is read from now on, in the shards that are open and in those that continue them', async () => {
    const source = new ScriptedSource();
    source.add('first', [['a']], { hasEnded: true });
    const left = source.add('left', [['b']], { parent: 'first' });
    const feed = changeFeed(source);
    const latest = await feed.latest();
    expect((await readOn(feed, latest, 5)).ids).toEqual([]);
    left.changes.push(['c']);
    left.hasEnded = true;
    source.kept.delete('first');
    source.add('next', [['d']], { parent: 'left' });
    expect((await readOn(feed, latest, 1)).ids).toEqual(['c', 'd']);
    source.kept.delete('left');
    expect(await outcomeOf(feed.read({ after: latest }))).toMatchObject({ code: 'FEED_TRIMMED', shard: 'left' });
  });

  test('misses no shard that came and went unread', async () => {
    const source = new ScriptedSource();
    source.add('first', [['a']], { hasEnded: true });
    const feed = changeFeed(source);
    const { next } = await readOn(feed, undefined, 5);
    source.kept.delete('first');
    source.add('third', [['c']], { parent: 'second' });
    const error = await outcomeOf(feed.read({ after: next }));
    expect(error).toMatchObject({ code: 'FEED_TRIMMED', shard: 'second' });
    const { oldest } = error as { readonly oldest: string };
    expect((await readOn(feed, oldest, 5)).ids).toEqual(['c']);
  });

  test('misses no shard that went before it was read to its end', async () => {
    const source = new ScriptedSource();
    source.add('first', [['a']]);
    const feed = changeFeed(source);
    const { next } = await readOn(feed, undefined, 5);
    source.kept.clear();
    source.add('other', [['b']]);
    expect(await outcomeOf(feed.read({ after: next }))).toMatchObject({ code: 'FEED_TRIMMED', shard: 'first' });
  });

  test('begins with what is kept, one page or many', async () => {
    const source = new ScriptedSource();
    source.add('one', [['a'], ['b']], { parent: 'gone' });
    source.add('two', [['c'], ['d']], { parent: 'gone' });
    expect((await readOn(changeFeed(source), undefined, 1)).ids.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('does not turn in circles over shards that name each other as parents', async () => {
    const source = new ScriptedSource();
    source.add('one', [['a']], { parent: 'two' });
    source.add('two', [['b']], { parent: 'one' });
    expect((await changeFeed(source).read()).events).toEqual([]);
    expect(await changeFeed(source).shards()).toHaveLength(2);
  });
});

describe('what the feed is given', () => {
  const source = new ScriptedSource();
  source.add('one', [['a'], ['b']]);
  source.add('two', [['c']]);
  const feed = changeFeed(source);

  test.each([
    ['limit', { limit: 0 }],
    ['limit', { limit: 1_001 }],
    ['limit', { limit: 1.5 }],
    ['shard', { shard: '' }],
    ['shard', { shard: 'three' }],
    ['after', { after: 'no position' }],
    ['after', { after: '' }],
    ['after', { after: '{}.0000000000000000' }],
    ['from', { from: 'here', limit: 1 }],
  ])('is refused, naming %s: %j', async (field, request) => {
    expect(await outcomeOf(feed.read(request))).toMatchObject({ code: 'VALIDATION_FAILED', field });
  });

  test('is refused if a position was changed, or is of another shard, or of all', async () => {
    const [one, all] = [await feed.read({ shard: 'one', limit: 1 }), await feed.read({ limit: 1 })];
    const changed = one.next.replace('"1"', '"2"');
    expect(changed).not.toBe(one.next);
    for (const request of [
      { shard: 'one', after: changed },
      { shard: 'two', after: one.next },
      { after: one.next },
      { shard: 'one', after: all.next },
    ])
      expect(await outcomeOf(feed.read(request))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'after' });
  });
});

test('a store without a feed says what to do', async () => {
  const feed = noChangeFeed('changeFeed', 'must be true');
  for (const call of [feed.read(), feed.shards(), feed.latest()])
    expect(await outcomeOf(call)).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'changeFeed' });
});
