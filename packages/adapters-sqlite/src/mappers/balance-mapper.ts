import { type Balance, type Currency, ZERO } from '@orderfolio/domain';
import { amountOf, amountText, type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface BalanceRow extends StoredRow {
  readonly username: string;
  readonly currency: Currency;
  readonly available: string;
  readonly held: string;
  readonly total_deposits: string;
  readonly total_withdrawals: string;
  readonly sequence: number;
  readonly last_id: string | null;
  readonly suspended: number | null;
}

export const balanceMapper: Mapper<Balance, BalanceRow> = {
  entity: 'balance',
  table: 'balances',
  columns: {
    username: (balance) => balance.username,
    currency: (balance) => balance.currency,
    available: (balance) => amountText(balance.available),
    held: (balance) => amountText(balance.held),
    total_deposits: (balance) => amountText(balance.totalDeposits),
    total_withdrawals: (balance) => amountText(balance.totalWithdrawals),
    sequence: (balance) => balance.sequence,
    last_id: (balance) => balance.lastId ?? null,
    suspended: (balance) => (balance.suspended === true ? 1 : null),
    ...storedColumns,
  },
  fromRow(row) {
    const available = amountOf(row.available, 'balances.available');
    const held = amountOf(row.held, 'balances.held');
    return {
      username: row.username,
      currency: row.currency,
      available,
      held,
      currentBalance: held === ZERO ? available : available.plus(held),
      totalDeposits: amountOf(row.total_deposits, 'balances.total_deposits'),
      totalWithdrawals: amountOf(row.total_withdrawals, 'balances.total_withdrawals'),
      sequence: row.sequence,
      lastId: row.last_id ?? undefined,
      suspended: row.suspended === null ? undefined : true,
      ...storedFields(row),
    };
  },
};
