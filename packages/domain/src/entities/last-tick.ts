import * as z from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { stored, timestamp } from '../validation/schemas.ts';
import { isOfLeaptClock } from '../validation/times.ts';
import { storedAssetId } from './asset.ts';

/** Without a sequence, so many prices of one time can be told apart: with these, the record is about a kilobyte. */
const MOST_PRICES_OF_ONE_TIME = 100;

/** The number of a price among those of one time: a whole number, zero or more. */
export const tickSequenceSchema = z.int().min(0);

/** The prices of one time that were applied, in the order of their coming. */
export const appliedPricesSchema = z.array(positiveDecimal).max(MOST_PRICES_OF_ONE_TIME).readonly();

/** The newest price that was applied to an asset's resting orders, and which others of its time have been. */
export const lastTickSchema = z
  .strictObject({
    assetId: storedAssetId,
    price: positiveDecimal,
    /** When it was the price. An older one changes nothing. */
    at: timestamp,
    /** The highest sequence of a price of this time that has been applied. */
    sequence: tickSequenceSchema.optional(),
    /** The prices of this time that have been applied without a sequence. Where there is no such list: `price`. */
    appliedPrices: appliedPricesSchema.optional(),
    /** False while orders that it reaches may still rest: whoever comes next ends them first. */
    isFinished: z.boolean(),
    ...stored,
  })
  .readonly();

/** The last price that was applied to the orders of an asset, and how far that went. */
export type LastTick = z.output<typeof lastTickSchema>;

/** A price of an asset, and when it was the price. */
export interface Tick {
  readonly assetId: string;
  readonly price: Decimal;
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** A price as a feed gives it. Without a time it is that of now; a sequence orders the prices of one time. */
export interface GivenTick extends Omit<Tick, 'at'> {
  readonly at: string | undefined;
  readonly sequence: number | undefined;
}

/** How a price stands to the last one: newer; that one, which is not finished; or older, or applied before. */
export type TickStanding = 'NEWER' | 'UNFINISHED' | 'KNOWN';

/**
 * Prices go by their time, those of one time by their sequence. Those without a sequence are each applied once, and held
 * against their own kind alone. What has no time is newer than any.
 */
export function standingOf(given: GivenTick, last: LastTick | undefined): TickStanding {
  if (last === undefined || given.at === undefined || given.at > last.at) return 'NEWER';
  if (given.at < last.at) return 'KNOWN';
  const { price, sequence } = given;
  const applied = appliedOf(last);
  const isKnown =
    sequence === undefined ? applied.some((other) => other.eq(price)) : sequence <= (last.sequence ?? NO_SEQUENCE);
  if (!isKnown) return 'NEWER';
  const isLast = price.eq(last.price) && (sequence === undefined || sequence === last.sequence);
  return isLast && !last.isFinished ? 'UNFINISHED' : 'KNOWN';
}

/** Less than every sequence. */
const NO_SEQUENCE = -1;

/** The prices of the last one's time that have been applied without a sequence. */
function appliedOf({ price, sequence, appliedPrices }: LastTick): readonly Decimal[] {
  return appliedPrices ?? (sequence === undefined ? [price] : []);
}

/**
 * A newer price as the asset's last one. A price without a time has that
 * of the clock, or that of the last price where the clock is behind it. What a clock that leapt has recorded ends with the
 * next price without a time. VALIDATION_FAILED for one price too many of its time without a sequence.
 */
export function recordTick(
  { assetId, price, at: givenAt, sequence }: GivenTick,
  last: LastTick | undefined,
  isFinished: boolean,
  now: string,
): LastTick {
  const at = givenAt ?? timeOfUntimed(last, now);
  const ofSameTime = last?.at === at ? last : undefined;
  const others = ofSameTime === undefined ? [] : appliedOf(ofSameTime);
  // What came without a time has none to come again at.
  const appliedPrices = sequence === undefined && givenAt !== undefined ? [...others, price] : others;
  if (appliedPrices.length > MOST_PRICES_OF_ONE_TIME) {
    const rule = `is required: ${MOST_PRICES_OF_ONE_TIME} prices of ${at} have been applied without one`;
    throw new ValidationError({ field: 'sequence', rule });
  }
  const { version, createdAt } = last ?? { version: 1, createdAt: now };
  return {
    assetId,
    price,
    at,
    sequence: sequence ?? ofSameTime?.sequence,
    appliedPrices,
    isFinished,
    version,
    createdAt,
    updatedAt: now,
  };
}

function timeOfUntimed(last: LastTick | undefined, now: string): string {
  return last === undefined || last.at <= now || isOfLeaptClock(last.at, now) ? now : last.at;
}

/** The price once everything that it reaches has ended. */
export function finishTick(last: LastTick, now: string): LastTick {
  return { ...last, isFinished: true, updatedAt: now };
}
