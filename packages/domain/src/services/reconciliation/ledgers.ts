/** Ledgers by what they are held against: one for each balance, or for each holding. */
export class Ledgers<Owner, Ledger extends { end(): void }> {
  readonly #make: (id: string, owner: Owner | undefined) => Ledger;
  readonly #owners = new Map<string, Owner>();
  readonly #unreadable = new Set<string>();
  readonly #ledgers = new Map<string, Ledger>();

  /** `make` is given undefined for what is not there. */
  constructor(make: (id: string, owner: Owner | undefined) => Ledger) {
    this.#make = make;
  }

  /** The record under this id. Undefined if it cannot be read. */
  own(id: string, owner: Owner | undefined): void {
    if (owner === undefined) this.#unreadable.add(id);
    else this.#owners.set(id, owner);
    this.of(id);
  }

  of(id: string): Ledger {
    let ledger = this.#ledgers.get(id);
    if (ledger === undefined) {
      ledger = this.#make(id, this.#owners.get(id));
      this.#ledgers.set(id, ledger);
    }
    return ledger;
  }

  /** All rows have come. */
  end(): void {
    for (const [id, ledger] of this.#ledgers) if (!this.#unreadable.has(id)) ledger.end();
  }
}
