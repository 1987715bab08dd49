import { adapterStoreOf, save, verifyUserEmail } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

const ADA = {
  username: 'ada_lovelace',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

const AT = '2026-01-01T00:15:00.000Z';

/** `app.users`. */
export const accounts: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('registers a user together with a USD balance of zero', async ({ app, store, clock }) => {
    const user = await app.users.create(ADA);
    const now = clock.now().toISOString();
    const stored = { version: 1, createdAt: now, updatedAt: now };
    expect(user).toEqual({ ...ADA, role: 'customer', status: 'ACTIVE', marketingEmailsConsent: false, ...stored });
    expect(await app.users.get('ada_lovelace')).toEqual(user);
    const { balances, assetBalances } = await store.assetBalances.getAccount('ada_lovelace');
    expect(balances).toEqual([await app.funds.getBalance('ada_lovelace')]);
    expect(balances[0]).toMatchObject({ currency: 'USD', version: 1 });
    expect(balances.map(({ currentBalance }) => currentBalance.toString())).toEqual(['0']);
    expect(assetBalances).toEqual([]);
  });

  it('keeps a hash of another system in the login record, and shows it nowhere else', async ({ app, store }) => {
    const created = await app.users.create({ ...ADA, passwordHash: 'not-a-real-hash' });
    const shown = [
      created,
      await app.users.get(ADA.username),
      await app.users.getByEmail(ADA.email),
      await app.users.updateProfile(ADA.username, { firstName: 'Augusta' }),
      await store.users.get(ADA.username),
      await store.users.getByEmail(ADA.email),
    ];
    expect(JSON.stringify(shown)).not.toContain('not-a-real-hash');
    const { unitOfWork } = adapterStoreOf(store);
    expect(await unitOfWork.read([{ entity: 'login', username: ADA.username }])).toMatchObject([
      { passwordHash: 'not-a-real-hash', failures: 0, pauses: 0, epoch: 0, version: 1 },
    ]);
  });

  it('takes names and e-mails in any case for the same', async ({ app }) => {
    const user = await app.users.create({ ...ADA, username: 'Ada_Lovelace', email: 'Ada@Example.COM' });
    expect(user).toMatchObject({ username: 'ada_lovelace', email: 'ada@example.com' });
    expect(await app.users.get('ADA_LOVELACE')).toEqual(user);
    expect(await app.users.getByEmail('ADA@EXAMPLE.COM')).toEqual(user);
    expect(await app.funds.getBalance('ADA_Lovelace')).toMatchObject({ username: 'ada_lovelace' });
  });

  it('writes neither user nor balance when the name or the e-mail is taken', async ({ app, raw }) => {
    await app.users.create(ADA);
    const rivals = [
      [{ ...ADA, username: 'ADA_LOVELACE', email: 'other@example.com' }, 'username', 'ada_lovelace'],
      [{ ...ADA, username: 'augusta_ada', email: 'ADA@example.com' }, 'email', 'ada@example.com'],
    ] as const;
    for (const [rival, field, value] of rivals) {
      await expectNothingWritten({ raw }, () =>
        expectRefusal(app.users.create(rival), 'ALREADY_EXISTS', { entity: 'user', field, value }),
      );
    }
    await expectRefusal(app.funds.getBalance('augusta_ada'), 'USER_NOT_FOUND', { username: 'augusta_ada' });
    await expectRefusal(app.users.getByEmail('other@example.com'), 'USER_NOT_FOUND', { email: 'other@example.com' });
  });

  it('changes the fields that are given, and empties those that are null', async ({ app, clock }) => {
    const user = await app.users.create({ ...ADA, phone: '+44 20', dateOfBirth: '1990-12-31' });
    clock.advance(1_000);
    const changed = await app.users.updateProfile(ADA.username, { firstName: 'Augusta', phone: null });
    const updatedAt = clock.now().toISOString();
    expect(changed).toEqual({ ...user, firstName: 'Augusta', phone: undefined, version: 2, updatedAt });
    expect(await app.users.get(ADA.username)).toEqual(changed);
    await expectRefusal(app.users.updateProfile('nobody_1', { firstName: 'A' }), 'USER_NOT_FOUND', {
      username: 'nobody_1',
    });
  });

  it('moves a user to a free e-mail only, and gives the old one free', async ({ app, raw }) => {
    await app.users.create(ADA);
    await app.users.create({ ...ADA, username: 'grace_hopper', email: 'grace@example.com' });
    await expectNothingWritten({ raw }, () =>
      expectRefusal(app.users.updateProfile(ADA.username, { email: 'GRACE@example.com' }), 'ALREADY_EXISTS', {
        field: 'email',
      }),
    );
    await app.users.updateProfile('grace_hopper', { email: 'grace@example.org' });
    const moved = await app.users.updateProfile(ADA.username, { email: 'GRACE@example.com' });
    expect(await app.users.getByEmail('grace@example.com')).toEqual(moved);
  });

  it('lists users with what they have become, newest first, all of them or those in one status', async ({
    app,
    clock,
  }) => {
    const ada = await app.users.create(ADA);
    clock.advance(1_000);
    const grace = await app.users.create({ ...ADA, username: 'grace_hopper', email: 'grace@example.com' });
    expect(await app.users.list()).toEqual({ items: [grace, ada] });
    expect(await app.users.list({ status: 'ACTIVE', limit: 1 })).toMatchObject({ items: [grace] });
    expect(await app.users.list({ status: 'SUSPENDED' })).toEqual({ items: [] });
    const renamed = await app.users.updateProfile(ADA.username, { firstName: 'Augusta' });
    expect(await app.users.list({ status: 'ACTIVE' })).toEqual({ items: [grace, renamed] });
  });

  it('refuses the cursor of all users for those in a status, and of one status for another', async ({ app }) => {
    await app.users.create(ADA);
    await app.users.create({ ...ADA, username: 'grace_hopper', email: 'grace@example.com' });
    const { nextCursor: ofAll } = await app.users.list({ limit: 1 });
    const { nextCursor: ofActive } = await app.users.list({ status: 'ACTIVE', limit: 1 });
    expect((await app.users.list({ cursor: ofAll })).items).toHaveLength(1);
    expect((await app.users.list({ status: 'ACTIVE', cursor: ofActive })).items).toHaveLength(1);
    await expectRefusal(app.users.list({ status: 'ACTIVE', cursor: ofAll }), 'INVALID_CURSOR');
    await expectRefusal(app.users.list({ cursor: ofActive }), 'INVALID_CURSOR');
    await expectRefusal(app.users.list({ status: 'SUSPENDED', cursor: ofActive }), 'INVALID_CURSOR');
  });

  it('takes an address for verified until it is another one', async ({ app, store, commit, addUser }) => {
    const user = await addUser({ email: 'ada@example.com' });
    await commit(save('user', user, verifyUserEmail(user, user.email, AT)));
    expect(await app.users.get(user.username)).toMatchObject({ emailVerifiedAt: AT, version: 2 });
    const renamed = await app.users.updateProfile(user.username, { firstName: 'Augusta', email: 'ADA@example.com' });
    expect(renamed).toMatchObject({ emailVerifiedAt: AT });
    const moved = await app.users.updateProfile(user.username, { email: 'augusta@example.com' });
    expect(moved.emailVerifiedAt).toBeUndefined();
    expect(await store.users.get(user.username)).toEqual(moved);
  });

  it('loses no update of many at once', async ({ app, appOn, elsewhere }) => {
    await app.users.create(ADA);
    const other = appOn(await elsewhere());
    const updates = Array.from({ length: 20 }, (_nothing, index) =>
      (index % 2 === 0 ? app : other).users.updateProfile(ADA.username, {
        [index % 2 === 0 ? 'firstName' : 'lastName']: `N${index}`,
      }),
    );
    await Promise.all(updates);
    const user = await app.users.get(ADA.username);
    expect(user).toMatchObject({ version: 21, firstName: 'N18', lastName: 'N19' });
  });
};
