import { ask, type Deadline } from '../command/ask.ts';
import type { EntityKey } from '../entities/kinds.ts';
import { pairOf, type Rate } from '../entities/rate.ts';
import type { Currency } from '../money/currency.ts';
import type { RateSource } from '../ports/rate-source.ts';
import { pairsBetween, type Rating, rateQuoteSchema } from '../rules/exchange.ts';

/** Where exchange rates come from, and for how long they hold. */
export interface RateOptions {
  /** Default: the rates that `rates.set` has stored. */
  readonly rates?: RateSource | undefined;
  /**
   * A rate that is older, by the clock, is none, in milliseconds; nor is one that is more than a minute ahead of the clock.
   * Default: a rate holds until there is a newer one.
   */
  readonly maxRateAgeMs?: number | undefined;
}

/** The exchange rates that the commands go by: those of the given source, or else the stored ones. */
export class Rates {
  readonly #source: RateSource | undefined;
  readonly #maxAgeMs: number | undefined;
  readonly #deadline: Deadline;

  constructor({ rates, maxRateAgeMs }: RateOptions, deadline: Deadline) {
    this.#source = rates;
    this.#maxAgeMs = maxRateAgeMs;
    this.#deadline = deadline;
  }

  /**
   * What the given source says, asked before the command enters its queue; undefined when there is none: then the command's
   * own read is to bring what is stored. Never rejects.
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

  /** The stored rates that a command goes by, where it goes by the stored ones. */
  keys(from: readonly Currency[], to: Currency, asked: Rating | undefined): readonly EntityKey<'rate'>[] {
    if (asked !== undefined) return [];
    return namedPairs(from, to).map(([base, quote]) => ({ entity: 'rate', pair: pairOf(base, quote) }));
  }

  /** What a command is decided on: what the source has said, where it was given, or else what is stored. */
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
