import { execute } from '../command/execute.ts';
import { laterOf } from '../entities/cause.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { bookOf } from '../entities/market.ts';
import { isResting, type Order } from '../entities/order.ts';
import {
  emptyGroup,
  groupIdFrom,
  isFullySeen,
  narrowGroup,
  raiseGroup,
  type TrailingGroup,
} from '../entities/trailing-group.ts';
import { TRAIL_TYPES, type TrailType, trailOf } from '../entities/trailing-stop.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Waiting, WaitingName } from '../ports/trigger-index.ts';
import { type Check, check, save } from '../ports/unit-of-work.ts';
import { membersOf } from './group-members.ts';
import { Skips } from './skips.ts';
import { isPassedBy, isUnderWay, queueOf, type Sweep, tickKey } from './sweep.ts';

/** This many orders join a group in one commit. With the group and the last tick they are fewer than the 100 keys of one read. */
const JOIN_SIZE = 50;

/** The group that the others move into, and how many orders are known to have joined it. */
interface Target extends Pick<TrailingGroup, 'groupId' | 'trailType' | 'joined'> {}

/**
 * Raises the marks of the trailing stops whose marks a tick's price exceeds.
 *
 * Orders that were placed since the last rise join a group, each once. Of the groups whose marks the price exceeds, the smaller ones move
 * into the largest. So an order is rewritten when it joins, and at most log2(orders) times after that. A rise that finds a single group
 * rewrites only that group.
 */
export class MarkRaiser {
  readonly #sweep: Sweep;
  readonly #targets = new Map<TrailType, Target>();

  constructor(sweep: Sweep) {
    this.#sweep = sweep;
  }

  /** Raises the marks of these orders and groups, which are below the price. It is called for one page after another. */
  async raise(below: readonly Waiting[]): Promise<void> {
    for (const trailType of TRAIL_TYPES) {
      const loose = below.flatMap((trigger) =>
        trigger.kind === 'order' && this.#isLoose(trigger.order, trailType) ? [trigger.order] : [],
      );
      const groups = below.flatMap((trigger) =>
        trigger.kind === 'group' && trigger.group.trailType === trailType ? [trigger.group] : [],
      );
      await this.#raiseGroups(trailType, groups);
      for (let start = 0; start < loose.length; start += JOIN_SIZE)
        await this.#join(this.#targetFor(trailType), loose.slice(start, start + JOIN_SIZE));
    }
  }

  #isLoose(order: Order, trailType: TrailType): boolean {
    const isOfMarket = bookOf(order) === bookOf(this.#sweep.tick);
    return isOfMarket && trailOf(order)?.trailType === trailType && !isPassedBy(this.#sweep, order);
  }

  async #raiseGroups(trailType: TrailType, groups: readonly TrailingGroup[]): Promise<void> {
    const [largest, ...others] = groups.toSorted((one, other) => other.joined - one.joined);
    if (largest === undefined) return;
    const target = this.#targets.get(trailType);
    if (target === undefined) {
      this.#targets.set(trailType, largest);
      await this.#join(largest, []);
    } else {
      others.push(largest);
    }
    for (const other of others) await this.#moveOrLift(this.#targetFor(trailType), other);
  }

  #targetFor(trailType: TrailType): Target {
    const groupId = groupIdFrom(this.#sweep.context.ids.next());
    const target = this.#targets.get(trailType) ?? { groupId, trailType, joined: 0 };
    this.#targets.set(trailType, target);
    return target;
  }

  /** Lets the orders join together. If one of them or the group prevents that, the orders that can join do so one by one. */
  async #join(target: Target, seen: readonly Order[]): Promise<void> {
    const { skips } = this.#sweep;
    if (seen.length < 2) {
      const [order] = seen;
      const name = order === undefined ? { trailingGroupId: target.groupId } : nameOf(order);
      await skips.attempt(name, () => this.#joinTogether(target, seen));
      return;
    }
    const together = new Skips();
    await together.attempt({ trailingGroupId: target.groupId }, () => this.#joinTogether(target, seen));
    if (together.noted > 0) for (const order of seen) await this.#join(target, [order]);
  }

  /** Raises the group's mark to the price, and lets those orders join that still rest where they were seen. */
  async #joinTogether(
    { groupId, trailType }: Pick<Target, 'groupId' | 'trailType'>,
    seen: readonly Order[],
  ): Promise<void> {
    const sweep = this.#sweep;
    const { context, tick } = sweep;
    const { assetId, price } = tick;
    const seenIn = new Map(seen.map(({ orderId, trailingGroupId }) => [orderId, trailingGroupId]));
    await execute(context, {
      name: 'triggers.raiseMarks',
      queue: queueOf(tick),
      gather: () =>
        context.unitOfWork.read([
          tickKey(tick),
          { entity: 'trailingGroup', assetId, groupId },
          ...seen.map(({ username, orderId }) => ({ entity: 'order', username, orderId }) as const),
        ]),
      decide([last, group, ...orders], { now }) {
        const joining = orders
          .filter((order) => order !== undefined)
          .filter((order) => isResting(order) && order.trailingGroupId === seenIn.get(order.orderId));
        const isLifted = group === undefined || group.mark.gte(price);
        if (!isUnderWay(sweep, last) || (joining.length === 0 && isLifted)) return { result: undefined, changes: [] };
        const trails = joining.flatMap((order) => trailOf(order)?.trail ?? []);
        const before = group ?? emptyGroup(tick, groupId, trailType, price, now);
        const raised = raiseGroup(before, price, trails, now);
        return {
          result: undefined,
          changes: [
            save('trailingGroup', group, raised),
            ...joining.map((order) => save('order', order, joined(order, groupId, raised.mark, now))),
            ...(joining.length === 0 ? [] : [stillUnderWay(last)]),
          ],
        };
      },
    });
  }

  /**
   * Moves the orders of a smaller group into the target. A larger group is raised on its own, and so is a group some of whose orders the
   * index may not show yet: a later rise finds both.
   */
  async #moveOrLift(target: Target, from: TrailingGroup): Promise<void> {
    const { context, skips } = this.#sweep;
    const isMovable = from.joined <= target.joined && isFullySeen(from, context.clock.now().toISOString());
    if (isMovable) {
      const { noted } = skips;
      for await (const page of pagesOf(membersOf(this.#sweep, from))) await this.#join(target, page);
      // If an order could not be moved, it stays, and its group stays with it.
      if (skips.noted === noted && (await this.#empty(from))) return;
    }
    await this.#join(from, []);
  }

  /** Takes the group out of the indexes, unless orders have joined it meanwhile. Returns whether it did. */
  async #empty(from: TrailingGroup): Promise<boolean> {
    const sweep = this.#sweep;
    const { context, tick } = sweep;
    const { assetId, groupId } = from;
    return execute(context, {
      name: 'triggers.emptyGroup',
      queue: queueOf(tick),
      gather: () => context.unitOfWork.read([tickKey(tick), { entity: 'trailingGroup', assetId, groupId }]),
      decide([last, group], { now }) {
        if (group?.version !== from.version || !isUnderWay(sweep, last)) return { result: false, changes: [] };
        const emptied = narrowGroup(group, undefined, now);
        return { result: true, changes: [save('trailingGroup', group, emptied), stillUnderWay(last)] };
      },
    });
  }
}

/**
 * Orders change groups only while the price is under way. The next price looks into one group after another. It would miss an order that
 * moves out of a group that it has not looked into yet, into one that it has.
 */
function stillUnderWay(last: LastTick): Check {
  return check(tickKey(last), last.version);
}

function nameOf({ username, orderId }: Order): WaitingName {
  return { username, orderId };
}

function joined(order: Order, trailingGroupId: string, highWaterMark: Decimal, now: string): Order {
  const updatedAt = laterOf(order.updatedAt, now);
  return { ...order, trailingGroupId, highWaterMark, updatedAt };
}

async function* pagesOf(members: AsyncIterable<Order>): AsyncGenerator<readonly Order[]> {
  let page: Order[] = [];
  for await (const order of members) {
    page.push(order);
    if (page.length < JOIN_SIZE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
