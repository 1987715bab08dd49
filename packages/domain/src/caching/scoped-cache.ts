import * as z from 'zod';
import { RecentMap } from '../command/recent-map.ts';
import type { IdGenerator } from '../ports/ids.ts';
import { type GuardedCache, readEntry } from './guarded-cache.ts';

/** The reads that become invalid together: all of a user, or all of an asset. */
export type Scope = readonly [kind: 'user' | 'asset', name: string];

/** One thing that can be read, and how to recognise it in the cache. */
export interface Reading<Value> {
  readonly scope: Scope;
  /** Its name within the scope. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** True for the value that was asked for, if it may be kept. */
  fits(value: Value): boolean;
}

const entrySchema = z.strictObject({ stamp: z.string(), readAt: z.int().min(0), value: z.unknown() });

/** A stamp lives longer than the entries under it. Without it they are lost. */
const STAMP_LIVES = 10;
/** How many scopes are remembered that could not be invalidated. */
const MOST_DISTRUSTED = 10_000;

/**
 * Reads through a cache, and forgets what has changed.
 *
 * Each scope has a stamp in the cache, a random word. An entry carries the stamp that was read **before** its value was, and counts only
 * while the scope still has that stamp. Removing the stamp makes all entries of the scope invalid, also one that is still being read: it
 * will be stored under a stamp that no scope has any more. This holds between processes too.
 *
 * If a stamp cannot be removed, this process trusts nothing of that scope until it is, or `ttlMs` have passed.
 */
export class ScopedCache {
  readonly #cache: GuardedCache;
  readonly #ttlMs: number;
  readonly #ids: IdGenerator;
  /** Until when a scope is not trusted, by the clock. */
  readonly #distrusted = new RecentMap<{ readonly until: number }>();

  constructor(cache: GuardedCache, ttlMs: number, ids: IdGenerator) {
    this.#cache = cache;
    this.#ttlMs = ttlMs;
    this.#ids = ids;
  }

  /** The kept value, or that of `load`, which is kept. Rejects with whatever `load` rejects with. */
  async read<Value>(reading: Reading<Value>, load: () => Promise<Value>): Promise<Value> {
    const { scope, name } = reading;
    if (this.#isDistrusted(scope) && !(await this.#forget(scope))) return load();
    const key = this.#cache.keyOf(...scope, name);
    const stampKey = this.#stampKey(scope);
    const [stamp, text] = await Promise.all([this.#cache.get(stampKey), this.#cache.get(key)]);
    const known = stamp === undefined || text === undefined ? undefined : this.#valueIn(text, stamp, reading);
    if (known !== undefined) return known;
    const under = stamp ?? (await this.#newStamp(stampKey));
    // The value is at least as new as this.
    const readAt = this.#cache.now();
    const value = await load();
    if (under !== undefined && reading.fits(value) && !this.#isDistrusted(scope))
      void this.#cache.set(key, JSON.stringify({ stamp: under, readAt, value }), this.#ttlMs);
    return value;
  }

  /** Makes everything in the scopes invalid. Never rejects. */
  async forget(scopes: readonly Scope[]): Promise<void> {
    const unique = new Map(scopes.map((scope) => [scope.join(' '), scope]));
    await Promise.all([...unique.values()].map((scope) => this.#forget(scope)));
  }

  async #forget(scope: Scope): Promise<boolean> {
    const name = scope.join(' ');
    const distrust = { until: this.#cache.now() + this.#ttlMs };
    // Nobody trusts it while the cache is asked.
    this.#distrusted.put(name, distrust, MOST_DISTRUSTED);
    const isForgotten = await this.#cache.delete(this.#stampKey(scope));
    // A later call has a later change to forget, and its own outcome.
    if (isForgotten && this.#distrusted.get(name) === distrust) this.#distrusted.delete(name);
    return isForgotten;
  }

  #isDistrusted(scope: Scope): boolean {
    const distrust = this.#distrusted.get(scope.join(' '));
    return distrust !== undefined && this.#cache.now() < distrust.until;
  }

  #stampKey(scope: Scope): string {
    return this.#cache.keyOf(...scope, 'stamp');
  }

  /** Undefined if it is not known whether the scope has it. */
  async #newStamp(stampKey: string): Promise<string | undefined> {
    const stamp = this.#ids.next();
    return (await this.#cache.set(stampKey, stamp, this.#ttlMs * STAMP_LIVES)) ? stamp : undefined;
  }

  #valueIn<Value>(text: string, stamp: string, { schema, fits }: Reading<Value>): Value | undefined {
    const entry = readEntry(entrySchema, text);
    if (entry === undefined || entry.stamp !== stamp) return undefined;
    const age = this.#cache.now() - entry.readAt;
    if (age < 0 || age >= this.#ttlMs) return undefined;
    const value = schema.safeParse(entry.value).data;
    return value !== undefined && fits(value) ? value : undefined;
  }
}
