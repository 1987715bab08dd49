import { isReached, type ModelOrder } from './orders.ts';
import type { AppliedTick } from './tick-order.ts';

/** A price that was recorded with an asset, in the order in which they were. */
export interface LoggedTick extends AppliedTick {
  isFinished: boolean;
  /** The moment at which it was recorded. */
  readonly since: number;
}

/** The facts about a waiting order that the book does not have. */
export interface Life {
  /** The moment at which it was placed. */
  readonly since: number;
  /** The first of the asset's prices that may touch it. A price that was recorded before its command was sent does not. */
  readonly firstTick: number;
  /** Its mark when it was placed. */
  readonly mark: bigint;
  /** The least mark that it can have. Each price that was recorded after it was placed, had looked by then, and is finished, lifts it. */
  leastMark: bigint;
}

/** The prices that were recorded with one asset. */
export class TickLog {
  readonly ticks: LoggedTick[] = [];

  get last(): LoggedTick | undefined {
    return this.ticks.at(-1);
  }

  /** The first price that may touch an order whose command was sent at this moment. */
  firstTickAfter(moment: number): number {
    const first = this.ticks.findIndex(({ since }) => since > moment);
    return first === -1 ? this.ticks.length : first;
  }

  /** A commit recorded this price. Throws if the last one was not finished. */
  record(tick: LoggedTick): void {
    if (this.last?.isFinished === false)
      throw new Error(`a price was recorded before that of ${this.last.at} was finished`);
    this.ticks.push(tick);
  }

  /** The greatest mark that the order can have if the price with this index is the last. */
  mostMark({ mark, firstTick }: Life, index = this.ticks.length - 1): bigint {
    let highest = mark;
    for (const { price } of this.ticks.slice(firstTick, index + 1)) if (price > highest) highest = price;
    return highest;
  }

  /** True if one of the prices that may touch the order reaches it. */
  mayReach(order: ModelOrder, life: Life, isWanted: (tick: LoggedTick) => boolean): boolean {
    return this.ticks.some(
      (tick, index) =>
        index >= life.firstTick && isWanted(tick) && isReached(order, tick.price, this.mostMark(life, index)),
    );
  }
}
