import type { Cache } from '@orderfolio/domain';

/** How a cache may fail. */
export const FAULTS = ['throws', 'rejects', 'hangs', 'answers a number', 'answers an object'] as const;
export type Fault = (typeof FAULTS)[number];

/** A cache that fails on demand, counts its calls, and shows its keys so that a test can poison them. */
export class FaultyCache implements Cache {
  fault: Fault | undefined;
  calls = 0;
  readonly keys = new Set<string>();
  readonly #inner: Cache;

  constructor(inner: Cache) {
    this.#inner = inner;
  }

  get(key: string): string | undefined | Promise<string | undefined> {
    return this.#answer(() => this.#inner.get(key));
  }

  set(key: string, value: string, ttlMs: number): unknown {
    this.keys.add(key);
    return this.#answer(() => this.#inner.set(key, value, ttlMs));
  }

  delete(key: string): unknown {
    return this.#answer(() => this.#inner.delete(key));
  }

  /** Puts another text under every key that was ever used, except under the stamps. */
  async poison(change: (text: string) => string): Promise<number> {
    let poisoned = 0;
    for (const key of this.keys) {
      const text = key.endsWith(':stamp') ? undefined : await this.#inner.get(key);
      if (text === undefined) continue;
      await this.#inner.set(key, change(text), 1_000_000);
      poisoned += 1;
    }
    return poisoned;
  }

  #answer<Answer>(sound: () => Answer): Answer {
    this.calls += 1;
    switch (this.fault) {
      case undefined:
        return sound();
      case 'throws':
        throw new Error('the cache is down');
      case 'rejects':
        return outside(Promise.reject(new Error('the cache is down')));
      case 'hangs':
        return outside(new Promise(() => undefined));
      case 'answers a number':
        return outside(42);
      case 'answers an object':
        return outside({ toString: () => '{}' });
    }
  }
}

/** The answers that a cache in JavaScript may give, whatever the types say. */
function outside<Answer>(answer: unknown): Answer {
  return answer as Answer;
}
