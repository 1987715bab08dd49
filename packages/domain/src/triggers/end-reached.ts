import { type Decision, execute, type Moment } from '../command/execute.ts';
import type { Asset } from '../entities/asset.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { isResting, type Order } from '../entities/order.ts';
import { withMarkOf } from '../entities/trailing-group.ts';
import { isReached } from '../entities/triggers.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import { decideTriggeredEnd, type OrderFacts } from '../rules/end-order.ts';
import { endMoment, groupKey, groupOf, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { isPassedBy, isUnderWay, type Sweep } from './sweep.ts';

/** Why a price leaves an order as it is: it has ended or is not reached, the price has been settled, or the asset is closed. */
export type Untouched = 'NOT_REACHED' | 'OVERTAKEN' | 'CLOSED';

/** Ends an order that an index names, if the price reaches it. STOP once the price may end nothing any more. */
export async function endReached(sweep: Sweep, named: Order): Promise<'ON' | 'STOP'> {
  if (isPassedBy(sweep, named)) return 'ON';
  const { context, ended, skips } = sweep;
  const { username, orderId } = named;
  const outcome = await skips.attempt({ username, orderId }, () =>
    execute(context, {
      queue: username,
      sharesCommit: true,
      gather: (reader) => gatherTriggered(reader, sweep, named),
      decide: (facts, moment) => decideTriggered(sweep, facts, moment),
    }),
  );
  if (typeof outcome === 'object') ended.push(outcome);
  return outcome === 'OVERTAKEN' || outcome === 'CLOSED' ? 'STOP' : 'ON';
}

/** What a price finds: the order with what its end touches, and what decides whether it may. */
export interface TriggerFacts extends Omit<OrderFacts, 'order'> {
  readonly order: Order | undefined;
  readonly asset: Asset | undefined;
  readonly last: LastTick | undefined;
}

async function gatherTriggered(reader: EntityReader, { tick }: Sweep, named: Order): Promise<TriggerFacts> {
  const { assetId } = tick;
  const [last, asset, seenGroup, holding, order, balance, holdRow] = await reader.read([
    { entity: 'lastTick', assetId },
    { entity: 'asset', assetId },
    groupKey(named),
    holdingKey(named),
    ...orderKeys(named),
  ]);
  const group = await groupOf(reader, order, seenGroup);
  return { last, asset, group, order, balance, holding, holdRow };
}

/** Ends the order, unless the price does not reach it. STORAGE_FAILED for an order whose hold is not there. */
export function decideTriggered(
  sweep: Pick<Sweep, 'tick' | 'call'>,
  { order, asset, last, ...facts }: TriggerFacts,
  moment: Moment,
): Decision<Order | Untouched> {
  // Once it is settled, nothing is left of what it reached: what is found now has come since.
  if (!isUnderWay(sweep, last)) return { result: 'OVERTAKEN', changes: [] };
  if (order === undefined || !isResting(order) || isPassedBy(sweep, order)) return UNREACHED;
  // Looked at once more: no order fills at a price that does not reach it, whatever an index says.
  if (!isReached(withMarkOf(facts.group, order), sweep.tick.price)) return UNREACHED;
  if (asset?.isActive !== true) return { result: 'CLOSED', changes: [] };
  const ending = { ...facts, order };
  const { result, changes } = decideTriggeredEnd(ending, sweep.tick, endMoment(moment, ending));
  return { result: result.order, changes };
}

const UNREACHED: Decision<Untouched> = { result: 'NOT_REACHED', changes: [] };
