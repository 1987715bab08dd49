import { type ChangeSet, insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** A commit that is sent again under its token. */
export const tokens: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('changes nothing and resolves when the commit was applied', async ({ store, ids, make, addUser }) => {
    const user = await addUser();
    const { username } = user;
    const changed = { ...user, firstName: 'Grace', version: 2 };
    const row = make.cashRow({ username });
    const changeSet: ChangeSet = {
      token: ids.next(),
      changes: [save('user', user, changed), insert('balanceTransaction', row)],
    };
    await store.unitOfWork.commit(changeSet);
    await store.unitOfWork.commit(changeSet);
    await store.unitOfWork.commit(changeSet);
    expect(await store.users.get(username)).toEqual(changed);
    expect((await store.balances.listTransactions(username)).items).toEqual([row]);
  });

  it('does not undo what others changed since', async ({ store, ids, addUser, commit }) => {
    const user = await addUser();
    const second = { ...user, firstName: 'Grace', version: 2 };
    const third = { ...second, firstName: 'Mary', version: 3 };
    const changeSet: ChangeSet = { token: ids.next(), changes: [save('user', user, second)] };
    await store.unitOfWork.commit(changeSet);
    await commit(save('user', second, third));
    await store.unitOfWork.commit(changeSet);
    expect(await store.users.get(user.username)).toEqual(third);
  });

  it('resolves even when the lock was taken over after the commit', async ({ store, ids, clock, addUser }) => {
    const user = await addUser();
    const { username } = user;
    const fence = await store.lock.acquire(username, 'first', { leaseMs: 1_000 });
    const changed = { ...user, version: 2 };
    const changeSet: ChangeSet = { token: ids.next(), changes: [save('user', user, changed)], fences: [fence] };
    await store.unitOfWork.commit(changeSet);
    clock.advance(1_000);
    await store.lock.acquire(username, 'second');
    await store.unitOfWork.commit(changeSet);
    expect(await store.users.get(username)).toEqual(changed);
  });

  it('is applied when the commit had been refused and its reason is gone', async ({
    store,
    ids,
    make,
    addUser,
    commit,
  }) => {
    const holder = await addUser({ email: 'wanted@example.com' });
    const wanting = make.user({ email: 'wanted@example.com' });
    const changeSet: ChangeSet = { token: ids.next(), changes: [insert('user', wanting)] };
    await expectRefusal(store.unitOfWork.commit(changeSet), 'ALREADY_EXISTS', { field: 'email' });
    await commit(save('user', holder, { ...holder, email: 'other@example.com', version: 2 }));
    await store.unitOfWork.commit(changeSet);
    expect(await store.users.get(wanting.username)).toEqual(wanting);
  });

  it('is remembered over hundreds of other commits', async ({ store, ids, clock, addUser }) => {
    const user = await addUser();
    const changeSet: ChangeSet = { token: ids.next(), changes: [save('user', user, { ...user, version: 2 })] };
    await store.unitOfWork.commit(changeSet);
    let previous = { ...user, version: 2 };
    for (let index = 0; index < 300; index++) {
      clock.advance(1);
      const next = { ...previous, version: previous.version + 1 };
      await store.unitOfWork.commit({ token: ids.next(), changes: [save('user', previous, next)] });
      previous = next;
    }
    await store.unitOfWork.commit(changeSet);
    expect(await store.users.get(user.username)).toEqual(previous);
  });
};
