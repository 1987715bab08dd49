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
  /** The least fee, in the order's currency. */
  readonly minimum?: DecimalInput | undefined;
  /** The greatest fee, in the order's currency. */
  readonly maximum?: DecimalInput | undefined;
}

/** The conversion that a spread is asked for. */
export interface SpreadRequest {
  readonly username: string;
  readonly from: Currency;
  readonly to: Currency;
}

/** The fees of orders, in addition to their total, and of conversions. */
export interface FeeSchedule {
  /**
   * The terms of the order that is about to be placed, or undefined if it costs nothing. The order keeps them for its fill, whenever that
   * is.
   *
   * It is called once per command, before the command waits for its turn, and has `quoteTimeoutMs` to answer. If it throws, is late, or
   * answers anything else than terms, the command rejects with CONFIGURATION_INVALID, naming `fees`, and changes nothing.
   */
  termsOf(order: FeeRequest): GivenFeeTerms | undefined | Promise<GivenFeeTerms | undefined>;
  /**
   * The share of its rate that a conversion costs, 0 or more and less than 1, or undefined if it costs nothing: with `'0.01'` a rate of
   * 0.90 becomes 0.891. It is called like `termsOf`, and its answer is refused in the same way. Without this method conversions cost
   * nothing.
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
 * A schedule that charges every order the same share: `percentageFee('0.001', { minimum: '0.50' })` is a tenth of a percent, and at least
 * half a dollar. CONFIGURATION_INVALID if these are not terms of a fee.
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
