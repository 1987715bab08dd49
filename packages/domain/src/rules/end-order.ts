import type { Decision } from '../command/execute.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import { endOrder, type Order } from '../entities/order.ts';
import { type TrailingGroup, withMarkOf } from '../entities/trailing-group.ts';
import { type Change, save } from '../ports/unit-of-work.ts';
import type { AccountMoment } from './account-moment.ts';
import { endHold } from './hold.ts';

/** What the end of an order touches. */
export interface OrderFacts {
  readonly order: Order;
  readonly balance: Balance | undefined;
  readonly holding: AssetBalance | undefined;
  /** The ORDER_HOLD row of a buy. */
  readonly holdRow: BalanceTransaction | undefined;
  /** The group of a trailing stop that has joined one. */
  readonly group: TrailingGroup | undefined;
}

/** An order that has ended, with the cash and the holding after it, and the row that showed what it held. */
export interface EndedOrder {
  readonly order: Order;
  readonly balance: Balance;
  readonly assetBalance?: AssetBalance;
  readonly transaction?: BalanceTransaction;
}

type UnfilledStatus = 'CANCELLED' | 'EXPIRED' | 'FAILED';

/**
 * Ends the order unfilled, with the mark that it has: all that it held is available again. INVALID_ORDER_TRANSITION when it
 * has ended; STORAGE_FAILED when its hold is not there.
 */
export function decideUnfilledEnd(
  facts: OrderFacts,
  status: UnfilledStatus,
  { stamp }: AccountMoment,
  statusReason?: string,
): Decision<EndedOrder> {
  const order = endOrder(withMarkOf(facts.group, facts.order), status, stamp, statusReason);
  const { before, after, row } = endHold(facts, stamp);
  const { balance, holding } = after;
  const changes: Change[] = [save('order', facts.order, order)];
  if (balance !== before.balance) changes.push(save('balance', before.balance, balance));
  if (holding !== undefined && holding !== before.holding) changes.push(save('assetBalance', before.holding, holding));
  if (row !== undefined) changes.push(save('balanceTransaction', row.before, row.after));
  return {
    result: {
      order,
      balance,
      ...(holding !== undefined && { assetBalance: holding }),
      ...(row !== undefined && { transaction: row.after }),
    },
    changes,
  };
}

/** True once the order's time is over. */
export function isDue({ expiresAt }: Order, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** What several steps have made of what was read, as the one change that it is. */
export function oneVersionOn<Entity extends { readonly version: number }>(
  before: Entity | undefined,
  after: Entity,
): Entity {
  return { ...after, version: (before?.version ?? 0) + 1 };
}
