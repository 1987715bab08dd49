import { type Answer, ask, type Deadline } from '../command/ask.ts';
import type { Asset } from '../entities/asset.ts';
import type { EntityKey } from '../entities/kinds.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { PriceSource, QuoteRequest } from '../ports/price-source.ts';
import { type Pricing, quoteSchema, storedQuotes } from '../rules/pricing.ts';

/** The source of prices, and how long a price counts. */
export interface PriceOptions {
  /**
   * Default: the newer of the catalogue's `priceUsd` and the last price in US dollars given to `orders.onPrice`. In another currency: the
   * newer of that price at the current exchange rate, and the last price given to `orders.onPrice` in the currency.
   */
  readonly prices?: PriceSource | undefined;
  /** How long a given source may take to answer, in milliseconds. Default 2,000. */
  readonly quoteTimeoutMs?: number | undefined;
  /**
   * The greatest age of a price that counts, by the clock, in milliseconds. A price that is more than a minute ahead of the clock does
   * not count either. Default: a price counts until there is a newer one.
   */
  readonly maxQuoteAgeMs?: number | undefined;
}

/** The prices that commands go by: those of the given source, or else the stored ones. */
export class Prices {
  readonly #source: PriceSource | undefined;
  readonly #maxAgeMs: number | undefined;
  readonly #deadline: Deadline;

  constructor({ prices, maxQuoteAgeMs }: Omit<PriceOptions, 'quoteTimeoutMs'>, deadline: Deadline) {
    this.#source = prices;
    this.#maxAgeMs = maxQuoteAgeMs;
    this.#deadline = deadline;
  }

  /** True if a source was given. */
  get areAskedFor(): boolean {
    return this.#source !== undefined;
  }

  /**
   * The answer of the given source, which is asked before the command enters its queue. Undefined without a source: then the command
   * reads the stored prices itself. For another currency than the US dollar the source is asked for both prices at once, and the one in
   * dollars counts if there is no other. Never rejects.
   */
  ask(assetId: string, currency: Currency = DEFAULT_CURRENCY): Promise<Pricing> | undefined {
    const source = this.#source;
    if (source === undefined) return undefined;
    const inDollars = this.#ask(source, { assetId, currency: DEFAULT_CURRENCY });
    return currency === DEFAULT_CURRENCY
      ? inDollars
      : this.#eitherOf(this.#ask(source, { assetId, currency }), inDollars);
  }

  /** Like `ask`, in US dollars, for a price that is only shown. */
  askToShow(assetId: string): Promise<Pricing> | undefined {
    const source = this.#source;
    return source && this.#ask(source, { assetId, currency: DEFAULT_CURRENCY, display: true });
  }

  async #eitherOf(own: Promise<Pricing>, inDollars: Promise<Pricing>): Promise<Pricing> {
    const [first, second] = await Promise.all([own, inDollars]);
    return first.quote === undefined && second.quote !== undefined ? second : first;
  }

  async #ask(source: PriceSource, request: QuoteRequest): Promise<Pricing> {
    const question = (): unknown => source.quote(request);
    return this.#pricingOf(request.currency, await ask(question, quoteSchema, 'quote', this.#deadline));
  }

  /**
   * The price that a command is decided on: that of the source, if there is one, or else the stored one. `last` is the last price in US
   * dollars, and `own` the last one in another currency, if the command is in one.
   */
  known(
    asked: Pricing | undefined,
    asset: Asset | undefined,
    last: LastTick | undefined,
    own?: LastTick | undefined,
  ): Pricing {
    if (asked !== undefined) return asked;
    const maxAgeMs = this.#maxAgeMs;
    if (this.areAskedFor) return { quote: undefined, maxAgeMs };
    const { quote, older } = storedQuotes(asset, last);
    return { quote, older, own, maxAgeMs };
  }

  #pricingOf(currency: Currency, answer: Answer<Pricing['quote']>): Pricing {
    const maxAgeMs = this.#maxAgeMs;
    return answer.kind === 'answered'
      ? { currency, quote: answer.value, maxAgeMs }
      : { currency, quote: undefined, cause: answer.cause, maxAgeMs };
  }
}

/** The key of the asset's last price in the currency, if the command goes by the stored ones. */
export function lastTickKey(
  assetId: string,
  asked: Pricing | undefined,
  currency: Currency = DEFAULT_CURRENCY,
): EntityKey<'lastTick'> | undefined {
  return asked === undefined ? { entity: 'lastTick', assetId, currency } : undefined;
}
