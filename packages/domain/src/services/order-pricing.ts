import type { Asset } from '../entities/asset.ts';
import type { LastTick } from '../entities/last-tick.ts';
import type { Market } from '../entities/market.ts';
import type { Rate } from '../entities/rate.ts';
import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Rating } from '../rules/exchange.ts';
import type { MarketFacts } from '../rules/market-order.ts';
import type { ForeignKeys } from '../rules/order-facts.ts';
import type { Pricing } from '../rules/pricing.ts';
import type { MarketRates } from '../triggers/sweep.ts';
import { lastTickKey, type Prices } from './prices.ts';
import type { Rates } from './rates.ts';

/** The answers of the given sources, from before the command had its turn. */
export interface Asked {
  readonly pricing?: Pricing | undefined;
  readonly rating?: Rating | undefined;
}

/** The stored records that an order is priced by. */
interface StoredPrices {
  readonly asset: Asset;
  /** The last price in the currency of the order. */
  readonly last: LastTick | undefined;
  /** The last price in US dollars, and the rates, if the order is in another currency. */
  readonly dollarTick: LastTick | undefined;
  readonly rates: readonly (Rate | undefined)[];
}

/** The prices and exchange rates that orders go by, in whatever currency they are paid. */
export class OrderPricing {
  readonly #prices: Prices;
  readonly #rates: Rates;

  constructor(prices: Prices, rates: Rates) {
    this.#prices = prices;
    this.#rates = rates;
  }

  /** True if a source of prices or of rates was given. */
  get isAskedFor(): boolean {
    return this.#prices.areAskedFor || this.#rates.areAskedFor;
  }

  /** Asks the given sources about a market. Undefined if there is nothing to ask. Never rejects. */
  ask({ assetId, currency }: Market): Promise<Asked> | undefined {
    const asking = this.#prices.ask(assetId, currency);
    const rating = isForeign(currency) ? this.#rates.ask([currency], DEFAULT_CURRENCY) : undefined;
    return asking || rating ? bothOf(asking, rating) : undefined;
  }

  /** The keys that an order in another currency than the US dollar reads for rates, where no source was asked. */
  foreignKeys({ assetId, currency }: Market, { pricing, rating }: Asked): ForeignKeys {
    if (!isForeign(currency)) return { dollarTick: undefined, rates: [] };
    return {
      dollarTick: lastTickKey(assetId, pricing),
      rates: this.#rates.keys([currency], DEFAULT_CURRENCY, rating),
    };
  }

  /** The facts that an order in this currency is decided on. */
  known(
    currency: Currency,
    { pricing, rating }: Asked,
    { asset, last, dollarTick, rates }: StoredPrices,
  ): Pick<MarketFacts, 'pricing' | 'rating'> {
    if (!isForeign(currency)) return { pricing: this.#prices.known(pricing, asset, last) };
    return {
      pricing: this.#prices.known(pricing, asset, dollarTick, last),
      rating: this.#rates.known(rating, rates),
    };
  }

  /** The exchange rates for the fills of resting orders. Undefined for orders in US dollars. */
  async ratesOf(currency: Currency): Promise<MarketRates | undefined> {
    if (!isForeign(currency)) return undefined;
    const asked = await this.#rates.ask([currency], DEFAULT_CURRENCY);
    return {
      keys: this.#rates.keys([currency], DEFAULT_CURRENCY, asked),
      known: (stored) => this.#rates.known(asked, stored),
    };
  }
}

function isForeign(currency: Currency): boolean {
  return currency !== DEFAULT_CURRENCY;
}

async function bothOf(asking: Promise<Pricing> | undefined, rates: Promise<Rating> | undefined): Promise<Asked> {
  const [pricing, rating] = await Promise.all([asking, rates]);
  return { pricing, rating };
}
