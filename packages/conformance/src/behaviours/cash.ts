import type { Balance } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** `app.funds`: money that moves at once. */
export const cash: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('credits a deposit, debits a withdrawal, and corrects by an adjustment', async ({ app, store, addUser }) => {
    const { username } = await addUser();
    const deposit = await app.funds.deposit({ username, amount: '1000.10', description: 'Wire', referenceId: 'W-1' });
    expect(deposit.transaction).toMatchObject({
      type: 'DEPOSIT',
      status: 'COMPLETED',
      currency: 'USD',
      description: 'Wire',
      referenceId: 'W-1',
    });
    expect(figures(deposit.balance)).toEqual(['1000.1', '0', '1000.1', '1000.1', '0']);
    const withdrawal = await app.funds.withdraw({ username, amount: '0.20' });
    expect(withdrawal.transaction).toMatchObject({ type: 'WITHDRAW', status: 'COMPLETED' });
    expect(withdrawal.transaction.amount.toString()).toBe('-0.2');
    expect(figures(withdrawal.balance)).toEqual(['999.9', '0', '999.9', '1000.1', '0.2']);
    const up = await app.funds.adjust({ username, amount: '0.1' });
    expect(figures(up.balance)).toEqual(['1000', '0', '1000', '1000.1', '0.2']);
    const down = await app.funds.adjust({ username, amount: '-1000.00' });
    expect(down.transaction).toMatchObject({ type: 'SYSTEM_ADJUSTMENT', status: 'COMPLETED' });
    expect(figures(down.balance)).toEqual(['0', '0', '0', '1000.1', '0.2']);

    expect(await app.funds.getBalance(username)).toEqual(down.balance);
    const rows = [down, up, withdrawal, deposit].map(({ transaction }) => transaction);
    expect(await everyItem((page) => app.funds.listTransactions(username, page))).toEqual(rows);
    for (const row of rows) {
      expect(await app.funds.getTransaction(username, row.transactionId)).toEqual(row);
      expect(await store.balances.getTransaction(username, row.transactionId)).toEqual(row);
    }
  });

  it('shows on every row of the statement the balance after it', async ({ app, clock, addUser }) => {
    const { username } = await addUser();
    const amounts = ['10.01', '20.02', '-5.05', '0.01', '-24.99', '3'];
    for (const amount of amounts) {
      const magnitude = amount.replace('-', '');
      if (amount.startsWith('-')) await app.funds.withdraw({ username, amount: magnitude });
      else await app.funds.deposit({ username, amount: magnitude });
      clock.advance(1);
    }
    const { items } = await app.funds.listTransactions(username);
    const statement = items.map(({ balanceAfter }) => balanceAfter.toString());
    expect(statement).toEqual(['3', '0', '24.99', '24.98', '30.03', '10.01']);
  });

  it('writes nothing when the money does not suffice', async ({ app, addUser, raw }) => {
    const { username } = await addUser();
    await app.funds.deposit({ username, amount: '10.00' });
    await app.funds.withdraw({ username, amount: '4.00', status: 'PENDING' });
    const attempts = [
      () => app.funds.withdraw({ username, amount: '6.01' }),
      () => app.funds.withdraw({ username, amount: '6.01', status: 'PENDING' }),
      () => app.funds.adjust({ username, amount: '-6.01' }),
    ];
    for (const attempt of attempts) {
      await expectNothingWritten({ raw }, async () => {
        const refusal = await attempt().catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: 'INSUFFICIENT_BALANCE', username, currency: 'USD' });
        expect(JSON.parse(JSON.stringify(refusal))).toMatchObject({ required: '6.01', available: '6' });
      });
    }
    await app.funds.withdraw({ username, amount: '6.00' });
    expect(figures(await app.funds.getBalance(username))).toEqual(['0', '4', '4', '10', '6']);
  });

  it('keeps currencies apart, each with its own decimals', async ({ app, addUser, raw }) => {
    const { username } = await addUser();
    await expectRefusal(app.funds.deposit({ username, amount: '5', currency: 'JPY' }), 'BALANCE_NOT_FOUND', {
      username,
      currency: 'JPY',
    });
    const opened = await app.funds.openBalance(username, 'JPY');
    expect(figures(opened)).toEqual(['0', '0', '0', '0', '0']);
    await expectRefusal(app.funds.openBalance(username, 'JPY'), 'ALREADY_EXISTS', { entity: 'balance' });
    await app.funds.openBalance(username, 'KWD');
    await app.funds.deposit({ username, amount: '500', currency: 'JPY' });
    await app.funds.deposit({ username, amount: '0.125', currency: 'KWD' });
    await expectNothingWritten({ raw }, async () => {
      for (const [currency, amount] of [
        ['JPY', '0.5'],
        ['USD', '0.001'],
        ['KWD', '0.0001'],
      ] as const) {
        const deposit = app.funds.deposit({ username, amount, currency });
        await expectRefusal(deposit, 'VALIDATION_FAILED', { field: 'amount' }, `${amount} ${currency}`);
      }
    });
    expect(figures(await app.funds.getBalance(username, 'JPY'))[0]).toBe('500');
    expect(figures(await app.funds.getBalance(username, 'KWD'))[0]).toBe('0.125');
    expect(figures(await app.funds.getBalance(username))[0]).toBe('0');
    await expectRefusal(app.funds.getBalance(username, 'EUR'), 'BALANCE_NOT_FOUND', { currency: 'EUR' });
    await expectRefusal(app.funds.openBalance('nobody_1', 'EUR'), 'USER_NOT_FOUND', { username: 'nobody_1' });
    const all = await app.funds.listBalances(username);
    expect(all.map(({ currency }) => currency)).toEqual(['JPY', 'KWD', 'USD']);
    expect(all[0]).toEqual(await app.funds.getBalance(username, 'JPY'));
    await expectRefusal(app.funds.listBalances('nobody_1'), 'USER_NOT_FOUND', { username: 'nobody_1' });
  });

  it('holds 36 digits before the point, and refuses the one that is too many', async ({ app, addUser, raw }) => {
    const { username } = await addUser();
    const amount = '999999999999999999999999999999999999.98';
    expect(figures((await app.funds.deposit({ username, amount })).balance)[0]).toBe(amount);
    await expectNothingWritten({ raw }, () =>
      expectRefusal(app.funds.deposit({ username, amount: '0.03' }), 'VALIDATION_FAILED', { field: 'amount' }),
    );
    const { balance } = await app.funds.deposit({ username, amount: '0.01' });
    expect(figures(balance)[0]).toBe('999999999999999999999999999999999999.99');
  });

  it('finds no transaction that is not there, or is of another user', async ({ app, ids, addUser }) => {
    const { username } = await addUser();
    const other = await addUser();
    const { transaction } = await app.funds.deposit({ username: other.username, amount: '1.00' });
    for (const transactionId of [ids.next(), transaction.transactionId]) {
      const facts = { username, transactionId };
      await expectRefusal(app.funds.getTransaction(username, transactionId), 'TRANSACTION_NOT_FOUND', facts);
      await expectRefusal(app.funds.complete(username, transactionId), 'TRANSACTION_NOT_FOUND', facts);
    }
    await expectRefusal(app.funds.cancel('nobody_1', ids.next()), 'USER_NOT_FOUND', { username: 'nobody_1' });
  });
};

/** available, held, currentBalance, totalDeposits, totalWithdrawals. */
function figures({ available, held, currentBalance, totalDeposits, totalWithdrawals }: Balance): string[] {
  return [available, held, currentBalance, totalDeposits, totalWithdrawals].map(String);
}
