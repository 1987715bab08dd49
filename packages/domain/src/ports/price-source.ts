import type { Currency } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';

/** A price of one unit, as a source gives it. */
export interface Quote {
  /** A Decimal or a decimal string. Zero: there is no price now. */
  readonly price: DecimalInput;
  /** When it was the price (ISO-8601 UTC). `maxQuoteAgeMs` counts from here. */
  readonly at: string;
}

/** A request to a source. */
export interface QuoteRequest {
  readonly assetId: string;
  /** The currency of the price. */
  readonly currency: Currency;
  /** True if the price is only shown, so a source may give one that it has kept. Otherwise a command is decided on it. */
  readonly display?: true | undefined;
}

/** A source of prices that are not stored. */
export interface PriceSource {
  /**
   * The current price, or undefined if there is none.
   *
   * It is called once per command and currency, before the command waits for its turn, and has `quoteTimeoutMs` to answer. If it
   * throws, is late, or returns anything else than a quote, there is no price now; the `cause` of PRICE_UNAVAILABLE says why.
   *
   * An order in another currency than the US dollar asks for both prices at once. If there is none in its currency, the price in
   * dollars counts, at the current exchange rate.
   */
  quote(request: QuoteRequest): Quote | undefined | Promise<Quote | undefined>;
}
