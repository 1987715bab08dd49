import { ConfigurationInvalidError } from '@orderfolio/domain';
import { aFunction, anObject, type OptionRules, wholeNumber, withMethod } from '@orderfolio/domain/adapter';
import { networkOf } from '@orderfolio/security';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { LONGEST_TIMER_MS, requireWithin } from '../options.ts';
import { HttpError } from '../problems/http-error.ts';

/** A number of requests in a number of seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * The limited actions: those by which a stranger, or one user, makes the service work. `password` is a change of password, `mail` a
 * message to an address.
 */
export type LimitedAction = 'login' | 'register' | 'refresh' | 'password' | 'mail';

/** How often an action may be tried before it is answered with 429. */
export interface ActionLimits {
  /** From one address. An IPv6 client counts by its /64. */
  readonly perAddress: RateLimit;
  /** For one username, from anywhere; for one login if it is a refresh; to one address if it is mail. A registration has none. */
  readonly perUser: RateLimit;
}

/** Counts requests. Every limiter of `rate-limiter-flexible` is one: `consume` rejects with `msBeforeNext` if the requests are used up. */
export interface Limiter {
  consume(key: string): Promise<unknown>;
}

/** Actions that are limited only by address: someone who registers has no name yet, and could keep others from a name by trying it. */
type OfStrangers = 'register';

/** Changes of the default limits, by action. */
export interface RateLimitOptions extends Partial<Readonly<Record<LimitedAction, Partial<ActionLimits>>>> {
  readonly register?: Partial<Pick<ActionLimits, 'perAddress'>>;
  /**
   * Makes a limiter. Default: in the memory of this process; several processes share their counts with, say,
   * `(limit) => new RateLimiterRedis({ storeClient, ...limit })`.
   */
  readonly limiter?: ((limit: { keyPrefix: string; points: number; duration: number }) => Limiter) | undefined;
}

const MINUTE = 60;
const DEFAULTS: { readonly [Action in Exclude<LimitedAction, OfStrangers>]: ActionLimits } & {
  readonly [Action in OfStrangers]: Pick<ActionLimits, 'perAddress'>;
} = {
  login: { perAddress: { requests: 60, seconds: MINUTE }, perUser: { requests: 10, seconds: MINUTE } },
  register: { perAddress: { requests: 20, seconds: 60 * MINUTE } },
  refresh: { perAddress: { requests: 120, seconds: MINUTE }, perUser: { requests: 30, seconds: MINUTE } },
  password: { perAddress: { requests: 60, seconds: MINUTE }, perUser: { requests: 10, seconds: MINUTE } },
  mail: { perAddress: { requests: 20, seconds: 60 * MINUTE }, perUser: { requests: 5, seconds: 60 * MINUTE } },
};

/** The action and its caller. An unknown address or name is not counted. */
export interface Attempt {
  readonly action: LimitedAction;
  readonly ipAddress?: string | undefined;
  readonly username?: string | undefined;
}

/** Lets an attempt pass, or rejects with RATE_LIMITED and `retryAfterMs`. */
export type Throttle = (attempt: Attempt) => Promise<void>;

const COUNT: OptionRules<RateLimit> = {
  requests: wholeNumber(1),
  seconds: wholeNumber(1, Math.floor(LONGEST_TIMER_MS / 1000)),
};
const OF_USERS: OptionRules<ActionLimits> = { perAddress: anObject, perUser: anObject };
const OF_STRANGERS: OptionRules<Pick<ActionLimits, 'perAddress'>> = { perAddress: anObject };
const OPTIONS: OptionRules<RateLimitOptions> = {
  login: anObject,
  register: anObject,
  refresh: anObject,
  password: anObject,
  mail: anObject,
  limiter: aFunction,
};

function requireLimits({ limiter: _limiter, ...actions }: RateLimitOptions): void {
  for (const [action, limits] of Object.entries<Partial<ActionLimits> | undefined>(actions)) {
    if (limits === undefined) continue;
    const path = `rateLimit.${action}`;
    requireWithin<object>(path, limits, action === 'register' ? OF_STRANGERS : OF_USERS);
    for (const [by, limit] of Object.entries<RateLimit>({ ...limits })) {
      if (limit !== undefined) requireWithin(`${path}.${by}`, limit, COUNT, ['requests', 'seconds']);
    }
  }
}

/**
 * Makes the throttle. If the store of the counts fails, an attempt passes, and `onFailure` gets the error. CONFIGURATION_INVALID for
 * limits that cannot work, or are not known.
 */
export function createThrottle(options: RateLimitOptions, onFailure: (error: unknown) => void): Throttle {
  requireWithin('rateLimit', options, OPTIONS);
  requireLimits(options);
  const make = options.limiter ?? ((limit) => new RateLimiterMemory(limit));
  const limiterOf = (action: LimitedAction, by: keyof ActionLimits, { requests, seconds }: RateLimit): Limiter => {
    const limiter = make({ keyPrefix: `orderfolio:${action}:${by}`, points: requests, duration: seconds });
    if (withMethod('consume').allows(limiter)) return limiter;
    throw new ConfigurationInvalidError({
      field: 'rateLimit.limiter',
      rule: 'must return a limiter, with the method consume',
    });
  };
  const perAddress = (action: LimitedAction) =>
    limiterOf(action, 'perAddress', options[action]?.perAddress ?? DEFAULTS[action].perAddress);
  const both = (action: Exclude<LimitedAction, OfStrangers>) => ({
    perAddress: perAddress(action),
    perUser: limiterOf(action, 'perUser', options[action]?.perUser ?? DEFAULTS[action].perUser),
  });
  const limiters = {
    login: both('login'),
    register: { perAddress: perAddress('register'), perUser: undefined },
    refresh: both('refresh'),
    password: both('password'),
    mail: both('mail'),
  };

  async function count(limiter: Limiter | undefined, key: string | undefined): Promise<void> {
    if (limiter === undefined || key === undefined) return;
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!isRefusal(refusal)) return onFailure(refusal);
      throw new HttpError('RATE_LIMITED', { retryAfterMs: refusal.msBeforeNext });
    }
  }

  return async ({ action, ipAddress, username }) => {
    const { perAddress, perUser } = limiters[action];
    await count(perAddress, ipAddress === undefined ? undefined : networkOf(ipAddress));
    await count(perUser, username);
  };
}

function isRefusal(refusal: unknown): refusal is { readonly msBeforeNext: number } {
  return typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal && !(refusal instanceof Error);
}
