import type { Order } from '@orderfolio/domain';
import { priceUnits } from './amounts.ts';
import type { Book } from './book.ts';
import { lineOfModelOrder } from './book-lines.ts';
import { amountsOf, fine } from './money.ts';
import type { Index } from './oracle.ts';
import { isDue, isReached, type ModelOrder, triggerOf, waitsForFall } from './orders.ts';
import { type Life, type LoggedTick, TickLog } from './tick-log.ts';

/** A command decided between these times of its process. A stamp may be later than the clock. */
export interface DecidedAt {
  readonly from: number;
  readonly until: number;
}

/** When a command looked into the indexes of an asset last. */
export type Looks = Readonly<Partial<Record<Index, number>>>;

/** The possible outcomes of waiting orders, by the prices that were recorded while they waited. */
export class Watch {
  readonly #book: Book;
  readonly #logs = new Map<string, TickLog>();
  readonly #lives = new Map<number, Life>();

  constructor(book: Book) {
    this.#book = book;
  }

  log(assetId: string): TickLog {
    const log = this.#logs.get(assetId) ?? new TickLog();
    this.#logs.set(assetId, log);
    return log;
  }

  life(order: ModelOrder): Life {
    const life = this.#lives.get(order.by);
    if (life === undefined) throw new Error(`order #${order.by} never waited`);
    return life;
  }

  /** The order waits from the moment `since` on. Its command was sent at the moment `sent`. */
  entered(order: ModelOrder, since: number, sent: number): void {
    const { mark = 0n, assetId } = order;
    const firstTick = this.log(assetId).firstTickAfter(sent);
    this.#lives.set(order.by, { since, firstTick, mark, leastMark: mark });
  }

  /** The marks that a waiting order may have. */
  marksOf(order: ModelOrder): { readonly least: bigint; readonly most: bigint } {
    const life = this.life(order);
    return { least: life.leastMark, most: this.log(order.assetId).mostMark(life) };
  }

  /** A waiting order was ended by the time. Throws if it should not have been. */
  expired(order: ModelOrder, stored: Order, at: number): void {
    requireWaiting(order, stored);
    if (stored.status !== 'EXPIRED' || !isDue(order, at))
      throw new Error(`${lineOfModelOrder(order)} became ${stored.status}`);
    this.#book.end(order, 'EXPIRED');
  }

  /** A waiting order was ended by a command that applies a price. Throws if it should not have been, or not in this way. */
  ended(order: ModelOrder, stored: Order, { from, until }: DecidedAt): void {
    requireWaiting(order, stored);
    switch (stored.status) {
      case 'COMPLETED':
        this.#filled(order, stored, from);
        return;
      case 'EXPIRED':
        if (!isDue(order, until) && !this.#mayHave(order, ({ at }) => isDue(order, at)))
          throw new Error(`${lineOfModelOrder(order)} was not due at ${until}`);
        this.#book.end(order, 'EXPIRED');
        return;
      case 'FAILED':
        if (!this.#mayHave(order, ({ price }) => this.#bringsNothing(order, price)))
          throw new Error(`${lineOfModelOrder(order)} could have been filled: ${stored.statusReason}`);
        this.#book.end(order, 'FAILED');
        return;
      default:
        throw new Error(`${lineOfModelOrder(order)} became ${stored.status}`);
    }
  }

  #bringsNothing({ units }: ModelOrder, price: bigint): boolean {
    return amountsOf('SELL', fine(price), units, this.#book.charge).cash === 0n;
  }

  #mayHave(order: ModelOrder, isWanted: (tick: { price: bigint; at: number }) => boolean): boolean {
    return this.log(order.assetId).mayReach(order, this.life(order), isWanted);
  }

  #filled(order: ModelOrder, stored: Order, decidedFrom: number): void {
    const price = priceUnits(stored.executionPrice?.toString() ?? '');
    const at = Date.parse(stored.triggeredAt ?? '');
    const log = this.log(order.assetId);
    const life = this.life(order);
    const index = log.ticks.findLastIndex((tick) => tick.price === price && tick.at === at);
    const mark = priceUnits(stored.highWaterMark?.toString() ?? '0');
    const fill = `${lineOfModelOrder(order)} was filled at ${price}, with a mark of ${mark}`;
    if (index < life.firstTick) throw new Error(`${fill}: that was not its price while it waited`);
    if (isDue(order, decidedFrom) || isDue(order, at)) throw new Error(`${fill}: it was due`);
    if (mark < life.mark || mark > log.mostMark(life, index)) throw new Error(`${fill}: it had another mark`);
    if (!isReached(order, price, mark)) throw new Error(`${fill}: its trigger was ${triggerOf(order, mark)}`);
    if (order.mark !== undefined) order.mark = mark;
    this.#book.fill(order, { price, at });
  }

  /**
   * A command that looked at these moments has finished a price. The orders that were there when the price was recorded, and still waited
   * when the command looked, have ended if the price reached them. The marks of the others are no lower than the price. Returns the orders
   * that are left nevertheless: the command must report them.
   */
  finished(assetId: string, { price, since }: LoggedTick, { fall = -1, rise = -1 }: Looks): ModelOrder[] {
    const left: ModelOrder[] = [];
    for (const order of this.#book.resting(assetId)) {
      const life = this.life(order);
      if (life.since >= since) continue;
      const looked = waitsForFall(order) ? fall : rise;
      if (life.since <= looked && isReached(order, price, life.leastMark)) left.push(order);
      if (life.since <= rise && price > life.leastMark) life.leastMark = price;
    }
    return left;
  }

  /** Nobody works on the asset, and its last price was applied. So no order waits that it reaches, and all marks are known. */
  requireQuiet(assetId: string): void {
    const { last } = this.log(assetId);
    if (last?.isFinished !== true) throw new Error(`the last price of ${assetId} is not finished`);
    for (const order of this.#book.resting(assetId)) {
      const { least, most } = this.marksOf(order);
      const { mark: isTrailing } = order;
      if (isTrailing !== undefined && least !== most)
        throw new Error(`${lineOfModelOrder(order)} has a mark from ${least} to ${most}`);
      const isPassedBy = this.life(order).since >= last.since;
      if (!isPassedBy && isReached(order, last.price, least))
        throw new Error(`${lineOfModelOrder(order)} waits at ${last.price}`);
    }
  }
}

function requireWaiting(order: ModelOrder, { status }: Order): void {
  if (order.status !== 'QUEUED') throw new Error(`${lineOfModelOrder(order)} has ended, and became ${status}`);
}
