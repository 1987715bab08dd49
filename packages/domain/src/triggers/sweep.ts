import type { CommandContext } from '../command/execute.ts';
import type { Tick } from '../entities/last-tick.ts';
import type { Order } from '../entities/order.ts';
import type { TriggerRepository } from '../ports/trigger-repository.ts';

/** A price on its way through everything that it reaches. */
export interface Sweep {
  readonly context: CommandContext;
  readonly triggers: TriggerRepository;
  readonly tick: Tick;
  /**
   * For a price that is finished by a later call: when it was recorded. It passes by what has been placed since, which was
   * compared with newer prices. Only then: the clock of who feeds a series of the past may show its days.
   */
  readonly recordedAt?: string | undefined;
}

/** True for an order that came after the price, which is only finished now. */
export function isPassedBy({ recordedAt }: Sweep, order: Order): boolean {
  return recordedAt !== undefined && order.createdAt > recordedAt;
}

/** What a process does with the ticks and groups of one asset, it does one after another. */
export function queueOf({ assetId }: Pick<Tick, 'assetId'>): string {
  return `trigger ${assetId}`;
}
