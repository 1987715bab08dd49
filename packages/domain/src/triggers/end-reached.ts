import { type Decision, execute, type Moment } from '../command/execute.ts';
import type { Asset } from '../entities/asset.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { bookOf } from '../entities/market.ts';
import { isResting, type Order } from '../entities/order.ts';
import { withMarkOf } from '../entities/trailing-group.ts';
import { isReached } from '../entities/triggers.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import type { OrderFacts } from '../rules/end-order.ts';
import type { Rating } from '../rules/exchange.ts';
import { endMoment, groupKey, groupOf, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { endSideBySide } from './side-by-side.ts';
import { isPassedBy, isUnderWay, type Sweep, tickKey } from './sweep.ts';
import { decideTriggeredEnd, isOver } from './triggered-end.ts';

/**
 * Why a price leaves an order as it is: the order has ended or is not reached, the price is finished, the asset is closed, or the user is
 * suspended.
 */
export type Untouched = 'NOT_REACHED' | 'OVERTAKEN' | 'CLOSED' | 'SUSPENDED';

/** Ends the orders that the indexes name, if the price reaches them. False once the price may not end any more orders. */
export async function endReached(sweep: Sweep, named: AsyncIterable<Order>): Promise<boolean> {
  const { context, skips } = sweep;
  const ends = await endSideBySide(named, {
    context,
    skips,
    end: (order, beforeTry) => endOne(sweep, order, beforeTry),
    isLast: isStop,
  });
  for (const end of ends) if (typeof end === 'object') sweep.ended.push(end);
  return !ends.some(isStop);
}

function isStop(end: Order | Untouched): boolean {
  return end === 'OVERTAKEN' || end === 'CLOSED';
}

async function endOne(sweep: Sweep, named: Order, beforeTry: () => void): Promise<Order | Untouched> {
  if (isPassedBy(sweep, named)) return 'NOT_REACHED';
  return execute(sweep.context, {
    name: 'triggers.fill',
    queue: named.username,
    sharesCommit: true,
    async gather(reader) {
      beforeTry();
      return gatherTriggered(reader, sweep, named);
    },
    decide: (facts, moment) => decideTriggered(sweep, facts, moment),
  });
}

/** The facts for a price at an order: the records that the order's end touches, and those that decide whether it may end. */
export interface TriggerFacts extends Omit<OrderFacts, 'order'> {
  readonly order: Order | undefined;
  readonly asset: Asset | undefined;
  readonly last: LastTick | undefined;
  /** The known rates between the order's currency and the US dollar. Undefined for an order in dollars. */
  readonly rating?: Rating | undefined;
}

async function gatherTriggered(reader: EntityReader, { tick, rates }: Sweep, named: Order): Promise<TriggerFacts> {
  const [last, asset, seenGroup, holding, order, balance, holdRow, ...stored] = await reader.read([
    tickKey(tick),
    { entity: 'asset', assetId: tick.assetId },
    groupKey(named),
    holdingKey(named),
    ...orderKeys(named, named.currency),
    ...(rates?.keys ?? []),
  ]);
  const group = await groupOf(reader, order, seenGroup);
  return { last, asset, group, order, balance, holding, holdRow, rating: rates?.known(stored) };
}

/** Ends the order if the price reaches it. STORAGE_FAILED for an order whose hold is missing. */
export function decideTriggered(
  sweep: Pick<Sweep, 'tick' | 'call'>,
  { order, asset, last, ...facts }: TriggerFacts,
  moment: Moment,
): Decision<Order | Untouched> {
  // Once the price is finished, all orders that it reached have ended. An order that is found now is newer.
  if (!isUnderWay(sweep, last)) return { result: 'OVERTAKEN', changes: [] };
  if (order === undefined || !isResting(order) || isPassedBy(sweep, order)) return UNREACHED;
  // Check again: no order fills at a price that does not reach it, or in another currency, whatever an index says.
  if (bookOf(order) !== bookOf(sweep.tick)) return UNREACHED;
  if (!isReached(withMarkOf(facts.group, order), sweep.tick.price)) return UNREACHED;
  if (asset?.isActive !== true) return { result: 'CLOSED', changes: [] };
  // The order keeps its hold, and waits for a price after its user is reinstated. It still expires.
  if (facts.balance?.suspended === true && !isOver(order, sweep.tick, moment.now))
    return { result: 'SUSPENDED', changes: [] };
  const ending = { order, ...facts };
  const { result, changes } = decideTriggeredEnd(ending, sweep.tick, endMoment(moment, ending));
  return { result: result.order, changes };
}

const UNREACHED: Decision<Untouched> = { result: 'NOT_REACHED', changes: [] };
