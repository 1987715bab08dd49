import type { CommandContext } from '../command/execute.ts';
import type { LastTick, Tick } from '../entities/last-tick.ts';
import type { Order } from '../entities/order.ts';
import type { TriggerIndex } from '../ports/trigger-index.ts';
import type { Skips } from './skips.ts';

/** A price on its way through everything that it reaches. */
export interface Sweep {
  readonly context: CommandContext;
  readonly triggers: TriggerIndex;
  /** The price as it was recorded. */
  readonly tick: LastTick;
  /** How the call came to it: has recorded it, was given one that is recorded already, or has to finish it before its own. */
  readonly call: 'RECORDED' | 'GIVEN_AGAIN' | 'FINISHES';
  /** What it has ended so far. */
  readonly ended: Order[];
  readonly skips: Skips;
}

/** True until the price has been finished: what it reaches may still be ended, and marks be lifted. */
export function isUnderWay({ tick }: Pick<Sweep, 'tick'>, last: LastTick | undefined): last is LastTick {
  return last?.version === tick.version;
}

/**
 * True for an order that was placed after the price was recorded. An order knows which price was the last when it was
 * placed; those of older releases do not, and are compared by the clock where the price is recorded already.
 */
export function isPassedBy({ tick, call }: Pick<Sweep, 'tick' | 'call'>, { seenTick, createdAt }: Order): boolean {
  if (seenTick !== undefined) return seenTick >= tick.version;
  return call !== 'RECORDED' && createdAt > tick.updatedAt;
}

/** What a process does with the ticks and groups of one asset, it does one after another. */
export function queueOf({ assetId }: Pick<Tick, 'assetId'>): string {
  return `trigger ${assetId}`;
}
