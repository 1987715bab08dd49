import { Decimal } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, testsOn } from '../place.ts';

const TEN = new Decimal('10');

/** `BalanceRepository`: the balances, and the ledger beneath them. */
export const balances: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds a balance per currency', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser();
    const euros = make.balance({ username, currency: 'EUR', available: TEN });
    await commit(insert('balance', euros));
    expect(await store.balances.get(username, 'EUR')).toEqual(euros);
    expect((await store.balances.get(username, 'USD'))?.available).toEqual(new Decimal('0'));
    expect(await store.balances.get(username, 'GBP')).toBeUndefined();
    expect(await store.balances.get('nobody_1', 'USD')).toBeUndefined();
  });

  it('finds what a balance has become', async ({ store, clock, make, commit, addUser }) => {
    const { username } = await addUser();
    const euros = make.balance({ username, currency: 'EUR', available: TEN });
    await commit(insert('balance', euros));
    clock.advance(60_000);
    const held = new Decimal('2.50');
    const updated = make.next(euros, { held, currentBalance: TEN.plus(held) });
    await commit(save('balance', euros, updated));
    expect(await store.balances.get(username, 'EUR')).toEqual(updated);
  });

  it('finds a ledger row by its user and its id', async ({ store, ids, make, commit, addUser }) => {
    const [ada, bob] = [await addUser(), await addUser()];
    const row = make.cashRow({ username: ada.username, referenceId: 'invoice 7' });
    await commit(insert('balanceTransaction', row));
    expect(await store.balances.getTransaction(ada.username, row.transactionId)).toEqual(row);
    expect(await store.balances.getTransaction(bob.username, row.transactionId)).toBeUndefined();
    expect(await store.balances.getTransaction(ada.username, ids.next())).toBeUndefined();
  });

  it('finds and lists a ledger row as it has ended', async ({ store, clock, make, commit, addUser }) => {
    const { username } = await addUser();
    const row = make.cashRow({ username, status: 'PENDING' });
    await commit(insert('balanceTransaction', row));
    clock.advance(1_000);
    const ended = make.next(row, { status: 'CANCELLED' });
    await commit(save('balanceTransaction', row, ended));
    expect(await store.balances.getTransaction(username, row.transactionId)).toEqual(ended);
    expect((await store.balances.listTransactions(username)).items).toEqual([ended]);
  });
};
