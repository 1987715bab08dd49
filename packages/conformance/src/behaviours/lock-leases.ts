import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

const AT_ONCE = { waitMs: 0, leaseMs: 1_000 };

/** A lease ends by the clock port, and the fence only grows. */
export const lockLeases: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('is held until the lease ends, to the millisecond', async ({ store, clock }) => {
    const first = await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(999);
    await expectRefusal(store.lock.acquire('alice_01', 'second', AT_ONCE), 'LOCK_NOT_ACQUIRED');
    clock.advance(1);
    const second = await store.lock.acquire('alice_01', 'second', AT_ONCE);
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it('goes to who waits past the end of the lease', async ({ store, clock }) => {
    const first = await store.lock.acquire('alice_01', 'first', { leaseMs: 2_000 });
    const second = await store.lock.acquire('alice_01', 'second', { waitMs: 5_000 });
    expect(second.fence).toBeGreaterThan(first.fence);
    expect(clock.now().toISOString() >= first.expiresAt).toBe(true);
  });

  it('goes to one of many who ask when the lease has ended', async ({ store, clock, elsewhere }) => {
    const other = await elsewhere();
    await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(1_000);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_nothing, asking) =>
        (asking % 2 === 0 ? store : other).lock.acquire('alice_01', `asking ${asking}`, AT_ONCE),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does not hold for a year what a clock that had leapt has taken', async ({ store, clock }) => {
    const [HOUR, YEAR] = [3_600_000, 31_536_000_000];
    clock.advance(YEAR);
    const leapt = await store.lock.acquire('alice_01', 'leapt', AT_ONCE);
    clock.advance(-YEAR);
    const next = await store.lock.acquire('alice_01', 'next', { waitMs: 0, leaseMs: HOUR });
    expect(next.fence).toBe(leapt.fence + 1);
    await expectRefusal(store.lock.renew(leapt), 'LOCK_LOST');
    // The longest lease of a clock that is an hour ahead holds.
    clock.advance(-HOUR);
    await expectRefusal(store.lock.acquire('alice_01', 'behind', AT_ONCE), 'LOCK_NOT_ACQUIRED');
  });

  it('is held by no clock for more than two hours from now', async ({ store, clock }) => {
    const TWO_HOURS = 7_200_000;
    clock.advance(TWO_HOURS);
    const ahead = await store.lock.acquire('alice_01', 'ahead', { ...AT_ONCE, leaseMs: 1 });
    clock.advance(-TWO_HOURS);
    const next = await store.lock.acquire('alice_01', 'next', AT_ONCE);
    expect(next.fence).toBe(ahead.fence + 1);
  });

  it('is renewed from now, under the same fence', async ({ store, clock }) => {
    const grant = await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(600);
    const renewed = await store.lock.renew(grant, 1_000);
    const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
    expect(renewed).toEqual({ ...grant, expiresAt });
    clock.advance(999);
    await expectRefusal(store.lock.acquire('alice_01', 'second', AT_ONCE), 'LOCK_NOT_ACQUIRED');
    clock.advance(1);
    await store.lock.acquire('alice_01', 'second', AT_ONCE);
  });

  it('is renewed after the lease has ended, as long as nobody took it over', async ({ store, clock }) => {
    const grant = await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(5_000);
    const renewed = await store.lock.renew(grant);
    expect(renewed.fence).toBe(grant.fence);
    await expectRefusal(store.lock.acquire('alice_01', 'second', AT_ONCE), 'LOCK_NOT_ACQUIRED');
  });

  it('is not renewed once it was taken over, nor once it was released', async ({ store, clock }) => {
    const first = await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(1_000);
    const second = await store.lock.acquire('alice_01', 'second', AT_ONCE);
    const facts = { username: 'alice_01', fence: first.fence };
    await expectRefusal(store.lock.renew(first), 'LOCK_LOST', facts);
    await store.lock.release(second);
    await expectRefusal(store.lock.renew(second), 'LOCK_LOST', { fence: second.fence });
    await expectRefusal(store.lock.renew({ ...second, username: 'nobody_1' }), 'LOCK_LOST');
    await store.lock.acquire('alice_01', 'third', AT_ONCE);
  });

  it('has a fence that grows with every grant, over releases and takeovers', async ({ store, clock, elsewhere }) => {
    const other = await elsewhere();
    const fences: number[] = [];
    for (let round = 0; round < 12; round++) {
      const lock = round % 2 === 0 ? store.lock : other.lock;
      const grant = await lock.acquire('alice_01', `round ${round}`, AT_ONCE);
      fences.push(grant.fence);
      if (round % 3 === 0) clock.advance(1_000);
      else await lock.release(grant);
    }
    expect(fences).toEqual([...new Set(fences)].sort((one, two) => one - two));
    expect(fences.every(Number.isSafeInteger)).toBe(true);
  });

  it('does not free, by a late release, what was taken over', async ({ store, clock }) => {
    const first = await store.lock.acquire('alice_01', 'first', AT_ONCE);
    clock.advance(1_000);
    await store.lock.acquire('alice_01', 'second', AT_ONCE);
    await store.lock.release(first);
    await expectRefusal(store.lock.acquire('alice_01', 'third', AT_ONCE), 'LOCK_NOT_ACQUIRED');
  });
};
