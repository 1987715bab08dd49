import type { Currency } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';

/** A price of one unit, as a source gives it. */
export interface Quote {
  /** A Decimal or a decimal string. Zero: there is no price now. */
  readonly price: DecimalInput;
  /** When it was the price (ISO-8601 UTC). `maxQuoteAgeMs` counts from here. */
  readonly at: string;
}

/** What a source is asked for. */
export interface QuoteRequest {
  readonly assetId: string;
  /** The currency of the price. */
  readonly currency: Currency;
}

/** Where prices come from that are not stored. */
export interface PriceSource {
  /**
   * The price of now, or undefined when there is none.
   *
   * It is asked once per command, before the command waits for its turn, and has `quoteTimeoutMs` to answer. One that throws,
   * is late, or gives what is no quote has no price now; the reason is the `cause` of PRICE_UNAVAILABLE.
   */
  quote(request: QuoteRequest): Quote | undefined | Promise<Quote | undefined>;
}
