import { ask } from '../command/ask.ts';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { requireScale } from '../money/currency.ts';
import { ZERO } from '../money/decimal.ts';
import { type FeeTerms, givenFeeTermsSchema } from '../money/fee.ts';
import { CURRENCY_SCALES } from '../money/iso-4217.ts';
import type { Timer } from '../ports/clock.ts';
import type { FeeRequest, FeeSchedule } from '../ports/fee-schedule.ts';
import { DEFAULT_QUOTE_TIMEOUT_MS } from './prices.ts';

/** What orders cost beside what they trade. */
export interface FeeOptions {
  /** Default: nothing. */
  readonly fees?: FeeSchedule | undefined;
}

/** The terms that orders are placed on. */
export class Fees {
  readonly #schedule: FeeSchedule | undefined;
  readonly #deadline: { readonly timer: Timer; readonly timeoutMs: number };

  constructor({ fees, quoteTimeoutMs }: FeeOptions & { readonly quoteTimeoutMs?: number | undefined }, timer: Timer) {
    this.#schedule = fees;
    this.#deadline = { timer, timeoutMs: quoteTimeoutMs ?? DEFAULT_QUOTE_TIMEOUT_MS };
  }

  /**
   * The terms of the order, asked before its command enters its queue; undefined where there is nobody to ask.
   * CONFIGURATION_INVALID, naming `fees`.
   */
  ask(order: FeeRequest): Promise<FeeTerms | undefined> | undefined {
    const schedule = this.#schedule;
    return schedule === undefined ? undefined : this.#termsOf(schedule, order);
  }

  async #termsOf(schedule: FeeSchedule, order: FeeRequest): Promise<FeeTerms | undefined> {
    const answer = await ask(
      () => schedule.termsOf({ ...order }),
      givenFeeTermsSchema.optional(),
      'terms',
      this.#deadline,
    );
    if (answer.kind === 'failed') throw refusal(answer.cause);
    const terms = answer.value;
    if (terms === undefined) return undefined;
    try {
      for (const bound of ['minimum', 'maximum'] as const)
        requireScale(terms[bound] ?? ZERO, CURRENCY_SCALES[order.currency], bound, order.currency);
    } catch (cause) {
      throw refusal(cause);
    }
    return isFree(terms) ? undefined : terms;
  }
}

function isFree({ rate, minimum = ZERO, maximum }: FeeTerms): boolean {
  return (rate.eq(ZERO) && minimum.eq(ZERO)) || maximum?.eq(ZERO) === true;
}

function refusal(cause: unknown): ConfigurationInvalidError {
  const rule = `termsOf() must answer with the terms of a fee, or undefined: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new ConfigurationInvalidError({ field: 'fees', rule: rule.slice(0, MAX_RULE) }, { cause });
}

const MAX_RULE = 300;
