import { check, insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { bareSamples } from '../samples.ts';

/** A change is refused if its entity has changed since the decision. */
export const versions: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('refuses to save over another version than was read, for every kind', async ({ store, make, commit }) => {
    const samples = bareSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    await commit(...samples.map(({ change }) => change));
    for (const { kind, key, change, changed } of samples) {
      await expectRefusal(commit(change), 'CONCURRENCY_CONFLICT', { entity: kind });
      expect(await store.unitOfWork.read([key])).toEqual([changed]);
    }
  });

  it('refuses to save what was read and is not there, for every kind', async ({ store, make, commit }) => {
    for (const { kind, key, change } of bareSamples(make)) {
      await expectRefusal(commit(change), 'CONCURRENCY_CONFLICT', { entity: kind });
      expect(await store.unitOfWork.read([key])).toEqual([undefined]);
    }
  });

  it('saves what was not there, and refuses it once it is there, for every kind', async ({ store, make, commit }) => {
    for (const { kind, key, value, add } of bareSamples(make)) {
      await commit(add);
      await expectRefusal(commit(add), 'CONCURRENCY_CONFLICT', { entity: kind });
      expect(await store.unitOfWork.read([key])).toEqual([value]);
    }
  });

  it('checks that an entity is at a version, and leaves it as it is, for every kind', async (place) => {
    const { store, make, commit } = place;
    const samples = bareSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    for (const { kind, key, value } of samples) {
      await commit(check(key, 1));
      await expectRefusal(commit(check(key, 2)), 'CONCURRENCY_CONFLICT', { entity: kind });
      await expectRefusal(commit(check(key, 0)), 'CONCURRENCY_CONFLICT', { entity: kind });
      expect(await store.unitOfWork.read([key])).toEqual([value]);
    }
  });

  it('checks that an entity does not exist, for every kind', async ({ store, make, commit }) => {
    for (const { kind, key } of bareSamples(make)) {
      await commit(check(key, 0));
      await expectRefusal(commit(check(key, 1)), 'CONCURRENCY_CONFLICT', { entity: kind });
      expect(await store.unitOfWork.read([key])).toEqual([undefined]);
    }
  });

  it('lets one of many writers that read the same version win', async ({ store, addUser, commit, elsewhere, ids }) => {
    const user = await addUser();
    const other = await elsewhere();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_nothing, writer) => {
        const change = save('user', user, { ...user, firstName: `Writer ${writer}`, version: 2 });
        if (writer % 2 === 0) return commit(change);
        return other.unitOfWork.commit({ token: ids.next(), changes: [change] });
      }),
    );
    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(await store.users.get(user.username)).toMatchObject({ version: 2, firstName: `Writer ${winners[0]}` });
  });

  it('lets one of many writers add an entity', async ({ make, commit, elsewhere, ids }) => {
    const other = await elsewhere();
    const user = make.user();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_nothing, writer) => {
        const change = insert('user', { ...user, firstName: `Writer ${writer}`, email: `writer${writer}@example.com` });
        if (writer % 2 === 0) return commit(change);
        return other.unitOfWork.commit({ token: ids.next(), changes: [change] });
      }),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('names the error of the first refused change', async ({ make, commit, addUser, addAsset }) => {
    const user = await addUser();
    const taken = insert('asset', await addAsset());
    const stale = save('user', { ...user, version: 7 }, { ...user, version: 8 });
    const fine = insert('balanceTransaction', make.cashRow({ username: user.username }));
    await expectRefusal(commit(taken, stale), 'ALREADY_EXISTS', { entity: 'asset', field: 'assetId' });
    await expectRefusal(commit(stale, taken), 'CONCURRENCY_CONFLICT', { entity: 'user' });
    await expectRefusal(commit(fine, stale, taken), 'CONCURRENCY_CONFLICT', { entity: 'user' });
    const missing = check({ entity: 'order', username: user.username, orderId: '01JGFJJZ00000G40R40M30E209' }, 1);
    await expectRefusal(commit(fine, missing, stale, taken), 'CONCURRENCY_CONFLICT', { entity: 'order' });
    const rival = insert('user', make.user({ email: user.email }));
    await expectRefusal(commit(rival, missing, stale), 'ALREADY_EXISTS', { entity: 'user', field: 'email' });
    await expectRefusal(commit(missing, rival), 'CONCURRENCY_CONFLICT', { entity: 'order' });
  });
};
