import { type CommandContext, execute } from '../command/execute.ts';
import { isResting, type Order } from '../entities/order.ts';
import type { Skipped, TriggerIndex } from '../ports/trigger-index.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import { decideUnfilledEnd, isDue } from '../rules/end-order.ts';
import { endMoment, groupKey, groupOf, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { entriesOf } from './entries.ts';
import { endSideBySide } from './side-by-side.ts';
import { Skips } from './skips.ts';

/** The orders whose time was over. */
export interface ExpiryOutcome {
  readonly expired: readonly Order[];
  /** The due orders that could not be ended. They have not changed, and stay due. */
  readonly skipped: readonly Skipped[];
}

/** Ends the resting orders that are due, page by page. */
export async function expireOrders(
  context: CommandContext,
  triggers: TriggerIndex,
  now: string,
): Promise<ExpiryOutcome> {
  const skips = new Skips();
  const ends = await endSideBySide(dueOrders(triggers, skips, now), {
    context,
    skips,
    end: (order, beforeTry) => expireOrder(context, order, now, beforeTry),
  });
  return { expired: ends.filter((end) => end !== undefined), skipped: skips.all };
}

async function* dueOrders(triggers: TriggerIndex, skips: Skips, now: string): AsyncGenerator<Order> {
  for await (const { order } of skips.readable(entriesOf((range) => triggers.dueBy(now, range)))) yield order;
}

/** Undefined if somebody else has ended it. */
function expireOrder(
  context: CommandContext,
  due: Order,
  now: string,
  beforeTry: () => void,
): Promise<Order | undefined> {
  return execute<Awaited<ReturnType<typeof gather>>, Order | undefined>(context, {
    name: 'triggers.expire',
    queue: due.username,
    sharesCommit: true,
    gather,
    decide({ order, ...facts }, moment) {
      if (order === undefined || !isResting(order) || !isDue(order, now)) return { result: undefined, changes: [] };
      const ending = { order, ...facts };
      const { result, changes } = decideUnfilledEnd(ending, 'EXPIRED', endMoment(moment, ending));
      return { result: result.order, changes };
    },
  });

  async function gather(reader: EntityReader) {
    beforeTry();
    const [order, balance, holdRow, holding, seenGroup] = await reader.read([
      ...orderKeys(due, due.currency),
      holdingKey(due),
      groupKey(due),
    ]);
    return { order, balance, holdRow, holding, group: await groupOf(reader, order, seenGroup) };
  }
}
