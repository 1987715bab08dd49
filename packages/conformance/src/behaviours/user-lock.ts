import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import { nextTurn } from '../next-turn.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** Long enough for every holder of a test. */
const PATIENT = { leaseMs: 3_600_000, waitMs: 3_600_000 };
const AT_ONCE = { waitMs: 0 };

/** `UserLock`: one holder at a time per user. */
export const userLock: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('grants a lease that ends by the clock', async ({ store, clock }) => {
    const grant = await store.lock.acquire('alice_01', 'rebalance', { leaseMs: 1_500 });
    const expiresAt = new Date(clock.now().getTime() + 1_500).toISOString();
    expect(grant).toEqual({ username: 'alice_01', operation: 'rebalance', fence: expect.any(Number), expiresAt });
    const usual = await store.lock.acquire('bob_0001', 'rebalance');
    expect(Date.parse(usual.expiresAt) - clock.now().getTime()).toBe(10_000);
  });

  it('grants it to one of many who ask at once', async ({ store, elsewhere }) => {
    const other = await elsewhere();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_nothing, asking) =>
        (asking % 2 === 0 ? store : other).lock.acquire('alice_01', `asking ${asking}`, AT_ONCE),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is one lock whatever the case of the name, and another for every user', async ({ store }) => {
    await store.lock.acquire('alice_01', 'first');
    await expectRefusal(store.lock.acquire('ALICE_01', 'second', AT_ONCE), 'LOCK_NOT_ACQUIRED');
    expect(await store.lock.acquire('alice_011', 'second', AT_ONCE)).toMatchObject({ username: 'alice_011' });
  });

  it('tries once when told not to wait', async ({ store, timer }) => {
    await store.lock.acquire('alice_01', 'first');
    const facts = { username: 'alice_01', operation: 'second', waitMs: 0, retryable: true };
    await expectRefusal(store.lock.acquire('alice_01', 'second', AT_ONCE), 'LOCK_NOT_ACQUIRED', facts);
    expect(timer.slept).toBe(0);
  });

  it('waits as long as it is told, and no longer', async ({ store, timer }) => {
    await store.lock.acquire('alice_01', 'first');
    const second = store.lock.acquire('alice_01', 'second', { waitMs: 700 });
    await expectRefusal(second, 'LOCK_NOT_ACQUIRED', { waitMs: 700 });
    expect(timer.slept).toBeCloseTo(700, 6);
  });

  it('is granted to who waits, once it is released', async ({ store }) => {
    const first = await store.lock.acquire('alice_01', 'first', PATIENT);
    const waiting = store.lock.acquire('alice_01', 'second', PATIENT);
    await store.lock.release(first);
    const second = await waiting;
    expect(second).toMatchObject({ operation: 'second' });
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it('has never two holders', async ({ store, elsewhere }) => {
    const other = await elsewhere();
    let inside = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      for (let turn = 0; turn < 3; turn++) await nextTurn();
      expect(inside).toBe(1);
      inside -= 1;
      done += 1;
    };
    await Promise.all(
      Array.from({ length: 10 }, (_nothing, holder) =>
        (holder % 2 === 0 ? store : other).lock.withLock('alice_01', 'work', work, PATIENT),
      ),
    );
    expect(done).toBe(10);
  });

  it('returns what the work returned, and is free again', async ({ store }) => {
    const result = await store.lock.withLock('alice_01', 'work', async ({ operation }) => `${operation} done`);
    expect(result).toBe('work done');
    await store.lock.acquire('alice_01', 'next', AT_ONCE);
  });

  it('is free again when the work throws, and passes on what it threw', async ({ store }) => {
    const reason = new Error('the work failed');
    const work = store.lock.withLock('alice_01', 'work', () => Promise.reject(reason));
    await expect(work).rejects.toBe(reason);
    await store.lock.acquire('alice_01', 'next', AT_ONCE);
  });

  it('may be released again and again, which frees nobody else’s', async ({ store }) => {
    const first = await store.lock.acquire('alice_01', 'first');
    await store.lock.release(first);
    await store.lock.release(first);
    const second = await store.lock.acquire('alice_01', 'second', AT_ONCE);
    await store.lock.release(first);
    await expectRefusal(store.lock.acquire('alice_01', 'third', AT_ONCE), 'LOCK_NOT_ACQUIRED');
    await store.lock.release(second);
    await store.lock.acquire('alice_01', 'third', AT_ONCE);
  });

  it('refuses what is no name, no operation, no lease and no wait', async ({ store }) => {
    const { lock } = store;
    const refusals = [
      [lock.acquire('short', 'work'), 'username'],
      [lock.acquire('alice_01', ''), 'operation'],
      [lock.acquire('alice_01', 'work', { leaseMs: 0 }), 'leaseMs'],
      [lock.acquire('alice_01', 'work', { leaseMs: Number.POSITIVE_INFINITY }), 'leaseMs'],
      [lock.acquire('alice_01', 'work', { waitMs: -1 }), 'waitMs'],
      [lock.acquire('alice_01', 'work', { waitMs: Number.NaN }), 'waitMs'],
      [lock.withLock('short', 'work', async () => 'done'), 'username'],
    ] as const;
    for (const [refusal, field] of refusals) await expectRefusal(refusal, 'VALIDATION_FAILED', { field });
    for (const noGrant of [undefined, null, 7, 'alice_01', {}, { username: 'alice_01' }, { fence: 1 }]) {
      await expectRefusal(lock.renew(anything(noGrant)), 'VALIDATION_FAILED', {}, String(noGrant));
      await expectRefusal(lock.release(anything(noGrant)), 'VALIDATION_FAILED', {}, String(noGrant));
    }
    const grant = await lock.acquire('alice_01', 'work', AT_ONCE);
    await expectRefusal(lock.renew(grant, 0), 'VALIDATION_FAILED', { field: 'leaseMs' });
  });

  it('is not taken for what is no work', async ({ app, store }) => {
    for (const work of [undefined, null, 'work', {}, Promise.resolve()]) {
      const calls = [
        app.withLock('alice_01', 'work', anything(work)),
        store.lock.withLock('alice_01', 'work', anything(work)),
      ];
      for (const call of calls) await expectRefusal(call, 'VALIDATION_FAILED', { field: 'work' }, String(work));
    }
    expect(await store.lock.acquire('alice_01', 'work', AT_ONCE)).toMatchObject({ fence: 1 });
  });
};
