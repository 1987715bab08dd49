import type { Decision } from '../command/execute.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import { endOrder, type Order } from '../entities/order.ts';
import { type TrailingGroup, withMarkOf } from '../entities/trailing-group.ts';
import { save, saveIfChanged } from '../ports/unit-of-work.ts';
import type { AccountMoment } from './account-moment.ts';
import { endHold } from './hold.ts';

/** The records that the end of an order touches. */
export interface OrderFacts {
  readonly order: Order;
  readonly balance: Balance | undefined;
  readonly holding: AssetBalance | undefined;
  /** The ORDER_HOLD row of a buy. */
  readonly holdRow: BalanceTransaction | undefined;
  /** The group of a trailing stop that has joined one. */
  readonly group: TrailingGroup | undefined;
}

/** An order that has ended, the cash and the holding after it, and the row that showed its hold. */
export interface EndedOrder {
  readonly order: Order;
  readonly balance: Balance;
  readonly assetBalance?: AssetBalance;
  readonly transaction?: BalanceTransaction;
}

type UnfilledStatus = 'CANCELLED' | 'EXPIRED' | 'FAILED';

/**
 * Ends the order unfilled, with its current mark. All that it held is available again. INVALID_ORDER_TRANSITION if it has ended already,
 * STORAGE_FAILED if its hold is missing.
 */
export function decideUnfilledEnd(
  facts: OrderFacts,
  status: UnfilledStatus,
  { stamp }: AccountMoment,
  statusReason?: string,
): Decision<EndedOrder> {
  const order = endOrder(withMarkOf(facts.group, facts.order), status, stamp, statusReason);
  const { before, after, row } = endHold(facts, stamp);
  const ended = save('order', facts.order, order);
  const balance = saveIfChanged('balance', before.balance, after.balance);
  const holding = before.holding && after.holding && saveIfChanged('assetBalance', before.holding, after.holding);
  const hold = row && save('balanceTransaction', row.before, row.after);
  return {
    result: {
      order: ended.value,
      balance: balance.value,
      ...(holding !== undefined && { assetBalance: holding.value }),
      ...(hold !== undefined && { transaction: hold.value }),
    },
    changes: [ended, ...balance.changes, ...(holding?.changes ?? []), ...(hold === undefined ? [] : [hold])],
  };
}

/** True if the order's time is over. */
export function isDue({ expiresAt }: Order, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
