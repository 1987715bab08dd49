import type { FundsService } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

const ENDS = { complete: 'COMPLETED', fail: 'FAILED', cancel: 'CANCELLED' } as const;
type End = keyof typeof ENDS;

/** `app.funds`: pending deposits and withdrawals, and that each ends once. */
export const pendingCash: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('moves nothing by a pending deposit', async ({ app, addUser }) => {
    const { username } = await addUser();
    const before = await app.funds.getBalance(username);
    const { transaction, balance } = await app.funds.deposit({ username, amount: '7.00', status: 'PENDING' });
    expect(transaction).toMatchObject({ type: 'DEPOSIT', status: 'PENDING' });
    expect(balance).toEqual(before);
    expect(await app.funds.getBalance(username)).toEqual(before);
    await expectRefusal(app.funds.withdraw({ username, amount: '1.00' }), 'INSUFFICIENT_BALANCE');
  });

  it('holds the amount of a pending withdrawal', async (place) => {
    const { app, addUser } = place;
    const { username } = await addUser();
    await app.funds.deposit({ username, amount: '10.00' });
    const { transaction } = await app.funds.withdraw({ username, amount: '7.00', status: 'PENDING' });
    expect(transaction).toMatchObject({ type: 'WITHDRAW', status: 'PENDING' });
    expect(await figuresOf(place, username)).toEqual(['3', '7', '10', '10', '0']);
    await expectRefusal(app.funds.withdraw({ username, amount: '3.01' }), 'INSUFFICIENT_BALANCE');
  });

  const deposited = ['10', '0', '10', '10', '0'];
  const outcomes = {
    deposit: { complete: ['17', '0', '17', '17', '0'], fail: deposited, cancel: deposited },
    withdraw: { complete: ['3', '0', '3', '10', '7'], fail: deposited, cancel: deposited },
  };
  for (const kind of ['deposit', 'withdraw'] as const) {
    for (const end of ['complete', 'fail', 'cancel'] as const) {
      it(`${end}s a pending ${kind} once`, async (place) => {
        const { app, store, clock, addUser } = place;
        const { username } = await addUser();
        await app.funds.deposit({ username, amount: '10.00' });
        const { transaction } = await app.funds[kind]({ username, amount: '7.00', status: 'PENDING' });
        const { transactionId } = transaction;
        clock.advance(1_000);
        const ended = await app.funds[end](username, transactionId);
        expect(await figuresOf(place, username)).toEqual(outcomes[kind][end]);
        expect(ended.balance).toEqual(await app.funds.getBalance(username));
        const { currentBalance: balanceAfter, sequence: balanceSequence } = ended.balance;
        const asEnded = { status: ENDS[end], balanceAfter, balanceSequence, updatedAt: clock.now().toISOString() };
        expect(ended.transaction).toEqual({ ...transaction, ...asEnded, version: 2 });
        expect(await app.funds.getTransaction(username, transactionId)).toEqual(ended.transaction);
        expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, rows: 2 });
        await expectEnded(app.funds, username, transactionId, place);
        expect((await store.balances.listTransactions(username)).items[0]).toEqual(ended.transaction);
      });
    }
  }

  it('ends nothing that was completed at once, and nothing that only its order ends', async (place) => {
    const { app, make, commit, addUser } = place;
    const { username } = await addUser();
    const { transaction } = await app.funds.deposit({ username, amount: '10.00' });
    await expectEnded(app.funds, username, transaction.transactionId, place);
    const held = make.cashRow({ username, type: 'ORDER_HOLD', status: 'PENDING' });
    await commit(insert('balanceTransaction', held));
    await expectNothingWritten(place, () =>
      expectRefusal(app.funds.complete(username, held.transactionId), 'VALIDATION_FAILED', { field: 'transactionId' }),
    );
  });

  it('lets one of many ends win when they race', async (place) => {
    const { app, appOn, elsewhere, addUser } = place;
    const { username } = await addUser();
    const other = appOn(await elsewhere());
    await app.funds.deposit({ username, amount: '10.00' });
    for (const kind of ['deposit', 'withdraw'] as const) {
      const { transaction } = await app.funds[kind]({ username, amount: '7.00', status: 'PENDING' });
      const { transactionId } = transaction;
      const ends: readonly End[] = ['complete', 'cancel', 'fail', 'complete', 'cancel', 'complete'];
      const results = await Promise.allSettled(
        ends.map((end, index) => (index % 2 === 0 ? app : other).funds[end](username, transactionId)),
      );
      const winners = ends.filter((_end, index) => results[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      const [winner = 'complete'] = winners;
      expect((await app.funds.getTransaction(username, transactionId)).status).toBe(ENDS[winner]);
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    }
  });
};

/** Expects that no end is possible any more, and that trying changes nothing. */
async function expectEnded(funds: FundsService, username: string, transactionId: string, place: Place): Promise<void> {
  const { status: from } = await funds.getTransaction(username, transactionId);
  for (const end of ['complete', 'fail', 'cancel'] as const) {
    const facts = { transactionId, from, to: ENDS[end] };
    await expectNothingWritten(place, () =>
      expectRefusal(funds[end](username, transactionId), 'INVALID_TRANSACTION_TRANSITION', facts),
    );
  }
}

/** available, held, currentBalance, totalDeposits, totalWithdrawals. */
async function figuresOf({ app }: Place, username: string): Promise<string[]> {
  const { available, held, currentBalance, totalDeposits, totalWithdrawals } = await app.funds.getBalance(username);
  return [available, held, currentBalance, totalDeposits, totalWithdrawals].map(String);
}
