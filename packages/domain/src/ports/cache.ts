/**
 * Keeps texts for a while. A text may be gone at any time, or old, so no command is decided on one.
 *
 * A cache may throw, reject, be late or answer nonsense. Its callers wait for a bounded time, and then go on without
 * it.
 */
export interface Cache {
  /** The text that was set last, or undefined if there is none or its time is over. */
  get(key: string): string | undefined | Promise<string | undefined>;
  /** Keeps a text for `ttlMs` milliseconds, a whole number from 1, in place of any other of this key. */
  set(key: string, value: string, ttlMs: number): unknown;
  /** Removes the text, if there is one. Calls for one key take effect in their order. */
  delete(key: string): unknown;
}
