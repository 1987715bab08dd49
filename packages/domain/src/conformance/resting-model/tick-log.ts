import { isReached, type ModelOrder } from './orders.ts';

/** A price that was recorded with an asset, in the order in which they were. */
export interface LoggedTick {
  readonly price: bigint;
  readonly at: number;
  isSettled: boolean;
  /** When it was recorded: another price that finishes it passes by the orders that were placed since. */
  readonly recordedAt: number;
}

/** What is known of a waiting order beside what the book says. */
export interface Life {
  /** When the commit that placed it was applied. */
  readonly since: number;
  /** When it was placed, by the clock. */
  readonly createdAt: number;
  /** The first of the asset's prices that may touch it. */
  firstTick: number;
  /** Its mark when it was placed. */
  readonly mark: bigint;
  /** What its mark is at least: lifted by each price that was settled and had looked when the order was there. */
  leastMark: bigint;
}

/** The prices that were recorded with one asset, and who looks for what they reach. */
export class TickLog {
  readonly ticks: LoggedTick[] = [];
  /** Commands that apply a price of this asset and have not ended. */
  underWay = 0;
  /** When the asset was opened for trading last. */
  openedAt = 0;

  get last(): LoggedTick | undefined {
    return this.ticks.at(-1);
  }

  /** The first price that may still touch an order which is placed now. */
  get firstTick(): number {
    const mayTouch = this.last !== undefined && (!this.last.isSettled || this.underWay > 0);
    return this.ticks.length - (mayTouch ? 1 : 0);
  }

  /** A commit recorded this price, or settled it. Throws when it may not come after the last. */
  record({ price, at, isSettled, recordedAt }: LoggedTick): LoggedTick {
    const { last } = this;
    const isSame = last?.price === price && last.at === at;
    if (isSame && !last.isSettled) {
      last.isSettled = isSettled;
      return last;
    }
    if (last?.isSettled === false) throw new Error(`a price was recorded before that of ${last.at} was settled`);
    if (last !== undefined && at < last.at) throw new Error(`a price of ${at} was recorded after one of ${last.at}`);
    const tick = { price, at, isSettled, recordedAt };
    this.ticks.push(tick);
    return tick;
  }

  /** What the order's mark is at most, when the price with this index is the last. */
  mostMark({ mark, firstTick }: Life, index = this.ticks.length - 1): bigint {
    let highest = mark;
    for (const { price } of this.ticks.slice(firstTick, index + 1)) if (price > highest) highest = price;
    return highest;
  }

  /** Whether one of the prices that may touch the order reaches it. */
  mayReach(order: ModelOrder, life: Life, isWanted: (tick: LoggedTick) => boolean): boolean {
    return this.ticks.some(
      (tick, index) =>
        index >= life.firstTick && isWanted(tick) && isReached(order, tick.price, this.mostMark(life, index)),
    );
  }
}
