import { ConcurrencyConflictError, type Order, StorageFailedError } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { type Ending, endSideBySide } from '../../src/triggers/side-by-side.ts';
import { Skips } from '../../src/triggers/skips.ts';
import { restingOrder } from '../fixtures.ts';

/** The orders of these users, named by their place: `bob 3` is the third order, and belongs to bob. */
function ordersOf(usernames: readonly string[]): readonly Order[] {
  return usernames.map((username, index) => restingOrder({ username, orderId: `${username} ${index + 1}` }));
}

async function* streamOf(orders: readonly Order[]): AsyncGenerator<Order> {
  yield* orders;
}

/** Ends orders by name. Each end waits until it is let go, and `underWay` names those that wait. */
function heldEnds(options: Partial<Pick<Ending<string>, 'isLast'>> & { readonly sweepConcurrency?: number } = {}) {
  const { sweepConcurrency, ...given } = options;
  const underWay = new Map<string, (error?: Error) => void>();
  const skips = new Skips();
  const ending: Ending<string> = {
    context: { sweepConcurrency },
    skips,
    end: ({ orderId }) =>
      new Promise((resolve, reject) => {
        underWay.set(orderId, (error) => {
          underWay.delete(orderId);
          if (error === undefined) resolve(orderId);
          else reject(error);
        });
      }),
    ...given,
  };
  return {
    ending,
    skips,
    names: () => [...underWay.keys()],
    async letGo(orderId: string, error?: Error): Promise<void> {
      underWay.get(orderId)?.(error);
      await settled();
    },
  };
}

/** Resolves when everything that is ready has run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Notes the outcome. Nobody awaits the work, so a rejection must be handled here. */
function watch<Result>(promise: Promise<Result>) {
  const seen: { result?: Result; error?: unknown } = {};
  promise.then(
    (result) => {
      seen.result = result;
    },
    (error: unknown) => {
      seen.error = error;
    },
  );
  return seen;
}

const conflict = new ConcurrencyConflictError({ entity: 'balance' });
const broken = new StorageFailedError({ reason: 'cannot be read', retryable: false });
const down = new StorageFailedError({ reason: 'throttled', retryable: true });

describe('orders that are ended side by side', () => {
  test('are of so many users at once; those of one user go together, and their next ones after them', async () => {
    const { ending, names, letGo } = heldEnds({ sweepConcurrency: 2 });
    const ended = watch(endSideBySide(streamOf(ordersOf(['bob', 'ann', 'bob', 'eve', 'bob'])), ending));
    await settled();
    expect(names()).toEqual(['bob 1', 'bob 3', 'ann 2']);
    await letGo('bob 1');
    expect(names(), 'bob is still under way').toEqual(['bob 3', 'ann 2']);
    await letGo('ann 2');
    expect(names()).toEqual(['bob 3', 'eve 4']);
    await letGo('bob 3');
    expect(names()).toEqual(['eve 4', 'bob 5']);
    await letGo('bob 5');
    await letGo('eve 4');
    expect(ended.result, 'in the order of their coming').toEqual(['bob 1', 'ann 2', 'bob 3', 'eve 4', 'bob 5']);
  });

  test('of one user wait a hundred at most: no more are taken from the index', async () => {
    const { ending, names, letGo } = heldEnds();
    let taken = 0;
    async function* counted(): AsyncGenerator<Order> {
      for (const order of ordersOf(Array.from({ length: 250 }, () => 'bob'))) {
        taken += 1;
        yield order;
      }
    }
    const ended = watch(endSideBySide(counted(), ending));
    await settled();
    expect(names()).toHaveLength(100);
    expect(taken).toBe(201);
    while (names().length > 0) for (const name of names()) await letGo(name);
    expect(ended.result).toHaveLength(250);
  });

  test('end with what says so: those under way are waited for, no other is begun, and the index is read no further', async () => {
    const { ending, names, letGo } = heldEnds({ isLast: (end) => end === 'ann 2' });
    let taken = 0;
    async function* slow(): AsyncGenerator<Order> {
      for (const order of ordersOf(['bob', 'ann', 'bob', 'eve', 'bob'])) {
        if (taken > 1) await settled();
        taken += 1;
        yield order;
      }
    }
    const ended = watch(endSideBySide(slow(), ending));
    while (taken < 3) await settled();
    expect(names(), 'the third waits for the first').toEqual(['bob 1', 'ann 2']);
    await letGo('ann 2');
    await settled();
    expect(ended.result).toBeUndefined();
    await letGo('bob 1');
    await settled();
    expect(names()).toEqual([]);
    expect(ended.result).toEqual(['bob 1', 'ann 2']);
    expect(taken).toBe(4);
  });

  test('reject with the first failure of the store, once none is under way', async () => {
    const { ending, names, letGo } = heldEnds({ sweepConcurrency: 3 });
    const ended = watch(endSideBySide(streamOf(ordersOf(['bob', 'ann', 'eve', 'dan'])), ending));
    await settled();
    await letGo('ann 2', down);
    await letGo('eve 3', new TypeError('a mistake'));
    expect(names()).toEqual(['bob 1']);
    expect(ended).toEqual({});
    await letGo('bob 1');
    expect(names()).toEqual([]);
    expect(ended.error).toBe(down);
  });

  test('reject with what the index fails with, once none is under way', async () => {
    const { ending, letGo } = heldEnds();
    async function* failing(): AsyncGenerator<Order> {
      yield* ordersOf(['bob']);
      throw down;
    }
    const ended = watch(endSideBySide(failing(), ending));
    await settled();
    expect(ended).toEqual({});
    await letGo('bob 1');
    expect(ended.error).toBe(down);
  });

  test('are left out where they alone cannot be ended', async () => {
    const { ending, skips, letGo } = heldEnds();
    const ended = watch(endSideBySide(streamOf(ordersOf(['bob', 'ann', 'bob'])), ending));
    await settled();
    await letGo('bob 1', broken);
    await letGo('ann 2');
    await letGo('bob 3');
    expect(ended.result).toEqual(['ann 2', 'bob 3']);
    expect(skips.all).toEqual([{ username: 'bob', orderId: 'bob 1', error: broken }]);
  });

  test('are passed by where their user has kept others too long, and only those of that user', async () => {
    const tried: string[] = [];
    const skips = new Skips();
    const ended = await endSideBySide(streamOf(ordersOf([...Array.from({ length: 101 }, () => 'bob'), 'ann'])), {
      context: {},
      skips,
      async end({ username, orderId }, beforeTry) {
        beforeTry();
        tried.push(orderId);
        if (username === 'bob') throw conflict;
        return orderId;
      },
    });
    expect(ended).toEqual(['ann 102']);
    expect(tried).not.toContain('bob 101');
    expect(skips.all).toHaveLength(101);
  });
});
