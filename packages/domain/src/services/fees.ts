import { ask, type Deadline } from '../command/ask.ts';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { requireScale } from '../money/currency.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { type FeeTerms, givenFeeTermsSchema, shareSchema } from '../money/fee.ts';
import { CURRENCY_SCALES } from '../money/iso-4217.ts';
import type { FeeRequest, FeeSchedule, SpreadRequest } from '../ports/fee-schedule.ts';

/** The fees of orders. */
export interface FeeOptions {
  /** Default: no fees. */
  readonly fees?: FeeSchedule | undefined;
}

/** Asks the schedule for the terms of orders. */
export class Fees {
  readonly #schedule: FeeSchedule | undefined;
  readonly #deadline: Deadline;

  constructor({ fees }: FeeOptions, deadline: Deadline) {
    this.#schedule = fees;
    this.#deadline = deadline;
  }

  /**
   * The terms of the order, asked for before its command enters its queue. Undefined if there is no schedule. CONFIGURATION_INVALID,
   * naming `fees`.
   */
  ask(order: FeeRequest): Promise<FeeTerms | undefined> | undefined {
    const schedule = this.#schedule;
    return schedule === undefined ? undefined : this.#termsOf(schedule, order);
  }

  /** The spread of a conversion, asked for in the same way. Undefined if there is no schedule. CONFIGURATION_INVALID, naming `fees`. */
  askSpread(conversion: SpreadRequest): Promise<Decimal | undefined> | undefined {
    const schedule = this.#schedule;
    return schedule?.spreadOf === undefined ? undefined : this.#spreadOf(schedule, conversion);
  }

  async #spreadOf(schedule: FeeSchedule, conversion: SpreadRequest): Promise<Decimal | undefined> {
    const question = (): unknown => schedule.spreadOf?.({ ...conversion });
    const answer = await ask(question, shareSchema.optional(), 'spread', this.#deadline);
    if (answer.kind === 'failed') throw refusal('spreadOf() must answer with a share, or undefined', answer.cause);
    return answer.value;
  }

  async #termsOf(schedule: FeeSchedule, order: FeeRequest): Promise<FeeTerms | undefined> {
    const answer = await ask(
      () => schedule.termsOf({ ...order }),
      givenFeeTermsSchema.optional(),
      'terms',
      this.#deadline,
    );
    if (answer.kind === 'failed') throw refusal(NO_TERMS, answer.cause);
    const terms = answer.value;
    if (terms === undefined) return undefined;
    try {
      for (const bound of ['minimum', 'maximum'] as const)
        requireScale(terms[bound] ?? ZERO, CURRENCY_SCALES[order.currency], bound, order.currency);
    } catch (cause) {
      throw refusal(NO_TERMS, cause);
    }
    return isFree(terms) ? undefined : terms;
  }
}

function isFree({ rate, minimum = ZERO, maximum }: FeeTerms): boolean {
  return (rate.eq(ZERO) && minimum.eq(ZERO)) || maximum?.eq(ZERO) === true;
}

const NO_TERMS = 'termsOf() must answer with the terms of a fee, or undefined';

function refusal(must: string, cause: unknown): ConfigurationInvalidError {
  const rule = `${must}: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new ConfigurationInvalidError({ field: 'fees', rule: rule.slice(0, MAX_RULE) }, { cause });
}

const MAX_RULE = 300;
