import type { AssetTransaction } from '../../entities/asset-transaction.ts';
import type { BalanceTransaction, BalanceTransactionType } from '../../entities/balance-transaction.ts';
import type { Order } from '../../entities/order.ts';
import { isOpen } from '../../entities/order-status.ts';
import { ZERO } from '../../money/decimal.ts';
import type { TradeAmounts } from '../../money/fee.ts';
import { type Difference, Findings, type RecordName } from './difference.ts';
import { amountsOf, expectOrderTerms, hasRested, heldBy } from './order-terms.ts';

/** An order with the rows that name it, as far as they have come. */
interface Parts {
  order?: Order;
  readonly payments: BalanceTransaction[];
  readonly holds: BalanceTransaction[];
  readonly trades: AssetTransaction[];
}

/**
 * Holds the orders against the rows that they have made, and the rows against their orders. All come with the greatest id first. An order
 * has a smaller id than its rows, so its rows have come when it comes: it is compared with them, and forgotten. Memory holds the rows of
 * the orders that are still to come: as many as rested at one moment.
 */
export class OrderBook {
  readonly #parts = new Map<string, Parts>();
  readonly #unreadable = new Set<string>();

  addCashRow(row: BalanceTransaction): void {
    const part = PART_OF[row.type];
    if (part !== undefined) this.#partsOf(row.referenceId ?? row.transactionId)[part].push(row);
  }

  addTrade(row: AssetTransaction): void {
    if (isTrade(row)) this.#partsOf(row.orderId ?? row.transactionId).trades.push(row);
  }

  addOrder(order: Order): void {
    const parts = this.#partsOf(order.orderId);
    parts.order = order;
    // A missing counterpart may still come, since an older release did not keep the ids of an account in order.
    if (differencesOf(order.orderId, parts).length === 0) this.#parts.delete(order.orderId);
  }

  /** The order cannot be read: nobody can say whether its rows are right. */
  addUnreadable(orderId: string): void {
    this.#unreadable.add(orderId);
  }

  /** All have come, so a counterpart that is missing now never comes. */
  end(findings: Findings): void {
    for (const [orderId, parts] of this.#parts)
      if (!this.#unreadable.has(orderId)) findings.differences.push(...differencesOf(orderId, parts));
  }

  #partsOf(orderId: string): Parts {
    let parts = this.#parts.get(orderId);
    if (parts === undefined) {
      parts = { payments: [], holds: [], trades: [] };
      this.#parts.set(orderId, parts);
    }
    return parts;
  }
}

const PART_OF: { readonly [Type in BalanceTransactionType]: 'payments' | 'holds' | undefined } = {
  DEPOSIT: undefined,
  WITHDRAW: undefined,
  ORDER_PAYMENT: 'payments',
  ORDER_SALE: 'payments',
  ORDER_HOLD: 'holds',
  ORDER_REFUND: 'payments',
  CONVERSION: undefined,
  SYSTEM_ADJUSTMENT: undefined,
};

function isTrade({ type, orderId }: AssetTransaction): boolean {
  return type === 'BUY' || type === 'SELL' || orderId !== undefined;
}

function differencesOf(orderId: string, { order, payments, holds, trades }: Parts): readonly Difference[] {
  const findings = new Findings();
  if (order === undefined) {
    for (const row of [...payments, ...holds]) findings.unexpected('FILLS', cashRowName(row));
    for (const row of trades) findings.unexpected('FILLS', tradeName(row));
    return findings.differences;
  }
  const name = { entity: 'order', id: orderId } as const;
  expectOrderTerms(findings, name, order);
  expectHold(findings, name, order, holds);
  if (order.status === 'COMPLETED') expectFill(findings, name, order, { payments, trades });
  else {
    for (const row of payments) findings.unexpected('FILLS', cashRowName(row));
    for (const row of trades) findings.unexpected('FILLS', tradeName(row));
  }
  return findings.differences;
}

/** A buy that rests, or has rested, has one row that shows what it holds or held. No other order has such a row. */
function expectHold(findings: Findings, name: RecordName, order: Order, holds: readonly BalanceTransaction[]): void {
  findings.expect('HOLDS', name, 'heldAmount', heldBy(order, order.currency), order.heldAmount);
  const expected = order.side === 'BUY' && (isOpen(order) || hasRested(order)) ? 1 : 0;
  for (const row of holds.slice(expected)) findings.unexpected('HOLDS', cashRowName(row));
  const [row] = expected === 1 ? holds : [];
  if (expected === 1 && row === undefined)
    findings.missing('HOLDS', { entity: 'balanceTransaction', id: order.orderId });
  if (row === undefined) return;
  const rowName = cashRowName(row);
  findings.expect('HOLDS', rowName, 'transactionId', order.orderId, row.transactionId);
  findings.expect('HOLDS', rowName, 'referenceId', order.orderId, row.referenceId);
  findings.expect('HOLDS', rowName, 'status', isOpen(order) ? 'PENDING' : 'CANCELLED', row.status);
  findings.expect('STAMPS', rowName, 'createdAt', order.createdAt, row.createdAt);
  findings.expect('HOLDS', rowName, 'currency', order.currency, row.currency);
  const held = amountsOf(order, order.limitPrice ?? ZERO, order.currency);
  findings.expect('HOLDS', rowName, 'amount', held?.cash.neg(), row.amount);
  if (!isOpen(order)) findings.expect('STAMPS', rowName, 'updatedAt', order.updatedAt, row.updatedAt);
}

/** A filled order has one row that paid it and one that moved its quantity, and all agree on what was traded. */
function expectFill(
  findings: Findings,
  name: RecordName,
  order: Order,
  { payments, trades }: Pick<Parts, 'payments' | 'trades'>,
): void {
  const [payment, ...paidAgain] = payments;
  const [trade, ...movedAgain] = trades;
  for (const row of paidAgain) findings.unexpected('FILLS', cashRowName(row));
  for (const row of movedAgain) findings.unexpected('FILLS', tradeName(row));
  const { side, executionPrice: price, totalAmount: total } = order;
  const expected = price && amountsOf(order, price, order.currency);
  findings.expect('FILLS', name, 'totalAmount', expected?.total, total);
  findings.expect('FILLS', name, 'fee', expected?.fee, order.fee);
  if (payment === undefined) findings.missing('FILLS', { entity: 'balanceTransaction', id: order.orderId });
  else expectPayment(findings, order, payment, expected);
  if (trade === undefined) {
    findings.missing('FILLS', { entity: 'assetTransaction', id: order.orderId });
    return;
  }
  const rowName = tradeName(trade);
  findings.expect('FILLS', rowName, 'type', side, trade.type);
  findings.expect('FILLS', rowName, 'assetId', order.assetId, trade.assetId);
  findings.expect('FILLS', rowName, 'quantity', order.quantity, trade.quantity);
  findings.expect('FILLS', rowName, 'currency', order.currency, trade.currency);
  findings.expect('FILLS', rowName, 'price', price, trade.price);
  findings.expect('FILLS', rowName, 'totalAmount', expected?.total, trade.totalAmount);
  findings.expect('FILLS', rowName, 'fee', expected?.fee, trade.fee);
  findings.expect('STAMPS', rowName, 'createdAt', order.updatedAt, trade.createdAt);
}

function expectPayment(
  findings: Findings,
  { side, currency, updatedAt }: Order,
  row: BalanceTransaction,
  amounts: TradeAmounts | undefined,
): void {
  const isBuy = side === 'BUY';
  const name = cashRowName(row);
  findings.expect('FILLS', name, 'type', isBuy ? 'ORDER_PAYMENT' : 'ORDER_SALE', row.type);
  findings.expect('FILLS', name, 'amount', isBuy ? amounts?.cash.neg() : amounts?.cash, row.amount);
  findings.expect('FILLS', name, 'currency', currency, row.currency);
  findings.expect('FILLS', name, 'fee', amounts?.fee, row.fee);
  findings.expect('STAMPS', name, 'createdAt', updatedAt, row.createdAt);
}

function cashRowName({ transactionId }: BalanceTransaction): RecordName {
  return { entity: 'balanceTransaction', id: transactionId };
}

function tradeName({ transactionId }: AssetTransaction): RecordName {
  return { entity: 'assetTransaction', id: transactionId };
}
