import { assetIdSchema } from '../entities/asset.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';
import { priceSchema } from '../money/price.ts';
import type { Clock } from '../ports/clock.ts';
import type { PriceSource, Quote, QuoteRequest } from '../ports/price-source.ts';
import { parse } from '../validation/parse.ts';

/** A source of the prices that the test sets. What has none is PRICE_UNAVAILABLE to the command that asks. */
export class ManualPrices implements PriceSource {
  readonly #clock: Clock;
  readonly #quotes = new Map<string, Quote>();

  /** Dates each price by this clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the price of one unit of an asset, from the clock's time on. VALIDATION_FAILED. */
  set(assetId: string, price: DecimalInput, currency: Currency = DEFAULT_CURRENCY): void {
    const quote = { price: parse(priceSchema, price, 'price'), at: this.#clock.now().toISOString() };
    this.#quotes.set(keyOf(assetId, currency), quote);
  }

  /** Takes the price of an asset away. VALIDATION_FAILED. */
  remove(assetId: string, currency: Currency = DEFAULT_CURRENCY): void {
    this.#quotes.delete(keyOf(assetId, currency));
  }

  /** The price that was set last, dated by when it was set. */
  quote({ assetId, currency }: QuoteRequest): Quote | undefined {
    return this.#quotes.get(keyOf(assetId, currency));
  }
}

function keyOf(assetId: string, currency: Currency): string {
  return `${parse(assetIdSchema, assetId, 'assetId')} ${parse(currencySchema, currency, 'currency')}`;
}
