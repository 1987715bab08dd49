import type { ErrorCode } from '@orderfolio/domain';
import { type Account, addRow, type Cash, type CashRow, cashOf, totalOf } from './account.ts';
import type { Book } from './book.ts';
import { lineOfCash, lineOfCashRow } from './book-lines.ts';
import type { Currency } from './money.ts';
import type { CashRequest } from './requests.ts';

/** The reasons to refuse a movement of cash. */
export function reasonsAgainstCash(book: Book, request: CashRequest): readonly ErrorCode[] {
  const account = book.accounts.get(request.username);
  if (account === undefined) return ['USER_NOT_FOUND'];
  const cash = account.balances.get(currencyOf(account, request));
  if (cash === undefined) return ['BALANCE_NOT_FOUND'];
  const { available } = cash;
  switch (request.kind) {
    case 'deposit':
      return [];
    case 'withdraw':
      return request.cents > available ? ['INSUFFICIENT_BALANCE'] : [];
    case 'adjust':
      return available + request.cents < 0n ? ['INSUFFICIENT_BALANCE'] : [];
    case 'settle': {
      const row = rowOf(account, request.target);
      if (row === undefined) return ['TRANSACTION_NOT_FOUND'];
      return row.status === 'PENDING' ? [] : ['INVALID_TRANSACTION_TRANSITION'];
    }
  }
}

/** The currency that the command moves: a settlement moves that of its row. */
export function currencyOf(account: Account, request: CashRequest): Currency {
  if (request.kind !== 'settle') return request.currency ?? 'USD';
  return rowOf(account, request.target)?.currency ?? 'USD';
}

function rowOf({ rows }: Account, target: number): CashRow | undefined {
  return rows.find(({ of }) => of === target);
}

/**
 * Moves the cash, and returns the possible answers. A command that leaves the balance as it is shows one that it has read, which may be
 * any of `shown`: its row says what the first of them came to.
 */
export function moveCash(
  book: Book,
  by: number,
  request: CashRequest,
  shown: readonly [Cash, ...Cash[]],
): readonly string[] {
  const { username } = request;
  const account = book.account(username);
  const currency = currencyOf(account, request);
  const row = carriedOut(account, by, request, shown[0]);
  const isBalanceWritten = row.type !== 'DEPOSIT' || row.status === 'COMPLETED';
  const balances = isBalanceWritten ? [cashOf(account, currency)] : shown;
  return balances.map((cash) => `${lineOfCashRow(username, row)}\n${lineOfCash(username, currency, cash)}`);
}

/** Carries it out, and returns its row. */
function carriedOut(account: Account, by: number, request: CashRequest, shown: Cash): CashRow {
  const currency = currencyOf(account, request);
  const cash = cashOf(account, currency);
  switch (request.kind) {
    case 'deposit': {
      const { cents } = request;
      if (request.isPending === true) {
        const row = addRow(account, { of: by, type: 'DEPOSIT', currency, cents, status: 'PENDING' });
        row.after = totalOf(shown);
        return row;
      }
      arrive(cash, cents);
      return addRow(account, { of: by, type: 'DEPOSIT', currency, cents, status: 'COMPLETED' });
    }
    case 'withdraw': {
      const { cents, isPending = false } = request;
      cash.available -= cents;
      cash.held += cents;
      if (!isPending) leave(cash, cents);
      const status = isPending ? 'PENDING' : 'COMPLETED';
      return addRow(account, { of: by, type: 'WITHDRAW', currency, cents: -cents, status });
    }
    case 'adjust': {
      const { cents } = request;
      cash.available += cents;
      return addRow(account, { of: by, type: 'SYSTEM_ADJUSTMENT', currency, cents, status: 'COMPLETED' });
    }
    case 'settle': {
      const row = rowOf(account, request.target);
      if (row === undefined) throw new Error(`there is no row of #${request.target}`);
      settle(cash, row, request.status);
      return row;
    }
  }
}

function settle(cash: Cash, row: CashRow, status: 'COMPLETED' | 'FAILED' | 'CANCELLED'): void {
  row.status = status;
  const isDeposit = row.type === 'DEPOSIT';
  if (status !== 'COMPLETED') {
    // A row without an effect shows the balance of the moment when it was made.
    if (isDeposit) return;
    cash.held += row.cents;
    cash.available -= row.cents;
    return;
  }
  if (isDeposit) arrive(cash, row.cents);
  else leave(cash, -row.cents);
  row.after = totalOf(cash);
}

function arrive(cash: Cash, cents: bigint): void {
  cash.available += cents;
  cash.deposits += cents;
}

/** Held cash leaves. */
function leave(cash: Cash, cents: bigint): void {
  cash.held -= cents;
  cash.withdrawals += cents;
}
