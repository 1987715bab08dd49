import type { Decision } from '../command/execute.ts';
import type { Tick } from '../entities/last-tick.ts';
import { endOrder, type Order } from '../entities/order.ts';
import { withMarkOf } from '../entities/trailing-group.ts';
import { DomainError } from '../errors/domain-error.ts';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { insert, save } from '../ports/unit-of-work.ts';
import type { AccountMoment } from '../rules/account-moment.ts';
import { decideUnfilledEnd, type EndedOrder, isDue, type OrderFacts } from '../rules/end-order.ts';
import { type Rating, rateToDollars } from '../rules/exchange.ts';
import { type EndedHold, endHold } from '../rules/hold.ts';
import { carryOutTrade } from '../rules/trade.ts';

/** The facts that the fill of an order rests on. */
export interface FillFacts extends OrderFacts {
  /** The known rates between the order's currency and the US dollar. Undefined for an order in dollars. */
  readonly rating?: Rating | undefined;
}

/**
 * Ends a resting order that the tick reaches. It is filled at the tick's price, and the rest of its hold is released. If its time is
 * over, it expires. If it cannot be filled, it fails with the reason. STORAGE_FAILED if its hold is missing.
 */
export function decideTriggeredEnd(facts: FillFacts, tick: Tick, moment: AccountMoment): Decision<EndedOrder> {
  const { order } = facts;
  const hold = endHold(facts, moment.stamp);
  if (isOver(order, tick, moment.now)) return decideUnfilledEnd(facts, 'EXPIRED', moment);
  try {
    return decideFill(facts, hold, tick, moment);
  } catch (error) {
    // The value rounds to nothing, or does not fit the ledger. The order would get in the way of every later price.
    if (!(error instanceof DomainError) || error instanceof ConfigurationInvalidError) throw error;
    return decideUnfilledEnd(facts, 'FAILED', moment, error.message.slice(0, MAX_REASON));
  }
}

const MAX_REASON = 200;

/** True for an order that expires at this price: its time is over by the clock, or was over at the time of the price. */
export function isOver(order: Order, { at }: Pick<Tick, 'at'>, now: string): boolean {
  return isDue(order, now) || isDue(order, at);
}

function decideFill(
  { order, group, rating }: FillFacts,
  { before, after, row }: EndedHold,
  tick: Tick,
  moment: AccountMoment,
): Decision<EndedOrder> {
  const rate = rateToDollars(order.currency, rating, moment.now);
  const { total, fee, ...moved } = carryOutTrade({ rate, ...order }, tick.price, after, moment);
  const filled = save('order', order, {
    ...endOrder(withMarkOf(group, order), 'COMPLETED', moment.stamp),
    executionPrice: tick.price,
    totalAmount: total,
    ...(fee !== undefined && { fee }),
    triggeredAt: tick.at,
  });
  const balance = save('balance', before.balance, moved.balance);
  const assetBalance = save('assetBalance', before.holding, moved.assetBalance);
  return {
    result: {
      order: filled.value,
      balance: balance.value,
      assetBalance: assetBalance.value,
      transaction: moved.transaction,
    },
    changes: [
      filled,
      balance,
      ...(row === undefined ? [] : [save('balanceTransaction', row.before, row.after)]),
      insert('balanceTransaction', moved.transaction),
      assetBalance,
      insert('assetTransaction', moved.assetTransaction),
    ],
  };
}
