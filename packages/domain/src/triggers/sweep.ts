import type { CommandContext } from '../command/execute.ts';
import type { EntityKey } from '../entities/kinds.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { bookOf, type Market } from '../entities/market.ts';
import type { Order } from '../entities/order.ts';
import type { Rate } from '../entities/rate.ts';
import type { TriggerIndex } from '../ports/trigger-index.ts';
import type { Rating } from '../rules/exchange.ts';
import type { Skips } from './skips.ts';

/** The exchange rates between the currency of a market and the US dollar, for what its fills are worth. */
export interface MarketRates {
  /** The stored rates to read. */
  readonly keys: readonly EntityKey<'rate'>[];
  /** The rates of now, given the stored ones. */
  readonly known: (stored: readonly (Rate | undefined)[]) => Rating;
}

/** A price that is being applied. */
export interface Sweep {
  readonly context: CommandContext;
  readonly triggers: TriggerIndex;
  /** Undefined for prices in US dollars. */
  readonly rates: MarketRates | undefined;
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

/** A process works on the ticks and groups of one market one after another, in this queue. */
export function queueOf(market: Market): string {
  return `trigger ${bookOf(market)}`;
}

/** The key of the last price of a market. */
export function tickKey({ assetId, currency }: Market): EntityKey<'lastTick'> {
  return { entity: 'lastTick', assetId, currency };
}
