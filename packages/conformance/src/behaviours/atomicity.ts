import { type Change, insert, MAX_CHANGES } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { bareSamples } from '../samples.ts';

/** `UnitOfWork.commit`: all changes or none. */
export const atomicity: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('stores a change set of every kind whole', async ({ store, make, commit }) => {
    const samples = bareSamples(make);
    const keys = samples.map(({ key }) => key);
    await commit(...samples.map((sample) => sample.insert));
    expect(await store.unitOfWork.read(keys)).toEqual(samples.map(({ value }) => value));
    await commit(...samples.map(({ change }) => change));
    expect(await store.unitOfWork.read(keys)).toEqual(samples.map(({ changed }) => changed));
  });

  it('shows every record among the raw ones, and every change of it', async ({ make, commit, raw }) => {
    for (const { insert, change } of bareSamples(make)) {
      const empty = await raw.all();
      await commit(insert);
      const inserted = await raw.all();
      expect(inserted).not.toEqual(empty);
      await commit(change);
      expect(await raw.all()).not.toEqual(inserted);
    }
  });

  it('leaves nothing of the insertions when one change is refused, wherever it stands', async (place) => {
    const { store, make, commit, addAsset } = place;
    const taken = insert('asset', await addAsset());
    const samples = bareSamples(make);
    for (let position = 0; position <= samples.length; position++) {
      const changes: Change[] = samples.map((sample) => sample.insert);
      changes.splice(position, 0, taken);
      await expectNothingWritten(
        place,
        () => expectRefusal(commit(...changes), 'ALREADY_EXISTS', { entity: 'asset' }),
        `refused at position ${position}`,
      );
      const found = await store.unitOfWork.read(samples.map(({ key }) => key));
      expect(found, `refused at position ${position}`).toEqual(samples.map(() => undefined));
    }
  });

  it('leaves nothing of the replacements when one change is refused, wherever it stands', async (place) => {
    const { store, make, commit } = place;
    const samples = bareSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    for (let position = 0; position <= samples.length; position++) {
      const changes: Change[] = samples.map(({ change }) => change);
      changes.splice(position, 0, { action: 'check', key: { entity: 'user', username: 'nobody_1' }, version: 1 });
      await expectRefusal(commit(...changes), 'CONCURRENCY_CONFLICT', { entity: 'user' });
      const found = await store.unitOfWork.read(samples.map(({ key }) => key));
      expect(found, `refused at position ${position}`).toEqual(samples.map(({ value }) => value));
    }
  });

  it('stores 100 changes, and none of the 99 before one that is refused', async (place) => {
    const { store, make, addUser, addAsset, commit } = place;
    const { username } = await addUser();
    const rows = Array.from({ length: MAX_CHANGES }, () => insert('balanceTransaction', make.cashRow({ username })));
    const stale = insert('asset', await addAsset());
    await expectNothingWritten(place, () =>
      expectRefusal(commit(...rows.slice(1), stale), 'ALREADY_EXISTS', { field: 'assetId' }),
    );
    await commit(...rows);
    const { items } = await store.balances.listTransactions(username, { limit: MAX_CHANGES });
    expect(items).toEqual(rows.map(({ value }) => value).reverse());
  });

  it('keeps commits that arrive together apart: the refused ones leave nothing, the others are whole', async (place) => {
    const { store, make, commit, addUser, addAsset } = place;
    const { username } = await addUser();
    const taken = insert('asset', await addAsset());
    const pairs = Array.from({ length: 20 }, () => [make.cashRow({ username }), make.cashRow({ username })] as const);
    const outcomes = await Promise.allSettled(
      pairs.map(([first, second], index) =>
        commit(
          insert('balanceTransaction', first),
          insert('balanceTransaction', second),
          ...(index % 2 === 0 ? [] : [taken]),
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      pairs.map((_pair, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')),
    );
    const { items } = await store.balances.listTransactions(username, { limit: 100 });
    const whole = pairs.filter((_pair, index) => index % 2 === 0).flat();
    expect(items).toEqual(whole.reverse());
  });
};
