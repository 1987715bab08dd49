import type { Currency } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';

/** A rate of two currencies, as a source gives it. */
export interface RateQuote {
  /** The worth of one unit of the base: a Decimal or a decimal string. Zero: there is no rate now. */
  readonly rate: DecimalInput;
  /** When it was the rate (ISO-8601 UTC). `maxRateAgeMs` counts from here. */
  readonly at: string;
}

/** A request to a source. */
export interface RateRequest {
  readonly base: Currency;
  /** The currency in which one unit of the base is valued. */
  readonly quote: Currency;
}

/** A source of exchange rates that are not stored. */
export interface RateSource {
  /**
   * The current rate, or undefined if there is none.
   *
   * It is called once per command and pair, before the command waits for its turn, and has `quoteTimeoutMs` to answer. The pairs are the
   * two currencies and, if neither is the US dollar, each of them in dollars, since one rate may be missing. If it throws, is late, or
   * returns anything else than a rate, there is no rate now; the `cause` of RATE_UNAVAILABLE says why.
   */
  rate(request: RateRequest): RateQuote | undefined | Promise<RateQuote | undefined>;
}
