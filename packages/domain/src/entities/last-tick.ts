import * as z from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { type Decimal, positiveDecimal } from '../money/decimal.ts';
import { stored, timestamp } from '../validation/schemas.ts';
import { isOfLeaptClock } from '../validation/times.ts';
import { storedAssetId } from './asset.ts';
import type { Market } from './market.ts';

/** The most prices of one time, without a sequence, that can be told apart. With all of them the record has about a kilobyte. */
const MOST_PRICES_OF_ONE_TIME = 100;

/** The number of a price among those of one time: a whole number, zero or more. */
export const tickSequenceSchema = z.int().min(0);

/** The applied prices of one time, in the order in which they came. */
export const appliedPricesSchema = z.array(positiveDecimal).max(MOST_PRICES_OF_ONE_TIME).readonly();

/** The newest price that was applied to the resting orders of an asset in a currency, and the other applied prices of its time. */
export const lastTickSchema = z
  .strictObject({
    assetId: storedAssetId,
    /** The currency of the price. */
    currency: currencySchema.default(DEFAULT_CURRENCY),
    price: positiveDecimal,
    /** When it was the price. An older one changes nothing. */
    at: timestamp,
    /** The highest sequence among the applied prices of this time. */
    sequence: tickSequenceSchema.optional(),
    /** The prices of this time that were applied without a sequence. Without this list: only `price`. */
    appliedPrices: appliedPricesSchema.optional(),
    /** False while orders that it reaches may still rest: the next price ends them first. */
    isFinished: z.boolean(),
    ...stored,
  })
  .readonly();

/** The last price that was applied to the orders of an asset in a currency, and whether it is finished. */
export type LastTick = z.output<typeof lastTickSchema>;

/** A price of an asset, and when it was the price. */
export interface Tick extends Market {
  readonly price: Decimal;
  /** ISO-8601 UTC. */
  readonly at: string;
}

/** A price from a feed. Without a time it is the current price. A sequence orders the prices of one time. */
export interface GivenTick extends Omit<Tick, 'at'> {
  readonly at: string | undefined;
  readonly sequence: number | undefined;
}

/** How a price compares with the last one: it is newer, it is that price and not finished, or it is older or was applied before. */
export type TickStanding = 'NEWER' | 'UNFINISHED' | 'KNOWN';

/**
 * Prices are ordered by time, and those of one time by sequence. Prices without a sequence are each applied once, and compared only with
 * each other. A price without a time is newer than any.
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

/** The prices of the last price's time that were applied without a sequence. */
function appliedOf({ price, sequence, appliedPrices }: LastTick): readonly Decimal[] {
  return appliedPrices ?? (sequence === undefined ? [price] : []);
}

/**
 * Records a newer price as the last one of its market. A price without a time gets the time of the clock, or that of the last price if the
 * clock is behind it. If a clock that leapt recorded the last price, the next price without a time replaces its time. VALIDATION_FAILED
 * if a time has too many prices without a sequence.
 */
export function recordTick(
  { assetId, currency, price, at: givenAt, sequence }: GivenTick,
  last: LastTick | undefined,
  isFinished: boolean,
  now: string,
): LastTick {
  const at = givenAt ?? timeOfUntimed(last, now);
  const ofSameTime = last?.at === at ? last : undefined;
  const others = ofSameTime === undefined ? [] : appliedOf(ofSameTime);
  // A price that came without a time cannot come again at one.
  const appliedPrices = sequence === undefined && givenAt !== undefined ? [...others, price] : others;
  if (appliedPrices.length > MOST_PRICES_OF_ONE_TIME) {
    const rule = `is required: ${MOST_PRICES_OF_ONE_TIME} prices of ${at} have been applied without one`;
    throw new ValidationError({ field: 'sequence', rule });
  }
  const { version, createdAt } = last ?? { version: 1, createdAt: now };
  return {
    assetId,
    currency,
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

/** The price after everything that it reaches has ended. */
export function finishTick(last: LastTick, now: string): LastTick {
  return { ...last, isFinished: true, updatedAt: now };
}
