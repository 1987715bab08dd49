import { assetIdSchema } from '../entities/asset.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { DecimalInput } from '../money/decimal.ts';
import { priceSchema } from '../money/price.ts';
import type { Clock } from '../ports/clock.ts';
import type { PriceSource, Quote, QuoteRequest } from '../ports/price-source.ts';
import { parse } from '../validation/parse.ts';

/** A source of prices that the test sets. A command that asks for any other price gets PRICE_UNAVAILABLE. */
export class ManualPrices implements PriceSource {
  readonly #clock: Clock;
  readonly #quotes = new Map<string, Quote>();

  /** Each price gets its time from this clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the price of one unit of an asset, as of the clock's time. VALIDATION_FAILED. */
  set(assetId: string, price: DecimalInput, currency: Currency = DEFAULT_CURRENCY): void {
    const quote = { price: parse(priceSchema, price, 'price'), at: this.#clock.now().toISOString() };
    this.#quotes.set(keyOf(assetId, currency), quote);
  }

  /** Removes the price of an asset. VALIDATION_FAILED. */
  remove(assetId: string, currency: Currency = DEFAULT_CURRENCY): void {
    this.#quotes.delete(keyOf(assetId, currency));
  }

  /** The price that was set last, with the time when it was set. */
  quote({ assetId, currency }: QuoteRequest): Quote | undefined {
    return this.#quotes.get(keyOf(assetId, currency));
  }
}

function keyOf(assetId: string, currency: Currency): string {
  return `${parse(assetIdSchema, assetId, 'assetId')} ${parse(currencySchema, currency, 'currency')}`;
}
