import type { Order } from '@orderfolio/domain';
import type { Tick } from './tick.ts';

/** Takes text: a stream of the process, or a test. */
export interface Output {
  write(text: string): unknown;
}

const WORDS: { readonly [Status in Order['status']]?: string } = { COMPLETED: 'filled' };

/**
 * Prints what the prices did. It is no ledger: if a crash swallows the line of an order, the order has ended all the
 * same.
 */
export class Report {
  readonly #output: Output;
  readonly #counts = { ticks: 0, older: 0, filled: 0, failed: 0, expired: 0, skipped: 0 };

  constructor(output: Output) {
    this.#output = output;
  }

  get hasSkipped(): boolean {
    return this.#counts.skipped > 0;
  }

  /** A tick that was applied. `isApplied` is false if a later one was applied before it. */
  countTick(isApplied: boolean): void {
    this.#counts.ticks += 1;
    if (!isApplied) this.#counts.older += 1;
  }

  countSkipped(): void {
    this.#counts.skipped += 1;
  }

  printTick({ assetId, price, at }: Tick, isApplied: boolean): void {
    this.#print(`${at} ${isApplied ? 'applied' : 'changed nothing'} ${assetId} ${price}`);
  }

  printEnded(what: 'filled' | 'failed' | 'expired', orders: readonly Order[], { at }: Tick): void {
    this.#counts[what] += orders.length;
    for (const order of orders) {
      // An earlier price, which was cut short, may have filled it.
      const { orderType, orderId, username, quantity, assetId, status, triggeredAt = at } = order;
      const word = WORDS[status] ?? status.toLowerCase();
      this.#print(
        `${triggeredAt} ${word} ${orderType} ${orderId} ${username} ${quantity} ${assetId} ${detailOf(order)}`,
      );
    }
  }

  printSummary(end: 'done' | 'stopped'): void {
    const { ticks, older, filled, failed, expired, skipped } = this.#counts;
    const prices = `${ticks} ${ticks === 1 ? 'price' : 'prices'}, ${older} of them changed nothing`;
    this.#print(`${end}: ${prices}; ${filled} filled, ${failed} failed, ${expired} expired; ${skipped} lines skipped`);
  }

  #print(line: string): void {
    this.#output.write(`${line}\n`);
  }
}

/** The price at which it was filled, the reason why it was not, or the price that it waited for in vain. */
function detailOf({ status, executionPrice, statusReason, ...terms }: Order): string {
  if (status === 'COMPLETED') return `at ${executionPrice}`;
  if (status === 'FAILED') return `because ${statusReason}`;
  const { limitPrice, stopPrice, trailAmount, trailPercent } = terms;
  if (limitPrice !== undefined) return `limit ${limitPrice}`;
  if (stopPrice !== undefined) return `stop ${stopPrice}`;
  return trailAmount === undefined ? `trail ${trailPercent}%` : `trail ${trailAmount}`;
}
