import { type CommandContext, execute } from '../command/execute.ts';
import { isResting, type Order } from '../entities/order.ts';
import type { TriggerRepository } from '../ports/trigger-repository.ts';
import { decideUnfilledEnd, isDue } from '../rules/end-order.ts';
import { endMoment, holdingKey, orderKeys } from '../rules/order-facts.ts';
import { entriesOf } from './entries.ts';

/** Ends the resting orders that are due, page by page, each in a commit of its own. Returns those that it ended. */
export async function expireOrders(
  context: CommandContext,
  triggers: TriggerRepository,
  now: string,
): Promise<readonly Order[]> {
  const expired: Order[] = [];
  for await (const due of entriesOf<Order>((range) => triggers.dueBy(now, range))) {
    const ended = await expireOrder(context, due, now);
    if (ended !== undefined) expired.push(ended);
  }
  return expired;
}

/** Undefined when somebody else has ended it. */
function expireOrder(context: CommandContext, due: Order, now: string): Promise<Order | undefined> {
  return execute<Awaited<ReturnType<typeof gather>>, Order | undefined>(context, {
    queue: due.username,
    gather,
    decide({ order, ...facts }, moment) {
      if (order === undefined || !isResting(order) || !isDue(order, now)) return { result: undefined, changes: [] };
      const ending = { order, ...facts };
      const { result, changes } = decideUnfilledEnd(ending, 'EXPIRED', endMoment(moment, ending));
      return { result: result.order, changes };
    },
  });

  async function gather() {
    const [order, balance, holdRow, holding] = await context.unitOfWork.read([...orderKeys(due), holdingKey(due)]);
    return { order, balance, holdRow, holding };
  }
}
