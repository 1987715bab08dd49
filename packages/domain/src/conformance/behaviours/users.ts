import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { without } from '../samples.ts';

/** `UserRepository`. */
export const users: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('creates a user and returns it as stored', async ({ store, make }) => {
    const user = make.user({ phone: '+1 555-0100' });
    expect(await store.users.create(user)).toEqual(user);
    expect(await store.users.get(user.username)).toEqual(user);
  });

  it('finds no user where there is none', async ({ store }) => {
    expect(await store.users.get('nobody_1')).toBeUndefined();
    expect(await store.users.getByEmail('nobody@example.com')).toBeUndefined();
  });

  it('finds a user by e-mail, in any case, and by the present one only', async ({ store, addUser }) => {
    const user = await addUser({ email: 'ada@example.com' });
    await addUser({ email: 'ada@example.co' });
    expect(await store.users.getByEmail('ada@example.com')).toEqual(user);
    expect(await store.users.getByEmail('ADA@Example.Com')).toEqual(user);
    const moved = await store.users.update({ ...user, email: 'augusta@example.com' });
    expect(await store.users.getByEmail('augusta@example.com')).toEqual(moved);
    expect(await store.users.getByEmail('ada@example.com')).toBeUndefined();
  });

  it('refuses a second user of the name', async ({ store, make, addUser }) => {
    const user = await addUser();
    const rival = make.user({ username: user.username, email: 'rival@example.com' });
    await expectNothingWritten(store, [user.username], () =>
      expectRefusal(store.users.create(rival), 'ALREADY_EXISTS', { entity: 'user', field: 'username' }),
    );
    expect(await store.users.getByEmail('rival@example.com')).toBeUndefined();
  });

  it('updates what was read: one version on, dated by the clock, created when it was', async (place) => {
    const { store, clock, addUser } = place;
    const user = await addUser();
    clock.advance(60_000);
    const given = {
      ...user,
      firstName: 'Grace',
      role: 'admin',
      phone: '555',
      createdAt: '2030-01-01T00:00:00.000Z',
    } as const;
    const updated = await store.users.update(given);
    const updatedAt = clock.now().toISOString();
    expect(updated).toEqual({ ...given, version: 2, createdAt: user.createdAt, updatedAt });
    expect(await store.users.get(user.username)).toEqual(updated);
  });

  it('empties the optional fields that an update leaves out', async ({ store, addUser }) => {
    const user = await addUser({ phone: '555', dateOfBirth: '1990-12-31' });
    const bare = await store.users.update(without(user, 'phone', 'dateOfBirth'));
    expect(bare.phone).toBeUndefined();
    expect(await store.users.get(user.username)).toEqual(bare);
  });

  it('refuses an update of what has changed since', async ({ store, addUser }) => {
    const user = await addUser();
    await store.users.update({ ...user, firstName: 'Grace' });
    await expectNothingWritten(store, [user.username], () =>
      expectRefusal(store.users.update({ ...user, firstName: 'Mary' }), 'CONCURRENCY_CONFLICT', { entity: 'user' }),
    );
  });

  it('refuses an update of nobody', async ({ store, make }) => {
    const { username, ...rest } = make.user();
    await expectRefusal(store.users.update({ username, ...rest }), 'USER_NOT_FOUND', { username });
  });

  it('refuses what is no user', async ({ store, make, addUser }) => {
    const user = await addUser();
    const bad = { ...user, firstName: '' };
    await expectRefusal(store.users.create({ ...make.user(), email: 'none' }), 'VALIDATION_FAILED', { field: 'email' });
    await expectNothingWritten(store, [user.username], () =>
      expectRefusal(store.users.update(bad), 'VALIDATION_FAILED', { field: 'firstName' }),
    );
  });
};
