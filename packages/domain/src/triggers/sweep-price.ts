import { execute } from '../command/execute.ts';
import { finishTick, type Tick } from '../entities/last-tick.ts';
import { bookOf } from '../entities/market.ts';
import type { Order } from '../entities/order.ts';
import type { IndexPage, Trigger, TriggerIndex, Waiting } from '../ports/trigger-index.ts';
import { save } from '../ports/unit-of-work.ts';
import { endReached } from './end-reached.ts';
import { entriesOf, PAGE_SIZE } from './entries.ts';
import { narrowToMembers } from './group-members.ts';
import { MarkRaiser } from './raise-marks.ts';
import { reachedByFall } from './reached.ts';
import { isUnderWay, queueOf, type Sweep, tickKey } from './sweep.ts';

/** The first page of each index that a price reaches. */
export interface FirstPages {
  readonly fall: IndexPage<Trigger>;
  readonly rise: IndexPage<Trigger>;
}

export async function readFirstPages(triggers: TriggerIndex, tick: Omit<Tick, 'at'>): Promise<FirstPages> {
  const { price } = tick;
  const book = bookOf(tick);
  const range = { limit: PAGE_SIZE };
  const [fall, rise] = await Promise.all([
    triggers.reachedByFall(book, price, range),
    triggers.reachedByRise(book, price, range),
  ]);
  return { fall, rise };
}

export function reachesNothing({ fall, rise }: FirstPages): boolean {
  return fall.entries.length === 0 && rise.entries.length === 0;
}

/**
 * Ends everything that the price reaches, and finishes the price. It stays unfinished if it was overtaken, if the asset was closed on the
 * way, or if another try may end an order that is left. The next price then finishes it, whatever is left.
 */
export async function sweepAndFinish(sweep: Sweep, first: FirstPages | undefined): Promise<void> {
  const isThrough = (await sweepRise(sweep, first?.rise)) && (await sweepFall(sweep, first?.fall));
  if (isThrough && (sweep.call === 'FINISHES' || !sweep.skips.mayPass)) await finish(sweep);
}

/** Ends the orders that wait for a rise, and raises the marks below the price. False if the sweep may not go on. */
function sweepRise(sweep: Sweep, first: IndexPage<Trigger> | undefined): Promise<boolean> {
  return endReached(sweep, reachedByRise(sweep, first));
}

/** The orders that a rise reaches. Marks are raised on the way. */
async function* reachedByRise(sweep: Sweep, first: IndexPage<Trigger> | undefined): AsyncGenerator<Order> {
  const { triggers, tick, skips } = sweep;
  const index = entriesOf((range) => triggers.reachedByRise(bookOf(tick), tick.price, range), first);
  const marks = new MarkRaiser(sweep);
  let below: Waiting[] = [];
  for await (const trigger of skips.readable(index)) {
    if (trigger.kind === 'group' || trigger.order.orderType === 'TRAILING_STOP_SELL') {
      below.push(trigger);
      if (below.length < PAGE_SIZE) continue;
      await marks.raise(below);
      below = [];
    } else yield trigger.order;
  }
  await marks.raise(below);
}

async function sweepFall(sweep: Sweep, first: IndexPage<Trigger> | undefined): Promise<boolean> {
  const lookedInto = new Set<string>();
  const reached = reachedByFall(sweep, first, ({ groupId }) => lookedInto.add(groupId));
  if (!(await endReached(sweep, reached))) return false;
  for (const trailingGroupId of lookedInto)
    await sweep.skips.attempt({ trailingGroupId }, () => narrowToMembers(sweep, trailingGroupId));
  return true;
}

function finish(sweep: Sweep): Promise<void> {
  const { assetId } = sweep.tick;
  // If the asset cannot be read, the skips are its fault: the price stays as it is.
  const assetKey = sweep.skips.all.length === 0 ? undefined : ({ entity: 'asset', assetId } as const);
  return execute(sweep.context, {
    name: 'triggers.finishPrice',
    queue: queueOf(sweep.tick),
    gather: () => sweep.context.unitOfWork.read([tickKey(sweep.tick), assetKey]),
    decide: ([last], { now }) =>
      isUnderWay(sweep, last)
        ? { result: undefined, changes: [save('lastTick', last, finishTick(last, now))] }
        : { result: undefined, changes: [] },
  });
}
