import type { CommandContext } from '../command/execute.ts';
import type { Order } from '../entities/order.ts';
import { ConcurrencyConflictError } from '../errors/storage-errors.ts';
import { nextTurn } from '../ports/clock.ts';
import type { Skips } from './skips.ts';

/** The orders of this many users are ended at once, unless told otherwise. */
const DEFAULT_USERS_AT_ONCE = 32;
/** So many orders of one user wait at most: as many as one commit could take, if each changed one entity. */
const MOST_OF_ONE_USER = 100;

/** How orders are ended. */
export interface Ending<End> {
  readonly context: Pick<CommandContext, 'sweepConcurrency'>;
  readonly skips: Skips;
  /** A command in the queue of the order's user. It calls `beforeTry` before it reads, which throws once it is to be passed by. */
  end(order: Order, beforeTry: () => void): Promise<End>;
  /** True for what says that nothing more may be ended. */
  isLast?(end: End): boolean;
}

/**
 * Ends orders of different users at once, and those of one user together, in the order of their coming: they share a commit.
 * What one user's orders take, the others do not wait for. Once another process has kept a user's order from being ended,
 * that user's further ones are passed by: each would wait as long for nothing.
 *
 * Resolves with what became of them, in the order of their coming, once none is under way; without those that were skipped.
 * Rejects, then too, with the first failure that is not of one record alone.
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
  /** By user, the orders that wait until those before them have ended. A user is in here while any is under way. */
  readonly #waiting = new Map<string, Numbered[]>();
  readonly #lost = new Map<string, ConcurrencyConflictError>();
  #taken = 0;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  /** Called whenever something has ended. */
  #wake: () => void = () => undefined;

  constructor(ending: Ending<End>) {
    this.#ending = ending;
  }

  /** Takes an order on as soon as there is room for it. False when no more are to be ended. */
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
    // The others of the user that are on the same page of an index come along.
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
