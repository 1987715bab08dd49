import type { BalanceTransaction } from '../../entities/balance-transaction.ts';
import { worthAt } from '../../money/currency.ts';
import { ZERO } from '../../money/decimal.ts';
import type { Findings, RecordName } from './difference.ts';

/** Holds the two rows of each conversion against each other. */
export class Conversions {
  readonly #findings: Findings;
  /** The rows whose other one has not come yet, by their reference. */
  readonly #waiting = new Map<string, BalanceTransaction>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(row: BalanceTransaction): void {
    if (row.type !== 'CONVERSION') return;
    const { referenceId = '' } = row;
    const other = this.#waiting.get(referenceId);
    if (other === undefined) {
      this.#waiting.set(referenceId, row);
      return;
    }
    this.#waiting.delete(referenceId);
    const [paid, received] = row.amount.lt(ZERO) ? [row, other] : [other, row];
    this.#expectPair(paid, received);
  }

  /** All rows have come. */
  end(): void {
    for (const row of this.#waiting.values()) this.#findings.unexpected('CONVERSIONS', nameOf(row));
  }

  #expectPair(paid: BalanceTransaction, received: BalanceTransaction): void {
    const [payer, payee] = [nameOf(paid), nameOf(received)];
    this.#findings.expect('CONVERSIONS', payer, 'referenceId', paid.transactionId, paid.referenceId);
    this.#findings.expect('CONVERSIONS', payer, 'rate', received.rate, paid.rate);
    this.#findings.expect('CONVERSIONS', payee, 'createdAt', paid.createdAt, received.createdAt);
    if (paid.currency === received.currency)
      this.#findings.note('CONVERSIONS', payee, 'currency', `another than ${paid.currency}`, received.currency);
    const worth = paid.rate && worthAt(paid.amount.neg(), paid.rate, received.currency);
    this.#findings.expect('CONVERSIONS', payee, 'amount', worth, received.amount);
  }
}

function nameOf({ transactionId }: BalanceTransaction): RecordName {
  return { entity: 'balanceTransaction', id: transactionId };
}
