import { execute } from '../command/execute.ts';
import type { Order } from '../entities/order.ts';
import { isFullySeen, narrowGroup, type TrailingGroup } from '../entities/trailing-group.ts';
import { trailOf } from '../entities/trailing-stop.ts';
import { Decimal } from '../money/decimal.ts';
import type { IndexPage, IndexRange, Trigger, TriggerIndex } from '../ports/trigger-index.ts';
import { save } from '../ports/unit-of-work.ts';
import { entriesOf } from './entries.ts';
import { queueOf, type Sweep } from './sweep.ts';

/** Every trail is narrower than this. */
const WHOLE_PERCENT = new Decimal('100');

/** Every order of the group, the narrowest trail first. */
export async function* membersOf({ triggers, skips }: Sweep, group: TrailingGroup): AsyncGenerator<Order> {
  const book = entriesOf((range) => readMembers(triggers, group, range));
  for await (const entry of skips.readable(book)) if (entry.kind === 'order') yield entry.order;
}

function readMembers(
  triggers: TriggerIndex,
  { groupId, trailType, mark }: TrailingGroup,
  range: IndexRange,
): Promise<IndexPage<Trigger>> {
  return triggers.reachedByRise(groupId, trailType === 'PERCENT' ? WHOLE_PERCENT : mark, range);
}

/**
 * Sets the group's narrowest trail to that of its orders, after some have ended. Otherwise prices would look into the group in vain.
 * While the index may not show all of its orders, the group stays as it is.
 */
export async function narrowToMembers({ context, triggers, tick }: Sweep, groupId: string): Promise<void> {
  const { assetId } = tick;
  await execute(context, {
    name: 'triggers.narrowGroup',
    queue: queueOf(tick),
    async gather() {
      // Read the group first: an order that joins after this changes its version.
      const [group] = await context.unitOfWork.read([{ entity: 'trailingGroup', assetId, groupId }]);
      const [first] = group === undefined ? [] : (await readMembers(triggers, group, { limit: 1 })).entries;
      return { group, first };
    },
    decide({ group, first }, { now }) {
      if (group?.narrowestTrail === undefined || !isFullySeen(group, now)) return { result: undefined, changes: [] };
      // Its trail is unknown, and there may be others.
      if (first?.kind === 'unreadable') return { result: undefined, changes: [] };
      const narrowest = first?.kind === 'order' ? trailOf(first.order)?.trail : undefined;
      if (narrowest?.eq(group.narrowestTrail) === true) return { result: undefined, changes: [] };
      return { result: undefined, changes: [save('trailingGroup', group, narrowGroup(group, narrowest, now))] };
    },
  });
}
