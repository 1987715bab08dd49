import type { Decision } from '../command/execute.ts';
import type { Asset } from '../entities/asset.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import { isUnderWay, type LastTick, type Tick } from '../entities/last-tick.ts';
import { endOrder, isResting, type Order } from '../entities/order.ts';
import { type TrailingGroup, withMarkOf } from '../entities/trailing-group.ts';
import { isReached } from '../entities/triggers.ts';
import { DomainError } from '../errors/domain-error.ts';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { type Change, insert, save } from '../ports/unit-of-work.ts';
import type { AccountMoment } from './account-moment.ts';
import { endHold } from './hold.ts';
import { type Account, carryOutTrade } from './trade.ts';

/** What the end of an order touches. A user who is gone has no balance. */
export interface OrderFacts {
  readonly order: Order;
  readonly balance: Balance | undefined;
  readonly holding: AssetBalance | undefined;
  /** The ORDER_HOLD row of a buy. */
  readonly holdRow: BalanceTransaction | undefined;
}

/** An order that has ended, with the cash and the holding after it, and the row that showed what it held. */
export interface EndedOrder {
  readonly order: Order;
  readonly balance?: Balance;
  readonly assetBalance?: AssetBalance;
  readonly transaction?: BalanceTransaction;
}

type UnfilledStatus = 'CANCELLED' | 'EXPIRED' | 'FAILED';

/**
 * Ends the order unfilled: all that it held is available again. INVALID_ORDER_TRANSITION when it has ended, STORAGE_FAILED
 * when what it should hold is not held.
 */
export function decideUnfilledEnd(
  facts: OrderFacts,
  status: UnfilledStatus,
  { stamp }: AccountMoment,
  statusReason?: string,
): Decision<EndedOrder> {
  const order = endOrder(facts.order, status, stamp, statusReason);
  const changes: Change[] = [save('order', facts.order, order)];
  if (facts.balance === undefined) return { result: { order }, changes };

  const before = { balance: facts.balance, holding: facts.holding };
  const { account, holdRow: transaction } = endHold(facts.order, before, facts.holdRow, stamp);
  const { balance, holding } = account;
  if (balance !== before.balance) changes.push(save('balance', before.balance, balance));
  if (holding !== undefined && holding !== before.holding) changes.push(save('assetBalance', before.holding, holding));
  if (transaction !== facts.holdRow && transaction !== undefined)
    changes.push(save('balanceTransaction', facts.holdRow, transaction));
  return {
    result: {
      order,
      balance,
      ...(holding !== undefined && { assetBalance: holding }),
      ...(transaction !== undefined && { transaction }),
    },
    changes,
  };
}

/** Why a price leaves an order as it is: it has ended or is not reached, or the price has been settled. */
export type Untouched = 'NOT_REACHED' | 'OVERTAKEN';

/** What a price finds: the order with what its end touches, and what decides whether it may. */
export interface TriggerFacts extends Omit<OrderFacts, 'order'> {
  readonly order: Order | undefined;
  readonly asset: Asset | undefined;
  readonly last: LastTick | undefined;
  /** The group of a trailing stop that has joined one. */
  readonly group: TrailingGroup | undefined;
}

/**
 * Ends an order that the tick reaches: filled at its price, and what is left of the hold returned; expired when its time
 * is over; failed, with the reason, when it cannot be filled. An order that may not be traded now stays as it is.
 */
export function decideTriggered(facts: TriggerFacts, tick: Tick, moment: AccountMoment): Decision<Order | Untouched> {
  const { order, asset, last } = facts;
  // Once it is settled, nothing is left of what it reached: what is found now has come since.
  if (!isUnderWay(tick, last)) return { result: 'OVERTAKEN', changes: [] };
  if (order === undefined || !isResting(order) || asset?.isActive !== true) return UNREACHED;
  const marked = withMarkOf(facts.group, order);
  // Looked at once more: no order fills at a price that does not reach it, whatever an index says.
  return isReached(marked, tick.price)
    ? endedOrder(endTriggered({ ...facts, order }, marked, tick, moment))
    : UNREACHED;
}

const UNREACHED: Decision<Untouched> = { result: 'NOT_REACHED', changes: [] };

function endTriggered(facts: OrderFacts, marked: Order, tick: Tick, moment: AccountMoment): Decision<EndedOrder> {
  const { order, balance, holding } = facts;
  if (isDue(order, moment.now) || isDue(order, tick.at)) return decideUnfilledEnd(facts, 'EXPIRED', moment);
  if (balance === undefined) return decideUnfilledEnd(facts, 'FAILED', moment, 'the user has no balance any more');
  if (order.side === 'SELL' && holding === undefined)
    return decideUnfilledEnd(facts, 'FAILED', moment, 'the user has no such holding any more');
  try {
    return decideFill({ ...facts, balance }, marked, tick, moment);
  } catch (error) {
    // A value that rounds to nothing, or does not fit the ledger: it would stand in the way of every later price.
    if (!(error instanceof DomainError) || error instanceof ConfigurationInvalidError) throw error;
    return decideUnfilledEnd(facts, 'FAILED', moment, error.message.slice(0, MAX_REASON));
  }
}

const MAX_REASON = 200;

/** True once the order's time is over. */
export function isDue({ expiresAt }: Order, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

function decideFill(
  { order, balance, holding, holdRow }: OrderFacts & { readonly balance: Balance },
  marked: Order,
  tick: Tick,
  moment: AccountMoment,
): Decision<EndedOrder> {
  const { stamp } = moment;
  const stored: Account = { balance, holding };
  const ended = endHold(order, stored, holdRow, stamp);
  const { total, ...moved } = carryOutTrade(order, tick.price, ended.account, moment);
  const after = {
    balance: oneVersionOn(balance, moved.balance),
    assetBalance: oneVersionOn(holding, moved.assetBalance),
  };
  const filled: Order = {
    ...endOrder(marked, 'COMPLETED', stamp),
    executionPrice: tick.price,
    totalAmount: total,
    triggeredAt: tick.at,
  };
  return {
    result: { order: filled, ...after, transaction: moved.transaction },
    changes: [
      save('order', order, filled),
      save('balance', balance, after.balance),
      ...(ended.holdRow === undefined || ended.holdRow === holdRow
        ? []
        : [save('balanceTransaction', holdRow, ended.holdRow)]),
      insert('balanceTransaction', moved.transaction),
      save('assetBalance', holding, after.assetBalance),
      insert('assetTransaction', moved.assetTransaction),
    ],
  };
}

/** What several steps have made of what was read, as the one change that it is. */
export function oneVersionOn<Entity extends { readonly version: number }>(
  before: Entity | undefined,
  after: Entity,
): Entity {
  return { ...after, version: (before?.version ?? 0) + 1 };
}

function endedOrder({ result, changes }: Decision<EndedOrder>): Decision<Order> {
  return { result: result.order, changes };
}
