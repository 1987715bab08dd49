import * as z from 'zod';
import { type Answer, ask, type Deadline } from '../command/ask.ts';
import type { Cache } from '../ports/cache.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { hostOf } from '../ports/host.ts';
import { aShortName, type OptionRule, type OptionRules, wholeNumber, withMethod } from '../validation/options.ts';

/** A cache, and how long to wait for it. */
export interface CacheOptions {
  readonly cache: Cache;
  /** How long what was read is shown, in milliseconds. Nothing that is shown is older than this. */
  readonly ttlMs: number;
  /** The first word of every key, 1 to 40 letters, digits, dots, dashes and underscores: one for each store. Default `orderfolio`. */
  readonly namespace?: string | undefined;
  /** How long a call waits for the cache, in milliseconds. Default 50. */
  readonly cacheTimeoutMs?: number | undefined;
  /** How long the cache is left alone after it has failed or was late, in milliseconds. Default 1,000. */
  readonly cachePauseMs?: number | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: the machine's timer. */
  readonly timer?: Timer | undefined;
}

/** Half a year. */
const LONGEST_MS = 15_552_000_000;

export const milliseconds = (least: number): OptionRule => wholeNumber(least, LONGEST_MS, 'milliseconds');

export const CACHE_OPTIONS: OptionRules<CacheOptions> = {
  cache: {
    words: 'must be an object with the methods get, set and delete',
    allows: (value) => ['get', 'set', 'delete'].every((method) => withMethod(method).allows(value)),
  },
  ttlMs: milliseconds(1),
  namespace: aShortName,
  cacheTimeoutMs: milliseconds(1),
  cachePauseMs: milliseconds(0),
  clock: withMethod('now'),
  timer: withMethod('sleep'),
};

/** Raise it when an entry gets another form. Older entries are then never found. */
const FORM = 1;

const textSchema = z.string().nullish();

/**
 * A cache that costs a bounded wait and never an error. After a failure it is left alone for a while: reads find nothing and writes are
 * not sent. Then one call tries it, and the others do so once that one has succeeded.
 */
export class GuardedCache {
  readonly #cache: Cache;
  readonly #prefix: string;
  readonly #deadline: Deadline;
  readonly #pauseMs: number;
  readonly #clock: Clock;
  #failedAt: number | undefined;

  constructor(options: CacheOptions) {
    const { cache, namespace = 'orderfolio', cacheTimeoutMs = 50, cachePauseMs = 1_000 } = options;
    const { clock, timer } = hostOf({ clock: options.clock, timer: options.timer });
    this.#cache = cache;
    this.#prefix = `${namespace}:${FORM}`;
    this.#deadline = { timer, timeoutMs: cacheTimeoutMs };
    this.#pauseMs = cachePauseMs;
    this.#clock = clock;
  }

  /** Milliseconds since 1970, by the given clock. */
  now(): number {
    return this.#clock.now().getTime();
  }

  /** The key of these words, in the namespace and of this form. */
  keyOf(...words: readonly string[]): string {
    return [this.#prefix, ...words].join(':');
  }

  /** The text. Undefined if there is none, or the cache has failed. */
  async get(key: string): Promise<string | undefined> {
    const answer = await this.#call(() => this.#cache.get(key), textSchema);
    return answer.kind === 'answered' ? (answer.value ?? undefined) : undefined;
  }

  /** True once the text is kept. False if that is not known. */
  async set(key: string, value: string, ttlMs: number): Promise<boolean> {
    return (await this.#call(() => this.#cache.set(key, value, ttlMs), z.unknown())).kind === 'answered';
  }

  /** True once the text is removed. False if that is not known. */
  async delete(key: string): Promise<boolean> {
    return (await this.#call(() => this.#cache.delete(key), z.unknown())).kind === 'answered';
  }

  async #call<Value>(question: () => unknown, schema: z.ZodType<Value>): Promise<Answer<Value>> {
    if (this.#isPaused()) return { kind: 'failed', cause: undefined };
    // The others wait for the outcome of the first call after a pause.
    if (this.#failedAt !== undefined) this.#failedAt = this.now();
    const answer = await ask(question, schema, 'cache', this.#deadline);
    this.#failedAt = answer.kind === 'failed' ? this.now() : undefined;
    return answer;
  }

  /** A failure that lies in the future comes from a clock that has leapt. */
  #isPaused(): boolean {
    if (this.#failedAt === undefined) return false;
    const passed = this.now() - this.#failedAt;
    return passed >= 0 && passed < this.#pauseMs;
  }
}

/**
 * Reads a value through a schema, from a text that anybody may have written. Undefined if it does not have this form.
 */
export function readEntry<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (_notJson) {
    return undefined;
  }
}
