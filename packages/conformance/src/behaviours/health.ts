import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

/** `HealthCheck`. */
export const health: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds an open store healthy, with a latency in milliseconds', async ({ store }) => {
    const found = await store.health.check();
    expect(found).toEqual({ healthy: true, latencyMs: expect.any(Number) });
    expect(found.latencyMs).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(found.latencyMs)).toBe(true);
  });

  it('writes nothing, and does not mind a clock that is set back', async ({ store, clock, addUser }) => {
    const user = await addUser();
    clock.set('2020-01-01T00:00:00.000Z');
    expect(await store.health.check()).toMatchObject({ healthy: true });
    expect(await store.users.get(user.username)).toEqual(user);
  });

  it('answers many at once', async ({ store }) => {
    const found = await Promise.all(Array.from({ length: 20 }, () => store.health.check()));
    expect(found.every(({ healthy }) => healthy)).toBe(true);
  });
};
