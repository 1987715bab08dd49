import type { OrderSide, OrderType } from '../entities/order.ts';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import type { Currency } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';
import { givenFeeTermsSchema, shareSchema } from '../money/fee.ts';
import { parse } from '../validation/parse.ts';

/** The order that terms are asked for. */
export interface FeeRequest {
  readonly username: string;
  readonly orderType: OrderType;
  readonly side: OrderSide;
  readonly assetId: string;
  readonly currency: Currency;
}

/** The terms of a fee, as a schedule gives them: decimal strings or Decimals. */
export interface GivenFeeTerms {
  /** The share of what is traded, 0 or more and less than 1: `'0.001'` is a tenth of a percent. */
  readonly rate: DecimalInput;
  /** In the order's currency: the fee is no less. */
  readonly minimum?: DecimalInput | undefined;
  /** In the order's currency: the fee is no more. */
  readonly maximum?: DecimalInput | undefined;
}

/** The conversion that a spread is asked for. */
export interface SpreadRequest {
  readonly username: string;
  readonly from: Currency;
  readonly to: Currency;
}

/** What orders cost beside what they trade, and what conversions do. */
export interface FeeSchedule {
  /**
   * The terms of the order that is about to be placed, or undefined where it costs nothing. They are kept with the order, and hold
   * for its fill, whenever that is.
   *
   * It is asked once per command, before the command waits for its turn, and has `quoteTimeoutMs` to answer. Where it throws, is
   * late, or answers what are no terms, the command rejects with CONFIGURATION_INVALID, naming `fees`, and changes nothing.
   */
  termsOf(order: FeeRequest): GivenFeeTerms | undefined | Promise<GivenFeeTerms | undefined>;
  /**
   * The share of its rate that a conversion is to cost, 0 or more and less than 1, or undefined where it costs nothing: with `'0.01'`
   * a rate of 0.90 becomes 0.891. Asked as `termsOf` is, and refused alike. Without this method no conversion costs anything.
   */
  spreadOf?(conversion: SpreadRequest): DecimalInput | undefined | Promise<DecimalInput | undefined>;
}

/** The least and the greatest fee, in the order's currency, and the spread of conversions. */
export interface FeeBounds {
  readonly minimum?: DecimalInput | undefined;
  readonly maximum?: DecimalInput | undefined;
  /** The share of its rate that every conversion costs. Default: nothing. */
  readonly spread?: DecimalInput | undefined;
}

/**
 * A schedule that charges every order the same share: `percentageFee('0.001', { minimum: '0.50' })` is a tenth of a percent, and
 * half a dollar at least. CONFIGURATION_INVALID for what are no terms of a fee.
 */
export function percentageFee(rate: DecimalInput, bounds: FeeBounds = {}): FeeSchedule {
  try {
    const { spread, ...limits } = bounds;
    const terms = parse(givenFeeTermsSchema, { ...limits, rate });
    const share = parse(shareSchema.optional(), spread, 'spread');
    return { termsOf: () => terms, spreadOf: () => share };
  } catch (cause) {
    const rule = `must be the terms of a fee: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ConfigurationInvalidError({ field: 'fees', rule }, { cause });
  }
}
