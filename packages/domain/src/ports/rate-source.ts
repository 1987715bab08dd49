import type { Currency } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';

/** A rate of two currencies, as a source gives it. */
export interface RateQuote {
  /** What one unit of the base is worth: a Decimal or a decimal string. Zero: there is no rate now. */
  readonly rate: DecimalInput;
  /** When it was the rate (ISO-8601 UTC). `maxRateAgeMs` counts from here. */
  readonly at: string;
}

/** What a source is asked for. */
export interface RateRequest {
  readonly base: Currency;
  /** The currency that one unit of the base is to be told in. */
  readonly quote: Currency;
}

/** Where exchange rates come from that are not stored. */
export interface RateSource {
  /**
   * The rate of now, or undefined when there is none.
   *
   * It is asked once per command and pair, before the command waits for its turn, and has `quoteTimeoutMs` to answer: for the two
   * currencies, and where neither is the US dollar, for each of them in dollars, since one rate may be missing. One that throws,
   * is late, or gives what is no rate has none now; the reason is the `cause` of RATE_UNAVAILABLE.
   */
  rate(request: RateRequest): RateQuote | undefined | Promise<RateQuote | undefined>;
}
