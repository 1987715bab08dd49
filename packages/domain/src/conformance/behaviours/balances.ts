import { expect } from 'vitest';
import { Decimal } from '../../index.ts';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

const TEN = new Decimal('10');

/** `BalanceRepository`: the balances, and the ledger beneath them. */
export const balances: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('creates a balance per currency', async ({ store, make, addUser }) => {
    const { username } = await addUser();
    const euros = make.balance({ username, currency: 'EUR', available: TEN });
    expect(await store.balances.create(euros)).toEqual(euros);
    expect(await store.balances.get(username, 'EUR')).toEqual(euros);
    expect((await store.balances.get(username, 'USD'))?.available).toEqual(new Decimal('0'));
    expect(await store.balances.get(username, 'GBP')).toBeUndefined();
    await expectRefusal(store.balances.create(euros), 'ALREADY_EXISTS', { entity: 'balance' });
  });

  it('creates no balance of nobody', async ({ store, make }) => {
    const balance = make.balance({ username: 'nobody_1' });
    await expectRefusal(store.balances.create(balance), 'USER_NOT_FOUND', { username: 'nobody_1' });
    expect(await store.balances.get('nobody_1', 'USD')).toBeUndefined();
  });

  it('updates what was read: one version on, dated by the clock', async ({ store, clock, make, addUser }) => {
    const { username } = await addUser();
    clock.advance(60_000);
    const given = make.balance({ username, available: TEN, held: new Decimal('2.50') });
    const updated = await store.balances.update(given);
    const createdAt = '2026-01-01T00:00:00.000Z';
    expect(updated).toEqual({ ...given, version: 2, createdAt, updatedAt: clock.now().toISOString() });
    expect(await store.balances.get(username, 'USD')).toEqual(updated);
    await expectNothingWritten(store, [username], () =>
      expectRefusal(store.balances.update(given), 'CONCURRENCY_CONFLICT', { entity: 'balance' }),
    );
  });

  it('refuses an update of a balance that is not there', async ({ store, make, addUser }) => {
    const { username } = await addUser();
    const missing = make.balance({ username, currency: 'JPY' });
    await expectRefusal(store.balances.update(missing), 'BALANCE_NOT_FOUND', { username, currency: 'JPY' });
  });

  it('refuses a balance that does not add up, or is negative', async ({ store, make, addUser }) => {
    const { username } = await addUser();
    const balance = make.balance({ username, available: TEN });
    const negative = { ...balance, available: TEN.neg(), currentBalance: TEN.neg() };
    await expectNothingWritten(store, [username], async () => {
      const update = store.balances.update({ ...balance, held: TEN });
      await expectRefusal(update, 'VALIDATION_FAILED', { field: 'currentBalance' });
      await expectRefusal(store.balances.update(negative), 'VALIDATION_FAILED', { field: 'available' });
      const create = store.balances.create({ ...negative, currency: 'EUR' });
      await expectRefusal(create, 'VALIDATION_FAILED', { field: 'available' });
    });
  });

  it('creates a ledger row once', async ({ store, make, addUser }) => {
    const { username } = await addUser();
    const row = make.cashRow({ username, referenceId: 'invoice 7' });
    expect(await store.balances.createTransaction(row)).toEqual(row);
    expect(await store.balances.getTransaction(username, row.transactionId)).toEqual(row);
    await expectNothingWritten(store, [username], () =>
      expectRefusal(store.balances.createTransaction({ ...row, amount: TEN.neg() }), 'ALREADY_EXISTS', {
        field: 'transactionId',
      }),
    );
  });

  it('creates no ledger row without its balance', async ({ store, make, addUser }) => {
    const { username } = await addUser();
    const rows = [make.cashRow({ username, currency: 'EUR' }), make.cashRow({ username: 'nobody_1' })];
    for (const row of rows) {
      const { currency } = row;
      await expectRefusal(store.balances.createTransaction(row), 'BALANCE_NOT_FOUND', { currency });
      expect(await store.balances.getTransaction(row.username, row.transactionId)).toBeUndefined();
    }
    const bad = make.cashRow({ username, description: 'line\nbreak' });
    await expectRefusal(store.balances.createTransaction(bad), 'VALIDATION_FAILED', { field: 'description' });
  });

  it('ends a pending row once', async ({ store, clock, make, addUser }) => {
    const { username } = await addUser();
    for (const status of ['COMPLETED', 'FAILED', 'CANCELLED'] as const) {
      const row = make.cashRow({ username, status: 'PENDING' });
      const { transactionId } = await store.balances.createTransaction(row);
      clock.advance(1_000);
      const ended = await store.balances.updateTransactionStatus(username, transactionId, status);
      expect(ended).toEqual({ ...row, status, version: 2, updatedAt: clock.now().toISOString() });
      expect(await store.balances.getTransaction(username, transactionId)).toEqual(ended);
      for (const next of ['COMPLETED', 'FAILED', 'CANCELLED'] as const) {
        const again = store.balances.updateTransactionStatus(username, transactionId, next);
        await expectRefusal(again, 'INVALID_TRANSACTION_TRANSITION', { transactionId, from: status, to: next });
      }
      expect(await store.balances.getTransaction(username, transactionId)).toEqual(ended);
    }
  });

  it('ends no row that is not there, or is of another user', async ({ store, ids, make, addUser }) => {
    const ada = await addUser();
    const bob = await addUser();
    const { transactionId } = await store.balances.createTransaction(
      make.cashRow({ username: bob.username, status: 'PENDING' }),
    );
    for (const id of [ids.next(), transactionId]) {
      const update = store.balances.updateTransactionStatus(ada.username, id, 'FAILED');
      await expectRefusal(update, 'TRANSACTION_NOT_FOUND', { username: ada.username, transactionId: id });
    }
    expect(await store.balances.getTransaction(ada.username, transactionId)).toBeUndefined();
  });
};
