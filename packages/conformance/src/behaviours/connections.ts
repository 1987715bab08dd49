import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everything, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { fullSamples } from '../samples.ts';

/** Closing, opening again, and several connections: each capability, or the proof that it is missing. */
export const connections: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);
  const { durable, sharedBetweenConnections } = adapter.capabilities;

  it('waits for the commits under way before it closes', async ({ store, commit, make, addUser, reopen }) => {
    const { username } = await addUser();
    const rows = Array.from({ length: 10 }, () => make.cashRow({ username }));
    const commits = rows.map((row) => commit(insert('balanceTransaction', row)));
    const reopened = await reopen();
    expect(reopened).not.toBe(store);
    const outcomes = await Promise.allSettled(commits);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(rows.length);
    const { items } = await reopened.balances.listTransactions(username);
    expect(items).toEqual(durable ? rows.toReversed() : []);
  });

  if (durable) {
    it('has everything again after it was closed and opened anew', async ({ store, make, commit, reopen }) => {
      const samples = fullSamples(make);
      await commit(...samples.map((sample) => sample.insert));
      const [user] = samples;
      const username = user?.key.entity === 'user' ? user.key.username : '';
      const before = await everything(store, username);
      const reopened = await reopen();
      expect(await everything(reopened, username)).toEqual(before);
      const found = await reopened.unitOfWork.read(samples.map(({ key }) => key));
      expect(found).toEqual(samples.map(({ value }) => value));
    });

    it('keeps locks and fences when it is closed', async ({ store, addUser, reopen }) => {
      const { username } = await addUser();
      await store.lock.release(await store.lock.acquire(username, 'first'));
      const held = await store.lock.acquire(username, 'second');
      const reopened = await reopen();
      await expectRefusal(reopened.lock.acquire(username, 'third', { waitMs: 0 }), 'LOCK_NOT_ACQUIRED');
      await reopened.lock.release(held);
      const next = await reopened.lock.acquire(username, 'third', { waitMs: 0 });
      expect(next.fence).toBeGreaterThan(held.fence);
    });
  } else {
    it('begins empty after it was closed and opened anew', async ({ addUser, addAsset, reopen }) => {
      const { username } = await addUser();
      await addAsset();
      const reopened = await reopen();
      expect(await everything(reopened, username)).toEqual({
        accounts: [
          {
            user: undefined,
            account: { balances: [], assetBalances: [] },
            cashRows: [],
            assetRows: [],
            orders: [],
            login: undefined,
            loginAttempts: undefined,
            refreshFamilies: [],
            auditHead: undefined,
            auditEntries: [],
          },
        ],
        assets: [],
        rates: [],
        lastTicks: [],
        resting: [],
        activeAssets: [],
      });
    });
  }

  if (sharedBetweenConnections) {
    it('shows at once on every connection what one of them commits', async ({ store, make, connect, commit }) => {
      const others = [await connect(), await connect()];
      const samples = fullSamples(make);
      await commit(...samples.map((sample) => sample.insert));
      const keys = samples.map(({ key }) => key);
      for (const other of others) expect(await other.unitOfWork.read(keys)).toEqual(await store.unitOfWork.read(keys));
    });

    it('refuses on one connection what another has overtaken', async ({ store, ids, addUser, connect }) => {
      const other = await connect();
      const user = await addUser();
      const change = save('user', user, { ...user, firstName: 'Grace', version: 2 });
      await other.unitOfWork.commit({ token: ids.next(), changes: [change] });
      await expectRefusal(store.unitOfWork.commit({ token: ids.next(), changes: [change] }), 'CONCURRENCY_CONFLICT');
    });

    it('stays open for the others when one connection closes', async ({ ids, addUser, connect, reopen }) => {
      const other = await connect();
      const user = await addUser();
      const reopened = await reopen();
      const updated = { ...user, firstName: 'Grace', version: 2 };
      await other.unitOfWork.commit({ token: ids.next(), changes: [save('user', user, updated)] });
      expect(await reopened.users.get(user.username)).toEqual(updated);
    });
  } else {
    it('gives every connection data of its own', async ({ ids, addUser, connect }) => {
      const other = await connect();
      const user = await addUser();
      expect(await other.users.get(user.username)).toBeUndefined();
      await other.unitOfWork.commit({ token: ids.next(), changes: [insert('user', user)] });
      expect(await other.lock.acquire(user.username, 'here', { waitMs: 0 })).toMatchObject({ operation: 'here' });
    });
  }
};
