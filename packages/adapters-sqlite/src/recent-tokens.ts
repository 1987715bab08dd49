/** Remembers the tokens of the last commits: at least `capacity`, at most twice as many. */
export class RecentTokens {
  readonly #capacity: number;
  #current = new Set<string>();
  #previous = new Set<string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(token: string): boolean {
    return this.#current.has(token) || this.#previous.has(token);
  }

  add(token: string): void {
    if (this.#current.size === this.#capacity) {
      this.#previous = this.#current;
      this.#current = new Set();
    }
    this.#current.add(token);
  }
}
