import type { CommandContext } from '../command/execute.ts';
import type { LastTick, Tick } from '../entities/last-tick.ts';
import type { Order } from '../entities/order.ts';
import type { TriggerIndex } from '../ports/trigger-index.ts';
import type { Skips } from './skips.ts';

/** A price that is being applied. */
export interface Sweep {
  readonly context: CommandContext;
  readonly triggers: TriggerIndex;
  /** The price as it was recorded. */
  readonly tick: LastTick;
  /** How the call came to the price: it has recorded it, it was given a recorded price, or it has to finish it before its own. */
  readonly call: 'RECORDED' | 'GIVEN_AGAIN' | 'FINISHES';
  /** The orders that it has ended so far. */
  readonly ended: Order[];
  readonly skips: Skips;
}

/** True until the price is finished: it may still end orders and raise marks. */
export function isUnderWay({ tick }: Pick<Sweep, 'tick'>, last: LastTick | undefined): last is LastTick {
  return last?.version === tick.version;
}

/**
 * True for an order that was placed after the price was recorded. An order knows the last price at its placing. Orders of older releases
 * do not, and their time is compared if an earlier call recorded the price.
 */
export function isPassedBy({ tick, call }: Pick<Sweep, 'tick' | 'call'>, { seenTick, createdAt }: Order): boolean {
  if (seenTick !== undefined) return seenTick >= tick.version;
  return call !== 'RECORDED' && createdAt > tick.updatedAt;
}

/** A process works on the ticks and groups of one asset one after another, in this queue. */
export function queueOf({ assetId }: Pick<Tick, 'assetId'>): string {
  return `trigger ${assetId}`;
}
