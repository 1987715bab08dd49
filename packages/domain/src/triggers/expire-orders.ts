import { type CommandContext, execute } from '../command/execute.ts';
import { isResting, type Order } from '../entities/order.ts';
import type { Skipped, TriggerIndex } from '../ports/trigger-index.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import { decideUnfilledEnd, isDue } from '../rules/end-order.ts';
import { endMoment, groupKey, groupOf, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { entriesOf } from './entries.ts';
import { Skips } from './skips.ts';

/** The orders whose time was over. */
export interface ExpiryOutcome {
  readonly expired: readonly Order[];
  /** What was due and could not be ended. It is as it was, and stays due. */
  readonly skipped: readonly Skipped[];
}

/** Ends the resting orders that are due, page by page, each in a commit of its own. */
export async function expireOrders(
  context: CommandContext,
  triggers: TriggerIndex,
  now: string,
): Promise<ExpiryOutcome> {
  const expired: Order[] = [];
  const skips = new Skips();
  for await (const { order } of skips.readable(entriesOf((range) => triggers.dueBy(now, range)))) {
    const { username, orderId } = order;
    const ended = await skips.attempt({ username, orderId }, () => expireOrder(context, order, now));
    if (ended !== undefined) expired.push(ended);
  }
  return { expired, skipped: skips.all };
}

/** Undefined when somebody else has ended it. */
function expireOrder(context: CommandContext, due: Order, now: string): Promise<Order | undefined> {
  return execute<Awaited<ReturnType<typeof gather>>, Order | undefined>(context, {
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
    const [order, balance, holdRow, holding, seenGroup] = await reader.read([
      ...orderKeys(due),
      holdingKey(due),
      groupKey(due),
    ]);
    return { order, balance, holdRow, holding, group: await groupOf(reader, order, seenGroup) };
  }
}
