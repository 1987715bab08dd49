import * as z from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import { costOf, proceedsOf, requireStorable } from './currency.ts';
import { constant, type Decimal, decimalPlaces, nonNegativeDecimal, ROUND_DOWN, ROUND_UP, ZERO } from './decimal.ts';
import { CURRENCY_SCALES, type Currency } from './iso-4217.ts';

const ONE = constant('1');
/** The decimals that a rate may have. */
const RATE_SCALE = 18;

/** A share of what is traded, or converted: less than 1. */
export const shareSchema = nonNegativeDecimal
  .refine((share) => share.lt(ONE), 'must be less than 1')
  .refine((share) => decimalPlaces(share) <= RATE_SCALE, `must have at most ${RATE_SCALE} decimals`);

const terms = {
  /** The share of what is traded. */
  rate: shareSchema,
  /** The least fee, in the order's currency. */
  minimum: nonNegativeDecimal.optional(),
  /** The greatest fee, in the order's currency. */
  maximum: nonNegativeDecimal.optional(),
};

/** The terms as an order stores them. */
export const feeTermsSchema = z.strictObject(terms).readonly();
/** The fee of an order: a share of its total, within a least and a greatest fee in the order's currency. */
export type FeeTerms = z.output<typeof feeTermsSchema>;

/** A schedule's answer. Other fields are ignored. */
export const givenFeeTermsSchema = z
  .object(terms)
  .refine(({ minimum = ZERO, maximum = minimum }) => minimum.lte(maximum), {
    path: ['maximum'],
    error: 'must not be less than the minimum',
  });

/** The amounts of a trade. */
export interface TradeAmounts {
  /** price × quantity, rounded against the user. */
  readonly total: Decimal;
  /** Undefined if no terms were agreed on. */
  readonly fee: Decimal | undefined;
  /** The amount that the user pays, including the fee, or receives, less the fee. */
  readonly cash: Decimal;
}

/** The amounts of a purchase. VALIDATION_FAILED if they do not fit. */
export function purchaseOf(price: Decimal, quantity: Decimal, currency: Currency, agreed?: FeeTerms): TradeAmounts {
  const total = costOf(price, quantity, currency);
  if (agreed === undefined) return { total, fee: undefined, cash: total };
  const fee = feeOf(total, agreed, currency);
  return { total, fee, cash: requireStorable(total.plus(fee), 'quantity') };
}

/**
 * The amounts of a sale. The fee takes at most the proceeds. VALIDATION_FAILED if nothing is left of them, or they do
 * not fit.
 */
export function saleOf(price: Decimal, quantity: Decimal, currency: Currency, agreed?: FeeTerms): TradeAmounts {
  const total = proceedsOf(price, quantity, currency);
  if (agreed === undefined) return { total, fee: undefined, cash: total };
  const full = feeOf(total, agreed, currency);
  const fee = full.gt(total) ? total : full;
  if (fee.eq(total)) throw new ValidationError({ field: 'quantity', rule: `brings no more than its fee, ${full}` });
  return { total, fee, cash: total.minus(fee) };
}

/** The share, rounded up to the currency's scale, within its bounds. */
function feeOf(total: Decimal, { rate, minimum, maximum }: FeeTerms, currency: Currency): Decimal {
  const share = total.times(rate).round(CURRENCY_SCALES[currency], ROUND_UP);
  if (minimum?.gt(share)) return minimum;
  return maximum?.lt(share) ? maximum : share;
}

/** The greatest total that the amount pays for, fee included. Zero or less if the amount does not even pay the fee. */
export function affordableTotal(amount: Decimal, agreed: FeeTerms | undefined, currency: Currency): Decimal {
  if (agreed === undefined) return amount;
  const { rate, minimum = ZERO, maximum } = agreed;
  const byShare = amount.div(ONE.plus(rate), CURRENCY_SCALES[currency], ROUND_DOWN);
  const most = maximum === undefined ? byShare : greater(byShare, amount.minus(maximum));
  const least = amount.minus(minimum);
  return least.lt(most) ? least : most;
}

/** The least total that brings the amount after the fee. */
export function neededTotal(amount: Decimal, agreed: FeeTerms | undefined, currency: Currency): Decimal {
  if (agreed === undefined) return amount;
  const { rate, minimum = ZERO, maximum } = agreed;
  const byShare = amount.div(ONE.minus(rate), CURRENCY_SCALES[currency], ROUND_UP);
  const atMost = maximum === undefined ? undefined : amount.plus(maximum);
  return greater(atMost?.lt(byShare) ? atMost : byShare, amount.plus(minimum));
}

function greater(one: Decimal, other: Decimal): Decimal {
  return one.gt(other) ? one : other;
}
