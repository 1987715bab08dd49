import type { Orderfolio, User } from '@orderfolio/domain';
import { type Fence, insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

const LEASE = { leaseMs: 1_000, waitMs: 0 };

/** A holder whose lease was taken over cannot commit. */
export const fencing: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  /** Commits a ledger row of the first one's user under these fences. */
  function commitUnder({ store, make, ids }: Place, first: Fence, ...others: readonly Fence[]): Promise<void> {
    const changes = [insert('balanceTransaction', make.cashRow({ username: first.username }))];
    return store.unitOfWork.commit({ token: ids.next(), changes, fences: [first, ...others] });
  }

  it('commits under the current grant, renewed or not', async (place) => {
    const { store, clock } = place;
    const { username } = await place.addUser();
    const grant = await store.lock.acquire(username, 'work', LEASE);
    await commitUnder(place, grant);
    clock.advance(900);
    await commitUnder(place, await store.lock.renew(grant));
    expect((await store.balances.listTransactions(username)).items).toHaveLength(2);
  });

  it('commits after the lease has ended, as long as nobody took the lock over', async (place) => {
    const { store, clock } = place;
    const { username } = await place.addUser();
    const grant = await store.lock.acquire(username, 'work', LEASE);
    clock.advance(60_000);
    await commitUnder(place, grant);
    expect((await store.balances.listTransactions(username)).items).toHaveLength(1);
  });

  it('refuses the commit of a holder whose lease was taken over, and of one whose successor is gone', async (place) => {
    const { store, clock, elsewhere } = place;
    const { username } = await place.addUser();
    const other = await elsewhere();
    const first = await store.lock.acquire(username, 'first', LEASE);
    clock.advance(1_000);
    const second = await other.lock.acquire(username, 'second', LEASE);
    const facts = { username, fence: first.fence };
    await expectNothingWritten(place, () => expectRefusal(commitUnder(place, first), 'LOCK_LOST', facts));
    await commitUnder(place, second);
    await other.lock.release(second);
    await expectNothingWritten(place, () => expectRefusal(commitUnder(place, first), 'LOCK_LOST', facts));
  });

  it('refuses a fence that was never granted', async (place) => {
    const { store } = place;
    const { username } = await place.addUser();
    await expectNothingWritten(place, () =>
      expectRefusal(commitUnder(place, { username, fence: 1 }), 'LOCK_LOST', { username, fence: 1 }),
    );
    const { fence } = await store.lock.acquire(username, 'work', LEASE);
    for (const made of [fence + 1, 0, -1]) {
      await expectNothingWritten(place, () =>
        expectRefusal(commitUnder(place, { username, fence: made }), 'LOCK_LOST', { fence: made }),
      );
    }
  });

  it('refuses a fenced commit of 99 changes whole', async (place) => {
    const { store, clock, make, ids } = place;
    const user = await place.addUser();
    const { username } = user;
    const fence = await store.lock.acquire(username, 'first', LEASE);
    const rows = Array.from({ length: 98 }, () => insert('balanceTransaction', make.cashRow({ username })));
    const changes = [save('user', user, { ...user, version: 2 }), ...rows];
    clock.advance(1_000);
    const current = await store.lock.acquire(username, 'second', LEASE);
    await expectNothingWritten(place, () =>
      expectRefusal(store.unitOfWork.commit({ token: ids.next(), changes, fences: [fence] }), 'LOCK_LOST'),
    );
    await store.unitOfWork.commit({ token: ids.next(), changes, fences: [current] });
    expect((await store.balances.listTransactions(username, { limit: 100 })).items).toHaveLength(98);
  });

  it('carries the fence in every command of app.withLock', async (place) => {
    const { app, clock, elsewhere } = place;
    const { username } = await place.addUser();
    const { assetId } = await place.addAsset();
    const other = await elsewhere();
    await app.withLock(
      username,
      'work',
      async (locked) => {
        await locked.funds.deposit({ username, amount: '60000.00' });
        await locked.portfolio.transferIn({ username, assetId, quantity: '1' });
        clock.advance(1_000);
        await other.lock.acquire(username, 'takeover', LEASE);
        const commands = [
          () => locked.funds.deposit({ username, amount: '1.00' }),
          () => locked.funds.withdraw({ username, amount: '1.00', status: 'PENDING' }),
          () => locked.funds.adjust({ username, amount: '-1.00' }),
          () => locked.funds.openBalance(username, 'EUR'),
          () => locked.users.updateProfile(username, { firstName: 'Grace' }),
          () => locked.orders.place({ username, orderType: 'MARKET_BUY', assetId, quantity: '1' }),
          () => locked.portfolio.transferIn({ username, assetId, quantity: '1' }),
          () => locked.portfolio.transferOut({ username, assetId, quantity: '1' }),
          () => locked.portfolio.adjust({ username, assetId, quantity: '1' }),
          () => locked.assets.deactivate(assetId),
        ];
        for (const command of commands)
          await expectNothingWritten(place, () => expectRefusal(command(), 'LOCK_LOST', { username }));
      },
      LEASE,
    );
    await app.funds.deposit({ username, amount: '1.00' });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, rows: 3 });
  });

  it('refuses a commit under two fences when either is lost, and names the first that is', async (place) => {
    const { store, clock } = place;
    const [ada, bob] = [await place.addUser(), await place.addUser()];
    const lock = ({ username }: { readonly username: string }) => store.lock.acquire(username, 'work', LEASE);
    const stale = [await lock(ada), await lock(bob)] as const;
    clock.advance(1_000);
    const current = [await lock(ada), await lock(bob)] as const;
    const cases = [
      [stale[0], current[1], stale[0]],
      [current[0], stale[1], stale[1]],
      [stale[0], stale[1], stale[0]],
      [stale[1], stale[0], stale[1]],
    ] as const;
    for (const [first, second, { username, fence }] of cases)
      await expectNothingWritten(place, () =>
        expectRefusal(commitUnder(place, first, second), 'LOCK_LOST', { username, fence }),
      );
    await commitUnder(place, ...current);
    expect((await store.balances.listTransactions(ada.username)).items).toHaveLength(1);
  });

  it('carries both fences inside a lock inside a lock, and the outer one alone after it', async (place) => {
    const { app, store, clock, elsewhere } = place;
    const [alice, robert] = [await place.addUser(), await place.addUser()];
    const other = await elsewhere();
    const long = { leaseMs: 3_600_000, waitMs: 0 };
    const deposit = (on: Orderfolio, { username }: User) => on.funds.deposit({ username, amount: '1.00' });
    await app.withLock(
      alice.username,
      'outer',
      async (a) => {
        await a.withLock(
          robert.username,
          'inner',
          async (both) => {
            await deposit(both, alice);
            await deposit(both, robert);
            clock.advance(1_000);
            await other.lock.acquire(robert.username, 'takeover', LEASE);
            for (const user of [alice, robert])
              await expectRefusal(deposit(both, user), 'LOCK_LOST', { username: robert.username });
          },
          LEASE,
        );
        await deposit(a, alice);
        clock.advance(1_000);
        await a.withLock(robert.username, 'inner again', async (both) => {
          clock.advance(3_600_000);
          await other.lock.acquire(alice.username, 'takeover', LEASE);
          for (const user of [alice, robert])
            await expectRefusal(deposit(both, user), 'LOCK_LOST', { username: alice.username });
        });
      },
      long,
    );
    expect((await store.balances.listTransactions(alice.username)).items).toHaveLength(2);
    expect((await store.balances.listTransactions(robert.username)).items).toHaveLength(1);
  });

  it('refuses at once the lock that the app holds already', async ({ app, timer, addUser }) => {
    const { username } = await addUser();
    const inner = app.withLock(username, 'outer', (locked) =>
      locked.withLock(username.toUpperCase(), 'inner', async () => 'in'),
    );
    await expectRefusal(inner, 'LOCK_NOT_ACQUIRED', { username, operation: 'inner', waitMs: 0 });
    expect(timer.slept).toBe(0);
  });

  it('runs the commands of app.withLock while the lock is held, and frees it at the end', async (place) => {
    const { app, store } = place;
    const { username } = await place.addUser();
    const available = await app.withLock(username, 'work', async (locked) => {
      await expectRefusal(store.lock.acquire(username, 'rival', LEASE), 'LOCK_NOT_ACQUIRED');
      await locked.funds.deposit({ username, amount: '5.00' });
      return (await locked.funds.withdraw({ username, amount: '2.00' })).balance.available.toString();
    });
    expect(available).toBe('3');
    const failing = app.withLock(username, 'work', (locked) => locked.funds.withdraw({ username, amount: '9.00' }));
    await expectRefusal(failing, 'INSUFFICIENT_BALANCE');
    await expectRefusal(
      store.lock.withLock(username, 'work', () => app.withLock(username, 'again', async () => 'in', LEASE)),
      'LOCK_NOT_ACQUIRED',
    );
    await store.lock.acquire(username, 'next', LEASE);
  });
};
