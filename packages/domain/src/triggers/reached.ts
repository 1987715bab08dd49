import { bookOf } from '../entities/market.ts';
import type { Order } from '../entities/order.ts';
import { highestStop, type TrailingGroup } from '../entities/trailing-group.ts';
import { stopBelow, trailOf, widestReached } from '../entities/trailing-stop.ts';
import { orderTriggers } from '../entities/triggers.ts';
import type { Decimal } from '../money/decimal.ts';
import { type IndexPage, idOf, type Trigger, type Waiting } from '../ports/trigger-index.ts';
import { entriesOf } from './entries.ts';
import type { Sweep } from './sweep.ts';

/** An entry with the price that reaches it. */
interface Standing {
  readonly trigger: Waiting;
  readonly price: Decimal;
}

/**
 * The orders that a fall to the price reaches: the highest trigger first, then the oldest. Orders of a group are sorted in by their
 * stops. `onGroup` is called with each group that was looked into.
 */
export async function* reachedByFall(
  sweep: Sweep,
  first: IndexPage<Trigger> | undefined,
  onGroup: (group: TrailingGroup) => void,
): AsyncGenerator<Order> {
  const { price } = sweep.tick;
  const book = bookOf(sweep.tick);
  const index = entriesOf((range) => sweep.triggers.reachedByFall(book, price, range), first);
  const streams = [await Stream.start(standingInMarket(sweep.skips.readable(index)))];
  for (;;) {
    const next = earliest(streams);
    if (next?.head === undefined) return;
    const { trigger } = next.head;
    await next.advance();
    if (trigger.kind === 'order') {
      yield trigger.order;
    } else {
      onGroup(trigger.group);
      streams.push(await Stream.start(reachedMembers(sweep, trigger.group)));
    }
  }
}

async function* standingInMarket(entries: AsyncIterable<Waiting>): AsyncGenerator<Standing> {
  for await (const trigger of entries) {
    const price = trigger.kind === 'order' ? orderTriggers(trigger.order).fall?.at : highestStop(trigger.group);
    if (price !== undefined) yield { trigger, price };
  }
}

async function* reachedMembers(sweep: Sweep, { groupId, trailType, mark }: TrailingGroup): AsyncGenerator<Standing> {
  const { price } = sweep.tick;
  const widest = widestReached(trailType, mark, price);
  const book = entriesOf((range) => sweep.triggers.reachedByRise(groupId, widest, range));
  for await (const trigger of sweep.skips.readable(book)) {
    const trail = trigger.kind === 'order' ? trailOf(trigger.order) : undefined;
    if (trail === undefined) continue;
    const stop = stopBelow(mark, trail);
    if (stop.lt(price)) return;
    yield { trigger, price: stop };
  }
}

/** Entries in order. The next one can be seen before it is taken. */
class Stream {
  readonly #entries: AsyncIterator<Standing>;
  head: Standing | undefined;

  private constructor(entries: AsyncIterator<Standing>) {
    this.#entries = entries;
  }

  static async start(entries: AsyncIterator<Standing>): Promise<Stream> {
    const stream = new Stream(entries);
    await stream.advance();
    return stream;
  }

  async advance(): Promise<void> {
    const next = await this.#entries.next();
    this.head = next.done === true ? undefined : next.value;
  }
}

/** The stream whose next entry comes first: the higher price, then the older id. */
function earliest(streams: readonly Stream[]): Stream | undefined {
  return streams.reduce<Stream | undefined>((best, stream) => {
    if (stream.head === undefined) return best;
    if (best?.head === undefined) return stream;
    return comesBefore(stream.head, best.head) ? stream : best;
  }, undefined);
}

function comesBefore(one: Standing, other: Standing): boolean {
  const order = one.price.cmp(other.price);
  return order === 0 ? idOf(one.trigger) < idOf(other.trigger) : order > 0;
}
