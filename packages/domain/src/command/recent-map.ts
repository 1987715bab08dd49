/**
 * Remembers what was put last: at least half of as many entries as it may have, and never more. It has two generations, and
 * drops the older one whole: to find and delete the oldest entry of a map, each time, costs more than all else that it does.
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

  /** Forgets what has not been put since it last aged. */
  age(): void {
    this.#old = this.#young;
    this.#young = new Map();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
