import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { bareSamples } from '../samples.ts';

/** Unique fields: every primary key, the e-mail of a user, the client order id among the orders of a user. */
export const uniqueness: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('refuses to insert an entity whose key is taken, and names the field, for every kind', async (place) => {
    const { store, make, commit } = place;
    const samples = bareSamples(make);
    await commit(...samples.map((sample) => sample.insert));
    const fields = {
      user: 'username',
      asset: 'assetId',
      balance: 'currency',
      balanceTransaction: 'transactionId',
      assetBalance: 'assetId',
      assetTransaction: 'transactionId',
      order: 'orderId',
      rate: 'pair',
      lastTick: 'currency',
      trailingGroup: 'groupId',
      receipt: 'key',
      login: 'username',
      loginAttempts: 'username',
      sourceAttempts: 'sourceHash',
      refreshFamily: 'familyId',
      refreshToken: 'tokenHash',
      accountToken: 'tokenHash',
      auditEntry: 'sequence',
      auditHead: 'username',
      turn: 'lane',
      projection: 'key',
    };
    for (const { kind, key, value, ...sample } of samples) {
      await expectRefusal(commit(sample.insert), 'ALREADY_EXISTS', { entity: kind, field: fields[kind] });
      expect(await store.unitOfWork.read([key])).toEqual([value]);
    }
  });

  it('names the username where it is taken, whether or not the e-mail is too', async ({ app, addUser, raw }) => {
    const { username } = await addUser({ email: 'ada@example.com' });
    await addUser({ email: 'bob@example.com' });
    for (const email of ['ada@example.com', 'BOB@example.com', 'new@example.com']) {
      const rival = { username, email, firstName: 'Ri', lastName: 'Val' };
      await expectNothingWritten({ raw }, () =>
        expectRefusal(app.users.create(rival), 'ALREADY_EXISTS', {
          entity: 'user',
          field: 'username',
          value: username,
        }),
      );
    }
  });

  it('keeps an e-mail for one user, in any case, when a user is created', async ({ app, addUser, raw }) => {
    await addUser({ email: 'ada@example.com' });
    const rival = { username: 'rival_01', email: 'ADA@Example.COM', firstName: 'Ri', lastName: 'Val' };
    await expectNothingWritten({ raw }, () =>
      expectRefusal(app.users.create({ ...rival, passwordHash: 'none' }), 'ALREADY_EXISTS', {
        field: 'email',
        value: 'ada@example.com',
      }),
    );
  });

  it('keeps an e-mail for one user, in any case, when a user is updated', async ({ app, addUser, raw }) => {
    await addUser({ email: 'ada@example.com' });
    const { username } = await addUser();
    await expectNothingWritten({ raw }, () =>
      expectRefusal(app.users.updateProfile(username, { email: 'ADA@Example.COM' }), 'ALREADY_EXISTS', {
        field: 'email',
      }),
    );
  });

  it('names the e-mail when a user that was not there is saved with one that is taken', async (place) => {
    const { make, commit, addUser } = place;
    const { email } = await addUser();
    const change = save('user', undefined, make.user({ email }));
    await expectRefusal(commit(change), 'ALREADY_EXISTS', { entity: 'user', field: 'email' });
  });

  it('gives an e-mail free when its user changes to another', async ({ store, make, commit, addUser }) => {
    const ada = await addUser({ email: 'ada@example.com' });
    const moved = make.next(ada, { email: 'ada@example.org' });
    await commit(save('user', ada, moved));
    const heir = make.user({ email: 'ada@example.com' });
    await commit(insert('user', heir));
    expect(await store.users.getByEmail('ada@example.com')).toEqual(heir);
    expect(await store.users.getByEmail('ada@example.org')).toEqual(moved);
    await expectRefusal(commit(save('user', moved, make.next(moved, { email: 'ada@example.com' }))), 'ALREADY_EXISTS');
  });

  it('lets a user keep the e-mail, in another case too', async ({ app, addUser }) => {
    const { username } = await addUser({ email: 'ada@example.com' });
    const updated = await app.users.updateProfile(username, { email: 'ADA@example.com', firstName: 'Augusta' });
    expect(updated).toMatchObject({ email: 'ada@example.com', firstName: 'Augusta', version: 2 });
  });

  it('lets one of two users have an e-mail that both ask for at once', async ({ store, make, commit }) => {
    const rivals = [make.user({ email: 'ada@example.com' }), make.user({ email: 'ada@example.com' })];
    const outcomes = await Promise.allSettled(rivals.map((user) => commit(insert('user', user))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const found = await Promise.all(rivals.map(({ username }) => store.users.get(username)));
    expect(found.filter((user) => user !== undefined)).toEqual([await store.users.getByEmail('ada@example.com')]);
  });

  it('keeps a client order id for one order of a user; other users have their own', async (place) => {
    const { store, make, commit, addUser, addAsset } = place;
    const ada = await addUser();
    const bob = await addUser();
    const { assetId } = await addAsset();
    const order = make.order({ username: ada.username, assetId, clientOrderId: 'mine' });
    await commit(insert('order', order));
    await expectNothingWritten(place, () =>
      expectRefusal(commit(insert('order', make.order({ ...order, orderId: place.ids.next() }))), 'ALREADY_EXISTS', {
        entity: 'order',
        field: 'clientOrderId',
        value: 'mine',
      }),
    );
    await commit(insert('order', make.order({ username: bob.username, assetId, clientOrderId: 'mine' })));
    await commit(insert('order', make.order({ username: ada.username, assetId, clientOrderId: 'Mine' })));
    await commit(insert('order', make.order({ username: ada.username, assetId })));
    await commit(insert('order', make.order({ username: ada.username, assetId })));
    expect(await store.orders.getByClientOrderId(ada.username, 'mine')).toEqual(order);
  });

  it('tells keys apart that differ in case or in Unicode form', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser();
    const keys = ['key', 'Key', 'k e y', 'k#e#y', 'é', 'e\u0301', '日本', '🚀', 'a'.repeat(100)];
    const receipts = keys.map((key) => make.receipt({ username, key, request: JSON.stringify({ key }) }));
    for (const receipt of receipts) await commit(insert('receipt', receipt));
    const found = await store.unitOfWork.read(
      keys.map((key) => ({ entity: 'receipt', username, scope: 'FUNDS', key }) as const),
    );
    expect(found).toEqual(receipts);
  });
};
