import type { CommandContext } from '../command/execute.ts';
import type { Order } from '../entities/order.ts';
import { ConcurrencyConflictError } from '../errors/storage-errors.ts';
import { nextTurn } from '../ports/clock.ts';
import type { Skips } from './skips.ts';

/** By default the orders of this many users are ended at once. */
const DEFAULT_USERS_AT_ONCE = 32;
/** The most orders of one user that wait: as many as one commit could take, if each changed one entity. */
const MOST_OF_ONE_USER = 100;

/** How orders are ended. */
export interface Ending<End> {
  readonly context: Pick<CommandContext, 'sweepConcurrency'>;
  readonly skips: Skips;
  /** Runs a command in the queue of the order's user. It calls `beforeTry` before it reads. That throws if the order is to be passed by. */
  end(order: Order, beforeTry: () => void): Promise<End>;
  /** True if no more orders may be ended. */
  isLast?(end: End): boolean;
}

/**
 * Ends orders of different users side by side. Orders of one user end together, in the order in which they come, and share a commit. No
 * user waits for the orders of another. Once another process has kept an order from being ended, the further orders of that user are
 * passed by: each would wait as long in vain.
 *
 * Resolves once no order is under way, with the results in the order in which the orders came, without those that were skipped. If a
 * failure concerns more than one record, it rejects with the first such failure, also once no order is under way.
 */
export async function endSideBySide<End>(orders: AsyncIterable<Order>, ending: Ending<End>): Promise<readonly End[]> {
  const ends = new Ends(ending);
  try {
    for await (const order of orders) if (!(await ends.take(order))) break;
  } finally {
    await ends.finished();
  }
  return ends.all();
}

interface Numbered {
  readonly order: Order;
  readonly number: number;
}

class Ends<End> {
  readonly #ending: Ending<End>;
  readonly #ends = new Map<number, End>();
  /** For each user, the orders that wait for those before them. A user has an entry while any order is under way. */
  readonly #waiting = new Map<string, Numbered[]>();
  readonly #lost = new Map<string, ConcurrencyConflictError>();
  #taken = 0;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  /** Called whenever an order has ended. */
  #wake: () => void = () => undefined;

  constructor(ending: Ending<End>) {
    this.#ending = ending;
  }

  /** Takes an order as soon as there is room for it. False if no more orders may be ended. */
  async take(order: Order): Promise<boolean> {
    const { username } = order;
    while (!this.#hasRoomFor(username) && !this.#isOver) await this.#somethingEnded();
    if (this.#isOver) return false;
    const numbered = { order, number: this.#taken++ };
    const waiting = this.#waiting.get(username);
    if (waiting !== undefined) {
      waiting.push(numbered);
      return true;
    }
    const opened = [numbered];
    this.#waiting.set(username, opened);
    void this.#work(username, opened);
    return true;
  }

  async finished(): Promise<void> {
    while (this.#waiting.size > 0) await this.#somethingEnded();
  }

  all(): readonly End[] {
    if (this.#failure !== undefined) throw this.#failure.error;
    return [...this.#ends].sort(([one], [other]) => one - other).map(([, end]) => end);
  }

  #hasRoomFor(username: string): boolean {
    const { sweepConcurrency = DEFAULT_USERS_AT_ONCE } = this.#ending.context;
    const waiting = this.#waiting.get(username);
    return waiting === undefined ? this.#waiting.size < sweepConcurrency : waiting.length < MOST_OF_ONE_USER;
  }

  #somethingEnded(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Never rejects. */
  async #work(username: string, waiting: Numbered[]): Promise<void> {
    // The user's other orders on the same page of the index join the commit.
    await nextTurn();
    while (waiting.length > 0 && !this.#isOver) {
      const together = waiting.splice(0);
      this.#wake();
      await Promise.all(together.map((numbered) => this.#end(numbered)));
    }
    this.#waiting.delete(username);
    this.#wake();
  }

  async #end({ order, number }: Numbered): Promise<void> {
    const { skips, isLast } = this.#ending;
    const { username, orderId } = order;
    try {
      const end = await skips.attempt({ username, orderId }, () => this.#try(order));
      if (end === undefined) return;
      this.#ends.set(number, end);
      if (isLast?.(end) === true) this.#isOver = true;
    } catch (error) {
      this.#failure ??= { error };
      this.#isOver = true;
    }
  }

  async #try(order: Order): Promise<End> {
    const { username } = order;
    try {
      return await this.#ending.end(order, () => {
        const lost = this.#lost.get(username);
        if (lost !== undefined) throw lost;
      });
    } catch (error) {
      if (error instanceof ConcurrencyConflictError) this.#lost.set(username, error);
      throw error;
    }
  }
}
