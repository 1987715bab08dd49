import type { BalanceTransaction, Order } from '@orderfolio/domain';
import { movedBy } from '../chains.ts';
import { exact } from './amounts.ts';
import { brokenChains } from './chains.ts';
import { brokenCosts } from './costs.ts';
import type { StoredAccount } from './stored.ts';

/** The invariants that the account breaks. They hold in every store at every moment, whatever the commands were. */
export function brokenInvariants(account: StoredAccount): string[] {
  return [
    ...brokenOfCash(account),
    ...brokenOfHoldings(account),
    ...brokenOfOrders(account),
    ...brokenOfHolds(account),
    ...brokenOfConversions(account),
    ...brokenChains(account),
    ...brokenCosts(account),
  ];
}

type Amount = { toString(): string };

function sum(amounts: readonly Amount[]): bigint {
  return amounts.reduce<bigint>((total, amount) => total + exact(amount.toString()), 0n);
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function* brokenOfCash({ balances, cashRows }: StoredAccount): Generator<string> {
  for (const { username, currency, available, held, currentBalance } of balances) {
    const rows = cashRows.filter((row) => row.currency === currency);
    const moved = rows.filter(({ status }) => status === 'COMPLETED');
    const holding = rows.filter(
      ({ status, type }) => status === 'PENDING' && ['ORDER_HOLD', 'WITHDRAW'].includes(type),
    );
    const whose = `the ${currency} of ${username}`;
    if (sum([available]) < 0n || sum([held]) < 0n) yield `${whose} is negative: available ${available}, held ${held}`;
    if (sum([available, held]) !== sum([currentBalance])) yield `${whose} is not available + held: ${currentBalance}`;
    if (sum(moved.map(({ amount }) => amount)) !== sum([available, held]))
      yield `the completed rows of ${whose} do not add up to ${currentBalance}`;
    if (absolute(sum(holding.map(({ amount }) => amount))) !== sum([held]))
      yield `the pending holds of ${whose} do not add up to ${held}`;
  }
}

function* brokenOfHoldings({ holdings, assetRows, orders }: StoredAccount): Generator<string> {
  const assetIds = new Set([...holdings, ...assetRows].map(({ assetId }) => assetId));
  for (const assetId of assetIds) {
    const holding = holdings.find((candidate) => candidate.assetId === assetId);
    const { available = '0', held = '0', quantity = '0' } = holding ?? {};
    const rows = assetRows.filter((row) => row.assetId === assetId && row.status === 'COMPLETED');
    const selling = orders.filter((order) => order.assetId === assetId && order.side === 'SELL' && isOpen(order));
    if (sum([available]) < 0n || sum([held]) < 0n) yield `the holding of ${assetId} is negative`;
    if (sum([available, held]) !== sum([quantity])) yield `the holding of ${assetId} is not available + held`;
    if (sum(rows.map(movedBy)) !== sum([quantity])) yield `the rows of ${assetId} do not add up to ${quantity}`;
    if (sum(selling.map((order) => order.heldAmount ?? '0')) !== sum([held]))
      yield `the open sell orders of ${assetId} do not add up to ${held}`;
  }
}

const ENDED: readonly string[] = ['COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'];

function isOpen({ status }: Order): boolean {
  return !ENDED.includes(status);
}

const TRADES: readonly string[] = ['BUY', 'SELL'];
const MOVES_OF_ORDERS: readonly string[] = ['ORDER_PAYMENT', 'ORDER_SALE'];

function* brokenOfOrders({ orders, cashRows, assetRows }: StoredAccount): Generator<string> {
  const payments = cashRows.filter(({ type }) => MOVES_OF_ORDERS.includes(type));
  const completed = orders.filter(({ status }) => status === 'COMPLETED');
  for (const order of completed) {
    const { orderId } = order;
    const [paid, ...paidAgain] = payments.filter(({ referenceId }) => referenceId === orderId);
    const [moved, ...movedAgain] = assetRows.filter((row) => row.orderId === orderId);
    if (paid === undefined || paidAgain.length > 0)
      yield `order ${orderId} has ${paidAgain.length + 1} cash rows or none`;
    else if (!pays(paid, order)) yield `the cash row of order ${orderId} does not pay it: ${paid.type} ${paid.amount}`;
    if (moved === undefined || movedAgain.length > 0)
      yield `order ${orderId} has ${movedAgain.length + 1} asset rows or none`;
    else if (moved.type !== order.side || moved.assetId !== order.assetId || !moved.quantity.eq(order.quantity))
      yield `the asset row of order ${orderId} does not fill it`;
  }
  const ids = new Set(completed.map(({ orderId }) => orderId));
  for (const { transactionId, referenceId = '' } of payments)
    if (!ids.has(referenceId)) yield `cash row ${transactionId} belongs to no completed order`;
  for (const { transactionId, type, orderId = '' } of assetRows)
    if (ids.has(orderId) !== TRADES.includes(type))
      yield `asset row ${transactionId} is a ${type}, and belongs to ${orderId === '' ? 'no order' : `order ${orderId}`}`;
}

function pays({ type, amount, currency, status }: BalanceTransaction, order: Order): boolean {
  const { side, totalAmount = '0', fee = '0' } = order;
  const expected = side === 'BUY' ? 'ORDER_PAYMENT' : 'ORDER_SALE';
  const cash = side === 'BUY' ? -sum([totalAmount, fee]) : sum([totalAmount]) - sum([fee]);
  return status === 'COMPLETED' && currency === order.currency && type === expected && sum([amount]) === cash;
}

/** Each conversion has two rows with one rate. It brings what the rate says, without the fraction of a cent. */
function* brokenOfConversions({ cashRows }: StoredAccount): Generator<string> {
  const rows = cashRows.filter(({ type }) => type === 'CONVERSION');
  for (const paid of rows.filter(({ transactionId, referenceId }) => transactionId === referenceId)) {
    const { transactionId, amount, currency, rate = '0' } = paid;
    const others = rows.filter((row) => row.referenceId === transactionId && row !== paid);
    const [received] = others;
    if (
      received === undefined ||
      others.length > 1 ||
      received.currency === currency ||
      `${received.rate}` !== `${rate}`
    )
      yield `conversion ${transactionId} has no second row of its own`;
    else {
      const worth = -sum([amount]) * sum([rate]);
      const unit = CENT * ONE;
      if (sum([received.amount]) !== (worth / unit) * CENT)
        yield `conversion ${transactionId} brought ${received.amount} for ${amount} at ${rate}`;
    }
  }
  for (const { transactionId, referenceId } of rows)
    if (!rows.some((row) => row.transactionId === referenceId)) yield `row ${transactionId} is half of a conversion`;
}

/** In the 10⁻³⁸ that `exact` counts in. */
const ONE = 10n ** 38n;
const CENT = 10n ** 36n;

/** A waiting buy has one pending row, which shows its hold. An order that has ended holds nothing, and has no pending row. */
function* brokenOfHolds({ orders, cashRows }: StoredAccount): Generator<string> {
  const pending = cashRows.filter(({ type, status }) => type === 'ORDER_HOLD' && status === 'PENDING');
  for (const order of orders) {
    const { orderId, side, heldAmount = '0' } = order;
    const held = sum([heldAmount]);
    const inRows = absolute(sum(pending.filter((row) => row.referenceId === orderId).map(({ amount }) => amount)));
    if (!isOpen(order) && held !== 0n) yield `order ${orderId} has ended and holds ${heldAmount}`;
    if (isOpen(order) && held === 0n) yield `order ${orderId} waits and holds nothing`;
    if (inRows !== (side === 'BUY' ? held : 0n))
      yield `the pending row of order ${orderId} does not show ${heldAmount}`;
  }
  const ids = new Set(orders.map(({ orderId }) => orderId));
  for (const { transactionId, referenceId = '' } of pending)
    if (!ids.has(referenceId)) yield `hold ${transactionId} belongs to no order`;
}
