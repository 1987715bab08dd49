import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

/** `UserRepository`. */
export const users: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds a user as stored', async ({ store, addUser }) => {
    const user = await addUser({ phone: '+1 555-0100' });
    expect(await store.users.get(user.username)).toEqual(user);
  });

  it('finds no user where there is none', async ({ store }) => {
    expect(await store.users.get('nobody_1')).toBeUndefined();
    expect(await store.users.getByEmail('nobody@example.com')).toBeUndefined();
  });

  it('finds a user by e-mail, in any case, and by the present one only', async ({ store, addUser, make, commit }) => {
    const user = await addUser({ email: 'ada@example.com' });
    await addUser({ email: 'ada@example.co' });
    expect(await store.users.getByEmail('ada@example.com')).toEqual(user);
    expect(await store.users.getByEmail('ADA@Example.Com')).toEqual(user);
    const moved = make.next(user, { email: 'augusta@example.com' });
    await commit(save('user', user, moved));
    expect(await store.users.getByEmail('augusta@example.com')).toEqual(moved);
    expect(await store.users.getByEmail('ada@example.com')).toBeUndefined();
  });

  it('finds what a user has become, and none of the optional fields that are gone', async (place) => {
    const { store, clock, addUser, make, commit } = place;
    const user = await addUser({ phone: '555', dateOfBirth: '1990-12-31' });
    clock.advance(60_000);
    const bare = make.next(user, { firstName: 'Grace', phone: undefined, dateOfBirth: undefined });
    await commit(save('user', user, bare));
    const found = await store.users.get(user.username);
    expect(found).toEqual(bare);
    expect(found?.phone).toBeUndefined();
  });
};
