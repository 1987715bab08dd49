import type { Balance } from '../../entities/balance.ts';
import type {
  BalanceTransaction,
  BalanceTransactionStatus,
  BalanceTransactionType,
} from '../../entities/balance-transaction.ts';
import { ZERO } from '../../money/decimal.ts';
import { Chain } from './chain.ts';
import type { Findings, RecordName } from './difference.ts';
import { expectStamps, StampOrder } from './stamps.ts';

/** The rules for the rows of each type. */
interface Terms {
  /** Money comes, goes, or may do either. */
  readonly sign: 1 | -1 | 0;
  readonly statuses: readonly BalanceTransactionStatus[];
}

const SETTLED: readonly BalanceTransactionStatus[] = ['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'];
const AT_ONCE: readonly BalanceTransactionStatus[] = ['COMPLETED'];

const TERMS: { readonly [Type in BalanceTransactionType]: Terms } = {
  DEPOSIT: { sign: 1, statuses: SETTLED },
  WITHDRAW: { sign: -1, statuses: SETTLED },
  ORDER_PAYMENT: { sign: -1, statuses: AT_ONCE },
  ORDER_SALE: { sign: 1, statuses: AT_ONCE },
  ORDER_HOLD: { sign: -1, statuses: ['PENDING', 'CANCELLED'] },
  // No release has written any.
  ORDER_REFUND: { sign: 1, statuses: [] },
  // Its two rows are held against each other.
  CONVERSION: { sign: 0, statuses: AT_ONCE },
  SYSTEM_ADJUSTMENT: { sign: 0, statuses: AT_ONCE },
};

/** Adds up the cash rows of one currency, and holds the balance against them. */
export class CashLedger {
  readonly #findings: Findings;
  readonly #balance: RecordName;
  readonly #chain: Chain;
  readonly #stamps: StampOrder;
  readonly #stored: Balance | undefined;
  #current = ZERO;
  #held = ZERO;
  #deposits = ZERO;
  #withdrawals = ZERO;
  /** The sum of rows of older releases, which have no number. */
  #unnumbered = ZERO;

  /** `stored` is undefined where there is no balance in this currency. */
  constructor(findings: Findings, currency: string, stored: Balance | undefined) {
    this.#findings = findings;
    this.#balance = { entity: 'balance', id: currency };
    this.#chain = new Chain(findings, { after: 'balanceAfter', sequence: 'balanceSequence', total: 'currentBalance' });
    this.#stamps = new StampOrder(findings, stored);
    this.#stored = stored;
  }

  /** Rows come with the greatest id first. */
  add(row: BalanceTransaction): void {
    const name = { entity: 'balanceTransaction', id: row.transactionId } as const;
    this.#stamps.knows(row.transactionId);
    this.#expectTerms(name, row);
    this.#sum(row);
    this.#place(name, row);
  }

  /** All rows have come. */
  end(): void {
    const balance = this.#stored;
    if (balance === undefined) {
      this.#findings.missing('TOTALS', this.#balance);
      return;
    }
    const { currentBalance: total, sequence } = balance;
    this.#findings.expect('TOTALS', this.#balance, 'currentBalance', this.#current, total);
    this.#findings.expect('HOLDS', this.#balance, 'held', this.#held, balance.held);
    this.#findings.expect('TOTALS', this.#balance, 'totalDeposits', this.#deposits, balance.totalDeposits);
    this.#findings.expect('TOTALS', this.#balance, 'totalWithdrawals', this.#withdrawals, balance.totalWithdrawals);
    this.#chain.end(this.#balance, { sequence, total }, this.#unnumbered);
    this.#stamps.end(this.#balance);
  }

  #expectTerms(name: RecordName, row: BalanceTransaction): void {
    const { sign, statuses } = TERMS[row.type];
    if (sign !== 0 && row.amount.cmp(ZERO) !== sign)
      this.#findings.note('TERMS', name, 'amount', row.amount.neg(), row.amount);
    if (!statuses.includes(row.status)) this.#findings.note('TERMS', name, 'status', statuses.join(' or '), row.status);
    // A row changes once, when it ends.
    if (row.status === 'PENDING') this.#findings.expect('TERMS', name, 'version', 1, row.version);
    else if (row.status !== 'COMPLETED') this.#findings.expect('TERMS', name, 'version', 2, row.version);
    expectStamps(this.#findings, name, row);
  }

  #sum({ type, status, amount, balanceSequence }: BalanceTransaction): void {
    if (status === 'PENDING' && (type === 'ORDER_HOLD' || type === 'WITHDRAW'))
      this.#held = this.#held.plus(amount.abs());
    if (status !== 'COMPLETED') return;
    this.#current = this.#current.plus(amount);
    if (type === 'DEPOSIT') this.#deposits = this.#deposits.plus(amount);
    if (type === 'WITHDRAW') this.#withdrawals = this.#withdrawals.plus(amount.abs());
    if (balanceSequence === undefined) this.#unnumbered = this.#unnumbered.plus(amount);
  }

  /** The place of the row among those of this release. */
  #place(row: RecordName, stored: BalanceTransaction): void {
    const { type, status, version, amount, balanceAfter: after, balanceSequence: sequence, updatedAt } = stored;
    if (sequence === undefined) return;
    this.#stamps.after(row, stored);
    if (status === 'COMPLETED') this.#chain.add({ row, sequence, change: amount, after, at: updatedAt });
    else this.#chain.see({ row, sequence, after });
    // A pending deposit leaves the balance alone. The balance knows neither when the deposit was made nor that it came to nothing.
    if (type !== 'DEPOSIT' || (status === 'COMPLETED' && version === 1)) this.#stamps.made(row, stored);
    else if (status === 'COMPLETED') this.#stamps.touched(row, updatedAt);
  }
}
