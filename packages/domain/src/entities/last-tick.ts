import { z } from 'zod';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { stored, timestamp } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';

/** The newest price that was applied to an asset's resting orders. */
export const lastTickSchema = z
  .strictObject({
    assetId: storedAssetId,
    price: positiveDecimal,
    /** When it was the price. An older one changes nothing. */
    at: timestamp,
    /** False while orders that it reaches may still rest: whoever comes next ends them first. */
    isSettled: z.boolean(),
    ...stored,
  })
  .readonly();

export type LastTick = z.output<typeof lastTickSchema>;

/** A price of an asset, and when it was the price. */
export interface Tick {
  readonly assetId: string;
  readonly price: Decimal;
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** The tick as the asset's last one: the first at version 1, any other one version on. */
export function lastTickOf(
  { assetId, price, at }: Tick,
  previous: LastTick | undefined,
  isSettled: boolean,
  now: string,
): LastTick {
  const { version, createdAt } = previous ?? { version: 0, createdAt: now };
  return { assetId, price, at, isSettled, version: version + 1, createdAt, updatedAt: now };
}

/** True when this is the tick that was applied last, at the same time and price. */
export function isLast(tick: Tick, last: LastTick | undefined): boolean {
  return last !== undefined && tick.at === last.at && tick.price.eq(last.price);
}

/** True until this tick has been settled: what it reaches may still be ended, and marks be lifted. */
export function isUnderWay(tick: Tick, last: LastTick | undefined): last is LastTick {
  return last?.isSettled === false && isLast(tick, last);
}

/** True when a price of a later time has been applied. */
export function isOlder(tick: Tick, last: LastTick | undefined): boolean {
  return last !== undefined && tick.at < last.at;
}
