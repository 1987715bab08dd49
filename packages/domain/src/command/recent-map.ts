/**
 * Remembers the entries that were put last: at most as many as it may have, and at least half as many. It has two generations, and drops
 * the older one whole. Finding and deleting the oldest entry each time would cost more than everything else that it does.
 */
export class RecentMap<Value extends object | number> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  put(key: string, value: Value, most: number): void {
    const half = Math.floor(most / 2);
    this.#old.delete(key);
    if (this.#young.size >= half && !this.#young.has(key)) this.age();
    this.#young.set(key, value);
    if (half === 0) this.#old.clear();
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Forgets the older generation: the entries that were not put since the last call. */
  age(): void {
    this.#old = this.#young;
    this.#young = new Map();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
