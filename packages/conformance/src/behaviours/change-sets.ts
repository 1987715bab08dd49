import { check, insert, MAX_CHANGES, save } from '@orderfolio/domain/adapter';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** Anything that is not a change set is refused before anything is written. */
export const changeSets: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);
  const refused = ['VALIDATION_FAILED', { field: 'changes' }] as const;

  it('refuses a commit without changes', async ({ commit }) => {
    await expectRefusal(commit(), ...refused);
  });

  it('refuses 101 changes', async ({ make, commit, addUser, raw }) => {
    const { username } = await addUser();
    const rows = Array.from({ length: MAX_CHANGES + 1 }, () => make.cashRow({ username }));
    await expectNothingWritten({ raw }, () =>
      expectRefusal(commit(...rows.map((row) => insert('balanceTransaction', row))), ...refused),
    );
  });

  it('refuses 100 changes under a fence, which is one more, and 99 under two', async ({
    store,
    make,
    ids,
    addUser,
    raw,
  }) => {
    const [{ username }, bob] = [await addUser(), await addUser()];
    const own = await store.lock.acquire(username, 'work');
    const fences = [own, await store.lock.acquire(bob.username, 'work')];
    const rows = Array.from({ length: MAX_CHANGES }, () => make.cashRow({ username }));
    const changes = rows.map((row) => insert('balanceTransaction', row));
    await expectNothingWritten({ raw }, async () => {
      await expectRefusal(store.unitOfWork.commit({ token: ids.next(), changes, fences: [own] }), ...refused);
      const oneLess = { token: ids.next(), changes: changes.slice(1), fences };
      await expectRefusal(store.unitOfWork.commit(oneLess), ...refused);
    });
    await store.unitOfWork.commit({ token: ids.next(), changes: changes.slice(2), fences });
  });

  it('refuses two fences of one user', async ({ store, make, ids, addUser, raw }) => {
    const { username } = await addUser();
    const { fence } = await store.lock.acquire(username, 'work');
    const fences = [
      { username, fence },
      { username, fence: fence + 1 },
    ];
    const changes = [insert('balanceTransaction', make.cashRow({ username }))];
    await expectNothingWritten({ raw }, () =>
      expectRefusal(store.unitOfWork.commit({ token: ids.next(), changes, fences }), 'VALIDATION_FAILED', {
        field: 'fences',
      }),
    );
  });

  it('refuses an entity that is named twice', async ({ make, commit, addUser, addAsset, raw }) => {
    const user = await addUser();
    const { username } = user;
    const { assetId } = await addAsset();
    const row = make.cashRow({ username });
    const holding = make.holding({ username, assetId });
    const renamed = { ...user, firstName: 'Grace', version: 2 };
    const twice = [
      [insert('balanceTransaction', row), insert('balanceTransaction', row)],
      [save('assetBalance', undefined, holding), insert('assetBalance', holding)],
      [save('user', user, renamed), check({ entity: 'user', username }, 1)],
      [check({ entity: 'asset', assetId }, 1), check({ entity: 'asset', assetId }, 1)],
    ];
    for (const [index, changes] of twice.entries()) {
      await expectNothingWritten({ raw }, () => expectRefusal(commit(...changes), ...refused), `case ${index}`);
    }
  });

  it('takes the same id under different kinds, users and scopes for different entities', async (place) => {
    const { make, commit, addUser, ids } = place;
    const ada = await addUser();
    const bob = await addUser();
    const transactionId = ids.next();
    await commit(
      insert('balanceTransaction', make.cashRow({ username: ada.username, transactionId })),
      insert('balanceTransaction', make.cashRow({ username: bob.username, transactionId })),
      insert('receipt', make.receipt({ username: ada.username, key: 'k', scope: 'FUNDS' })),
      insert('receipt', make.receipt({ username: ada.username, key: 'k', scope: 'ORDER' })),
      insert('receipt', make.receipt({ username: bob.username, key: 'k', scope: 'ORDER' })),
    );
  });
};
