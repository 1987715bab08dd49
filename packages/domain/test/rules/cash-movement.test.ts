import { Decimal, ZERO } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import {
  decideAdjustment,
  decideDeposit,
  decideSettlement,
  decideWithdrawal,
  type ValidTransfer,
} from '../../src/rules/cash-movement.ts';
import { balanceOf, LATER, momentAt, NOW, thrownBy } from '../fixtures.ts';

function transfer(amount: string, status: ValidTransfer['status'] = 'COMPLETED'): ValidTransfer {
  return { username: 'alice_01', currency: 'USD', amount: new Decimal(amount), status };
}

describe('a deposit', () => {
  test('adds to the available cash and to the total of deposits', () => {
    const { result, changes } = decideDeposit(transfer('10.50'), balanceOf('5'), momentAt(LATER));
    expect(result.balance).toMatchObject({ version: 2, updatedAt: LATER });
    expect(String(result.balance.available)).toBe('15.5');
    expect(String(result.balance.currentBalance)).toBe('15.5');
    expect(String(result.balance.totalDeposits)).toBe('10.5');
    expect(String(result.transaction.balanceAfter)).toBe('15.5');
    expect(changes.map(({ action }) => action)).toEqual(['insert', 'save']);
  });

  test('that is PENDING writes its row and leaves the balance alone', () => {
    const before = balanceOf('5');
    const { result, changes } = decideDeposit(transfer('10', 'PENDING'), before, momentAt(LATER));
    expect(result.balance).toBe(before);
    expect(changes).toHaveLength(1);
    expect(result.transaction).toMatchObject({ status: 'PENDING', createdAt: LATER });
  });

  test('that would take the balance past 38 digits is refused', () => {
    const error = thrownBy(() => decideDeposit(transfer('0.01'), balanceOf(`1${'0'.repeat(37)}`), momentAt(LATER)));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'amount' });
  });
});

describe('a withdrawal', () => {
  test('takes from the available cash, with a negative ledger row', () => {
    const { result } = decideWithdrawal(transfer('3'), balanceOf('5'), momentAt(LATER));
    expect(String(result.balance.available)).toBe('2');
    expect(String(result.balance.totalWithdrawals)).toBe('3');
    expect(String(result.transaction.amount)).toBe('-3');
  });

  test('of everything leaves zero without a sign', () => {
    const { result } = decideWithdrawal(transfer('5'), balanceOf('5'), momentAt(LATER));
    expect(String(result.balance.available)).toBe('0');
  });

  test.each(['COMPLETED', 'PENDING'] as const)('of more than is available is refused when %s', (status) => {
    const error = thrownBy(() => decideWithdrawal(transfer('5.01', status), balanceOf('5'), momentAt(LATER)));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_BALANCE', username: 'alice_01', currency: 'USD' });
    expect(String(error)).toContain('alice_01 has 5 USD available and needs 5.01');
  });

  test('that is PENDING holds its amount: the current balance stays', () => {
    const { result } = decideWithdrawal(transfer('3', 'PENDING'), balanceOf('5'), momentAt(LATER));
    expect([result.balance.available, result.balance.held, result.balance.currentBalance].map(String)).toEqual([
      '2',
      '3',
      '5',
    ]);
    expect(String(result.balance.totalWithdrawals)).toBe('0');
  });
});

describe('settling a pending transaction', () => {
  const pendingWithdrawal = () => decideWithdrawal(transfer('3', 'PENDING'), balanceOf('5'), momentAt(NOW)).result;
  const pendingDeposit = () => decideDeposit(transfer('3', 'PENDING'), balanceOf('5'), momentAt(NOW)).result;

  test('completes a withdrawal out of the held cash', () => {
    const { transaction, balance } = pendingWithdrawal();
    const { result } = decideSettlement(transaction, balance, 'COMPLETED', momentAt(LATER));
    expect([result.balance.available, result.balance.held, result.balance.totalWithdrawals].map(String)).toEqual([
      '2',
      '0',
      '3',
    ]);
    expect(result.transaction).toMatchObject({ status: 'COMPLETED', version: 2, createdAt: NOW, updatedAt: LATER });
    expect(String(result.transaction.balanceAfter)).toBe('2');
  });

  test.each(['FAILED', 'CANCELLED'] as const)('returns the hold of a withdrawal that %s', (status) => {
    const { transaction, balance } = pendingWithdrawal();
    const { result } = decideSettlement(transaction, balance, status, momentAt(LATER));
    expect([result.balance.available, result.balance.held].map(String)).toEqual(['5', '0']);
    expect(result.balance.totalWithdrawals.eq(ZERO)).toBe(true);
  });

  test('credits a deposit when it completes, and nothing when it does not', () => {
    const { transaction, balance } = pendingDeposit();
    const completed = decideSettlement(transaction, balance, 'COMPLETED', momentAt(LATER));
    const failed = decideSettlement(transaction, balance, 'FAILED', momentAt(LATER));
    expect(String(completed.result.balance.available)).toBe('8');
    expect(failed.result.balance).toBe(balance);
    expect(failed.changes).toHaveLength(1);
  });

  test('happens once', () => {
    const { transaction, balance } = pendingDeposit();
    const { result } = decideSettlement(transaction, balance, 'CANCELLED', momentAt(LATER));
    const error = thrownBy(() => decideSettlement(result.transaction, balance, 'COMPLETED', momentAt(LATER)));
    expect(error).toMatchObject({ code: 'INVALID_TRANSACTION_TRANSITION', from: 'CANCELLED' });
    expect(String(error)).toContain('is CANCELLED');
  });

  test('is not for the rows of an order', () => {
    const { transaction, balance } = pendingDeposit();
    const hold = { ...transaction, type: 'ORDER_HOLD' } as const;
    const error = thrownBy(() => decideSettlement(hold, balance, 'COMPLETED', momentAt(LATER)));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'transactionId' });
  });
});

describe('an adjustment', () => {
  const adjust = (amount: string) =>
    decideAdjustment(
      { username: 'alice_01', currency: 'USD', amount: new Decimal(amount) },
      balanceOf('5'),
      momentAt(LATER),
    );

  test('adds or takes, and counts as neither deposit nor withdrawal', () => {
    expect(String(adjust('2').result.balance.available)).toBe('7');
    const { balance, transaction } = adjust('-2').result;
    expect([balance.available, balance.totalDeposits, balance.totalWithdrawals].map(String)).toEqual(['3', '0', '0']);
    expect(transaction).toMatchObject({ type: 'SYSTEM_ADJUSTMENT', status: 'COMPLETED' });
    expect(String(transaction.amount)).toBe('-2');
  });

  test('never takes more than is available', () => {
    expect(thrownBy(() => adjust('-5.01'))).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
  });
});
