import { type AdapterStore, check, execute, insert, newAccount, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** The counts of the logins to a username. */
export const loginAttempts: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('counts the logins to a name that nobody has', async ({ store, make, commit }) => {
    expect(await store.loginAttempts.get('nobody_1')).toBeUndefined();
    const first = make.loginAttempts({ username: 'nobody_1', failures: 1, lastFailureAt: AT });
    await commit(insert('loginAttempts', first));
    const second = { ...first, failures: 2, version: 2 };
    await commit(save('loginAttempts', first, second));
    expect(await store.loginAttempts.get('nobody_1')).toEqual(second);
    expect(await store.users.get('nobody_1')).toBeUndefined();
  });

  it('keeps names apart of which one begins with the other', async ({ store, make, commit }) => {
    const short = make.loginAttempts({ username: 'alice_1', failures: 3 });
    await commit(insert('loginAttempts', short));
    expect(await store.loginAttempts.get('alice_10')).toBeUndefined();
    const long = make.loginAttempts({ username: 'alice_10', epoch: 5 });
    await commit(insert('loginAttempts', long));
    expect(await store.loginAttempts.get('alice_1')).toEqual(short);
    expect(await store.loginAttempts.get('alice_10')).toEqual(long);
  });

  it('a success empties what the failures left', async ({ store, make, commit }) => {
    const paused = make.loginAttempts({ username: 'alice_1', failures: 5, pauses: 1, lastFailureAt: AT });
    const before = { ...paused, pausedUntil: AT };
    await commit(insert('loginAttempts', before));
    const after = make.loginAttempts({ username: 'alice_1', version: 2 });
    await commit(save('loginAttempts', before, after));
    expect(await store.loginAttempts.get('alice_1')).toEqual(after);
  });

  it('counts every one of many failures at once, whichever connection they come from', async (place) => {
    const { store, make, commit, elsewhere } = place;
    await commit(insert('loginAttempts', make.loginAttempts({ username: 'nobody_1' })));
    const stores = [store, await elsewhere()];
    await Promise.all(
      Array.from({ length: 6 }, (_nothing, writer) => countFailure(place, stores[writer % 2] ?? store, writer)),
    );
    expect(await store.loginAttempts.get('nobody_1')).toMatchObject({ failures: 6, version: 7 });
  });

  it('a name that nobody has tried yet is counted from once, also when two begin at once', async (place) => {
    const { store, make, commit } = place;
    const attempts = make.loginAttempts({ username: 'nobody_1', failures: 1 });
    const add = (): Promise<void> => commit(save('loginAttempts', undefined, attempts));
    const outcomes = await Promise.allSettled([add(), add()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.loginAttempts.get('nobody_1')).toEqual(attempts);
  });

  it('an account is made whole with what is kept of its logins, or not at all', async (place) => {
    const { store, make, commit, addUser, clock } = place;
    const { email } = await addUser({ email: 'taken@example.com' });
    const command = { username: 'alice_1', firstName: 'Ada', lastName: 'Byron', passwordHash: 'not-a-real-hash' };
    const consents = { marketingEmailsConsent: false, role: 'customer' } as const;
    const register = async (address: string): Promise<void> => {
      const { changes } = newAccount({ ...command, ...consents, email: address }, clock.now().toISOString());
      const entry = make.auditEntry({ username: 'alice_1', sequence: 1 });
      await commit(
        ...changes,
        insert('auditEntry', entry),
        insert('auditHead', make.auditHead({ username: 'alice_1', sequence: 1 })),
      );
    };
    await expectNothingWritten(place, () =>
      expectRefusal(register(email), 'ALREADY_EXISTS', { entity: 'user', field: 'email' }),
    );
    await register('alice@example.com');
    expect(await store.users.get('alice_1')).toMatchObject({ email: 'alice@example.com', version: 1 });
    expect(await store.balances.get('alice_1', 'USD')).toMatchObject({ version: 1 });
    expect(await store.unitOfWork.read([{ entity: 'login', username: 'alice_1' }])).toMatchObject([
      { failures: 0, version: 1 },
    ]);
    expect(await everyItem((page) => store.auditTrail.list('alice_1', page))).toHaveLength(1);
  });

  it('a login that rests on the epoch is refused once the epoch has moved on', async ({
    store,
    make,
    commit,
    addUser,
  }) => {
    const { username } = await addUser({ username: 'alice_1' });
    const login = make.login({ username });
    await commit(insert('login', login));
    await commit(save('login', login, { ...login, epoch: 1, version: 2 }));
    const entry = make.auditEntry({ username: 'alice_1' });
    const rests = check({ entity: 'login', username }, login.version);
    await expectRefusal(commit(insert('auditEntry', entry), rests), 'CONCURRENCY_CONFLICT', {
      entity: 'login',
    });
    expect((await store.auditTrail.list('alice_1')).items).toEqual([]);
  });
};

const AT = '2026-01-01T00:15:00.000Z';

/** One more failure, counted by a command. It has its own queue, so the store has to keep the writers apart. */
function countFailure({ clock, ids, timer }: Place, { unitOfWork }: AdapterStore, writer: number): Promise<void> {
  return execute(
    { unitOfWork, clock, ids, timer },
    {
      name: 'test',
      queue: `writer ${writer}`,
      gather: () => unitOfWork.read([{ entity: 'loginAttempts', username: 'nobody_1' }]),
      decide([attempts]) {
        if (attempts === undefined) throw new Error('the attempts to count are not there');
        const next = { ...attempts, failures: attempts.failures + 1 };
        return { result: undefined, changes: [save('loginAttempts', attempts, next)] };
      },
    },
  );
}
