import { ConfigurationInvalidError } from '@orderfolio/domain';
import { aFunction, type OptionRules, oneOf, wholeNumber } from '@orderfolio/domain/adapter';
import { type PasswordIssue, passwordIssue } from './password-text.ts';

/**
 * Says whether a password is known from a breach, for example by a range query of Have I Been Pwned, or from a list in a file. It is
 * called last, in NFC, with a password that passes every other rule. `signal` aborts when it is too late for an answer. An answer other
 * than true or false, such as the number of breaches, is CONFIGURATION_INVALID.
 */
export type IsBreached = (password: string, context: { readonly signal: AbortSignal }) => boolean | Promise<boolean>;

/** How chosen passwords are looked up in breaches. */
export interface BreachOptions {
  /** Default: no password is looked up. */
  readonly isBreached?: IsBreached | undefined;
  /** How long `isBreached` may take, in milliseconds. Default 1,000; 1 to 60,000. */
  readonly breachTimeoutMs?: number | undefined;
  /**
   * What happens to a password if `isBreached` threw, or was late. Default `accept`, so that nobody is kept out while the source is down.
   * With `refuse`, the password breaks the rule BREACH_UNKNOWN.
   */
  readonly whenBreachUnknown?: 'accept' | 'refuse' | undefined;
}

export const BREACH_OPTIONS: OptionRules<BreachOptions> = {
  isBreached: aFunction,
  breachTimeoutMs: wholeNumber(1, 60_000, 'milliseconds'),
  whenBreachUnknown: oneOf('accept', 'refuse'),
};

/** Calls the service's `isBreached`, if there is one, for a limited time. */
export class BreachCheck {
  readonly #isBreached: IsBreached | undefined;
  readonly #timeoutMs: number;
  readonly #isRequired: boolean;

  constructor({ isBreached, breachTimeoutMs = 1_000, whenBreachUnknown }: BreachOptions) {
    this.#isBreached = isBreached;
    this.#timeoutMs = breachTimeoutMs;
    this.#isRequired = whenBreachUnknown === 'refuse';
  }

  /** The rule that the password breaks, if it is known from a breach. CONFIGURATION_INVALID for an answer that is not true or false. */
  async issues(password: string): Promise<PasswordIssue[]> {
    if (this.#isBreached === undefined) return [];
    const answer = await ask(this.#isBreached, password, this.#timeoutMs);
    if (answer === undefined) return this.#isRequired ? [UNKNOWN] : [];
    const { isKnown } = answer;
    if (typeof isKnown !== 'boolean')
      throw new ConfigurationInvalidError({ field: 'isBreached', rule: 'must answer true or false' });
    return isKnown ? [BREACHED] : [];
  }
}

const BREACHED = passwordIssue('BREACHED', 'is known from a breach: choose another one');
const UNKNOWN = passwordIssue('BREACH_UNKNOWN', 'cannot be looked up in breaches right now: try again later');

/** The function's answer. It may be anything. */
interface Answer {
  readonly isKnown: unknown;
}

/** The answer, if it comes in time. */
async function ask(isBreached: IsBreached, password: string, timeoutMs: number): Promise<Answer | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([late, answerOf(isBreached, password, signal)]);
}

async function answerOf(isBreached: IsBreached, password: string, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    return { isKnown: await isBreached(password, { signal }) };
  } catch (_cause) {
    // The function belongs to the service, and can log its own failure. The password gets no answer.
    return undefined;
  }
}
