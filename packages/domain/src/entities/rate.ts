import * as z from 'zod';
import { type Currency, currencySchema } from '../money/currency.ts';
import { priceSchema } from '../money/price.ts';
import { stored, timestamp } from '../validation/schemas.ts';
import { isOfLeaptClock } from '../validation/times.ts';

const rate = {
  base: currencySchema,
  quote: currencySchema,
  /** The worth of one unit of `base` in `quote`. */
  rate: priceSchema,
};

/** The newest rate of two currencies, as it was set. Two currencies have one rate, whichever way round. */
export const rateSchema = z
  .strictObject({
    /** The two currencies in alphabetical order: `EUR/USD`. */
    pair: z.string().regex(/^[A-Z]{3}\/[A-Z]{3}$/),
    ...rate,
    /** When it was the rate. An older one changes nothing. */
    at: timestamp,
    ...stored,
  })
  .refine(({ pair, base, quote }) => pair === pairOf(base, quote), {
    path: ['pair'],
    error: 'must be the two currencies in alphabetical order',
  })
  .readonly();
/** A rate as it was set: one unit of `base` is worth `rate` of `quote`. Two currencies have one rate, whichever way round. */
export type Rate = z.output<typeof rateSchema>;

/** The input of `rates.set`. */
export const setRateSchema = z
  .strictObject({ ...rate, at: timestamp.optional() })
  .refine(({ base, quote }) => base !== quote, { path: ['quote'], error: 'must be another currency than the base' });
/** The input of `rates.set`: one unit of `base` is worth `rate` of `quote`, at the given time, or now. */
export type SetRate = z.input<typeof setRateSchema>;

/** The name of the pair, the same for both ways round. */
export function pairOf(one: Currency, other: Currency): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

/**
 * The rate after this one is set. A newer rate, or one of the same time, replaces the stored one. An older one changes nothing. Any rate
 * replaces one from a clock that leapt.
 */
export function setRate(
  { at: given, ...set }: z.output<typeof setRateSchema>,
  last: Rate | undefined,
  now: string,
): Rate {
  const standing = last === undefined || isOfLeaptClock(last.at, now) ? undefined : last.at;
  const at = given ?? (standing === undefined || standing <= now ? now : standing);
  if (last !== undefined && standing !== undefined && at < standing) return last;
  const { version, createdAt } = last ?? { version: 1, createdAt: now };
  return { pair: pairOf(set.base, set.quote), ...set, at, version, createdAt, updatedAt: now };
}
