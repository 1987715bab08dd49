import { ORDER_TERMS, type Order } from '../../entities/order.ts';
import { isOpen } from '../../entities/order-status.ts';
import { trailOf } from '../../entities/trailing-stop.ts';
import { isReached } from '../../entities/triggers.ts';
import { ValidationError } from '../../errors/validation-error.ts';
import type { Currency } from '../../money/currency.ts';
import { type Decimal, ZERO } from '../../money/decimal.ts';
import { purchaseOf, saleOf, type TradeAmounts } from '../../money/fee.ts';
import type { Findings, RecordName } from './difference.ts';
import { expectStamps } from './stamps.ts';

type PriceField = 'limitPrice' | 'stopPrice' | 'highWaterMark';
const PRICE_FIELDS: readonly PriceField[] = ['limitPrice', 'stopPrice', 'highWaterMark'];

/** True for an order that waits, or has waited, for its price. Only such an order has ever held something. */
export function hasRested({ heldAmount }: Pick<Order, 'heldAmount'>): boolean {
  return heldAmount !== undefined;
}

/** The order says only what an order of its type and status may say. */
export function expectOrderTerms(findings: Findings, name: RecordName, order: Order): void {
  expectStamps(findings, name, order);
  expectPrices(findings, name, order);
  expectTime(findings, name, order);
  expectOutcome(findings, name, order);
}

function expectPrices(findings: Findings, name: RecordName, order: Order): void {
  const { orderType, trailAmount, trailPercent, trailingGroupId } = order;
  const { priceField } = ORDER_TERMS[orderType];
  for (const field of PRICE_FIELDS)
    if ((order[field] !== undefined) !== (priceField === field))
      findings.note('TERMS', name, field, priceField === field ? 'a price' : undefined, order[field]);
  const isTrailing = orderType === 'TRAILING_STOP_SELL';
  if ((trailOf(order) !== undefined) !== isTrailing || (trailAmount !== undefined && trailPercent !== undefined))
    findings.note(
      'TERMS',
      name,
      'trailPercent',
      isTrailing ? 'one of two trails' : undefined,
      trailPercent ?? trailAmount,
    );
  if (!isTrailing) findings.expect('TERMS', name, 'trailingGroupId', undefined, trailingGroupId);
}

function expectTime(findings: Findings, name: RecordName, order: Order): void {
  const { orderType, timeInForce, expiresAt, status } = order;
  const { priceField } = ORDER_TERMS[orderType];
  if (isOpen(order) && (timeInForce === 'IOC' || timeInForce === 'FOK'))
    findings.note('TERMS', name, 'timeInForce', 'GTC or GTD', timeInForce);
  if (priceField === undefined) findings.expect('TERMS', name, 'timeInForce', undefined, timeInForce);
  // An older release wrote no time in force.
  const mayExpire = timeInForce === 'GTD' || timeInForce === undefined;
  if (timeInForce === 'GTD' && expiresAt === undefined) findings.note('TERMS', name, 'expiresAt', 'a time', expiresAt);
  if (!mayExpire || priceField === undefined) findings.expect('TERMS', name, 'expiresAt', undefined, expiresAt);
  if (status === 'EXPIRED' && expiresAt === undefined) findings.note('TERMS', name, 'expiresAt', 'a time', expiresAt);
}

/** The state of the order: it rests, it has filled, or it has ended unfilled. */
function expectOutcome(findings: Findings, name: RecordName, order: Order): void {
  const { status, executionPrice, totalAmount, triggeredAt, statusReason } = order;
  // No command leaves an order in any other open status: no price would find it.
  if (isOpen(order)) findings.expect('TERMS', name, 'status', 'QUEUED', status);
  if (!hasRested(order)) findings.expect('TERMS', name, 'seenTick', undefined, order.seenTick);
  if (status === 'FAILED' && statusReason === undefined)
    findings.note('TERMS', name, 'statusReason', 'a reason', statusReason);
  const isFilled = status === 'COMPLETED';
  if ((triggeredAt !== undefined) !== (isFilled && hasRested(order)))
    findings.note('FILLS', name, 'triggeredAt', isFilled ? 'a time' : undefined, triggeredAt);
  if (!isFilled) {
    findings.expect('FILLS', name, 'executionPrice', undefined, executionPrice);
    findings.expect('FILLS', name, 'totalAmount', undefined, totalAmount);
    findings.expect('FILLS', name, 'fee', undefined, order.fee);
  } else if (executionPrice === undefined) {
    findings.note('FILLS', name, 'executionPrice', 'a price', executionPrice);
  } else if (ORDER_TERMS[order.orderType].priceField !== undefined && !isReached(order, executionPrice)) {
    findings.note('FILLS', name, 'executionPrice', 'a price that reaches the order', executionPrice);
  }
}

/**
 * The amount that the order must hold now: the cash of a buy at its limit, the quantity of a sale, zero, or no amount
 * at all.
 */
export function heldBy(order: Order, currency: Currency): Decimal | undefined {
  const { side, limitPrice = ZERO, quantity, status, timeInForce } = order;
  if (isOpen(order)) return side === 'BUY' ? amountsOf(order, limitPrice, currency)?.cash : quantity;
  // An order that did not fill at once, and was not turned away, has rested.
  const isTurnedAway = timeInForce === 'IOC' || timeInForce === 'FOK';
  return hasRested(order) || (status !== 'COMPLETED' && !isTurnedAway) ? ZERO : undefined;
}

/** The amounts of the order at this price, on its terms. Undefined if no order could have been filled at it. */
export function amountsOf(order: Order, price: Decimal, currency: Currency): TradeAmounts | undefined {
  const { side, quantity, feeTerms } = order;
  try {
    return (side === 'BUY' ? purchaseOf : saleOf)(price, quantity, currency, feeTerms);
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}
