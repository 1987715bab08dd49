import { ask, type Deadline } from '../command/ask.ts';
import type { EntityKey } from '../entities/kinds.ts';
import { pairOf, type Rate } from '../entities/rate.ts';
import type { Currency } from '../money/currency.ts';
import type { RateSource } from '../ports/rate-source.ts';
import { pairsBetween, type Rating, rateQuoteSchema } from '../rules/exchange.ts';

/** The source of exchange rates, and how long a rate counts. */
export interface RateOptions {
  /** Default: the rates that `rates.set` stored. */
  readonly rates?: RateSource | undefined;
  /**
   * The greatest age of a rate that counts, by the clock, in milliseconds. A rate that is more than a minute ahead of the clock does not
   * count either. Default: a rate counts until there is a newer one.
   */
  readonly maxRateAgeMs?: number | undefined;
}

/** The exchange rates that commands go by: those of the given source, or else the stored ones. */
export class Rates {
  readonly #source: RateSource | undefined;
  readonly #maxAgeMs: number | undefined;
  readonly #deadline: Deadline;

  constructor({ rates, maxRateAgeMs }: RateOptions, deadline: Deadline) {
    this.#source = rates;
    this.#maxAgeMs = maxRateAgeMs;
    this.#deadline = deadline;
  }

  /** True if a source was given. */
  get areAskedFor(): boolean {
    return this.#source !== undefined;
  }

  /**
   * The rates of the given source, asked for before the command enters its queue. Undefined if there is no source: the command then reads
   * the stored rates itself. Never rejects.
   */
  ask(from: readonly Currency[], to: Currency): Promise<Rating> | undefined {
    const source = this.#source;
    return source === undefined ? undefined : this.#askAll(source, namedPairs(from, to));
  }

  async #askAll(source: RateSource, pairs: readonly Pair[]): Promise<Rating> {
    const answers = await Promise.all(
      pairs.map(async ([base, quote]) => {
        const answer = await ask(() => source.rate({ base, quote }), rateQuoteSchema, 'rate', this.#deadline);
        return { base, quote, answer };
      }),
    );
    const known = answers.flatMap(({ base, quote, answer }) =>
      answer.kind === 'answered' && answer.value !== undefined ? [{ base, quote, ...answer.value }] : [],
    );
    const failed = answers.find(({ answer }) => answer.kind === 'failed')?.answer;
    return { known, cause: failed?.kind === 'failed' ? failed.cause : undefined, maxAgeMs: this.#maxAgeMs };
  }

  /** The keys of the stored rates, if the command goes by them. */
  keys(from: readonly Currency[], to: Currency, asked: Rating | undefined): readonly EntityKey<'rate'>[] {
    if (asked !== undefined) return [];
    return namedPairs(from, to).map(([base, quote]) => ({ entity: 'rate', pair: pairOf(base, quote) }));
  }

  /** The rates that a command is decided on: those of the source, if there is one, or else the stored ones. */
  known(asked: Rating | undefined, stored: readonly (Rate | undefined)[]): Rating {
    return asked ?? { known: stored.filter((rate) => rate !== undefined), maxAgeMs: this.#maxAgeMs };
  }
}

type Pair = readonly [Currency, Currency];

/** Each pair once. */
function namedPairs(from: readonly Currency[], to: Currency): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const currency of from)
    for (const pair of pairsBetween(currency, to)) if (!pairs.has(pairOf(...pair))) pairs.set(pairOf(...pair), pair);
  return [...pairs.values()];
}
