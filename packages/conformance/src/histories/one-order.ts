/** An operation as its caller saw it. Times are numbers of one clock. If the operation was never answered, `ended` is undefined. */
export interface Operation<Call, Reply> {
  readonly began: number;
  readonly ended: number | undefined;
  readonly call: Call;
  /** Undefined if it was not answered: it may have been carried out at any time after it began, or never. */
  readonly reply: Reply | undefined;
}

/** The model that the operations should follow, one after another. */
export interface PlainModel<Call, Reply, State> {
  readonly start: State;
  /** The state after the operation. Undefined if it could not have this reply in this state. */
  step(state: State, call: Call, reply: Reply | undefined): State | undefined;
  /** Two states with one text are the same. */
  textOf(state: State): string;
}

/**
 * Whether the operations are linearisable: whether some order of them explains every reply, and keeps the order of those that did not
 * overlap. Returns undefined if there is one, else the longest beginning of one, and the operations that could not follow it.
 *
 * The search is that of Wing and Gong, with the memory of Lowe: it does not try a set of operations twice if it has led to the same
 * state. Source: "Testing for linearizability", G. Lowe, 2017.
 */
export function withoutOrder<Call, Reply, State>(
  operations: readonly Operation<Call, Reply>[],
  model: PlainModel<Call, Reply, State>,
): Disorder<Call, Reply> | undefined {
  const search = new Search(operations, model);
  return search.run() ? undefined : { longest: search.longest, next: search.stuckAt };
}

export interface Disorder<Call, Reply> {
  readonly longest: readonly Operation<Call, Reply>[];
  readonly next: readonly Operation<Call, Reply>[];
}

interface Tried<State> {
  readonly index: number;
  readonly before: State;
}

class Search<Call, Reply, State> {
  longest: readonly Operation<Call, Reply>[] = [];
  stuckAt: readonly Operation<Call, Reply>[] = [];
  readonly #operations: readonly Operation<Call, Reply>[];
  readonly #model: PlainModel<Call, Reply, State>;
  readonly #isDone: boolean[];
  readonly #order: Tried<State>[] = [];
  readonly #seen = new Set<string>();
  #state: State;
  /** The operations with a reply that are not in the order yet. */
  #left: number;

  constructor(operations: readonly Operation<Call, Reply>[], model: PlainModel<Call, Reply, State>) {
    this.#operations = operations.toSorted((one, other) => one.began - other.began);
    this.#model = model;
    this.#state = model.start;
    this.#isDone = this.#operations.map(() => false);
    this.#left = this.#operations.filter(({ reply }) => reply !== undefined).length;
  }

  run(): boolean {
    let from = 0;
    while (this.#left > 0) {
      if (this.#goOn(from)) {
        from = 0;
        continue;
      }
      this.#noteLongest();
      const last = this.#order.pop();
      if (last === undefined) return false;
      this.#state = last.before;
      this.#mark(last.index, false);
      from = last.index + 1;
    }
    return true;
  }

  /** Adds the next operation that may follow to the order, searching from this one on. */
  #goOn(from: number): boolean {
    const latest = this.#firstEnd();
    for (let index = from; index < this.#operations.length; index++) {
      const operation = this.#operations[index];
      if (operation === undefined || operation.began > latest) return false;
      if (this.#isDone[index]) continue;
      const next = this.#model.step(this.#state, operation.call, operation.reply);
      if (next === undefined) continue;
      this.#mark(index, true);
      if (this.#isNew(next)) {
        this.#order.push({ index, before: this.#state });
        this.#state = next;
        return true;
      }
      this.#mark(index, false);
    }
    return false;
  }

  /** An operation that began after this has to follow one that had ended by then. */
  #firstEnd(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const [index, { ended, reply }] of this.#operations.entries())
      if (!this.#isDone[index] && reply !== undefined && ended !== undefined && ended < first) first = ended;
    return first;
  }

  #isNew(state: State): boolean {
    const done = this.#isDone.map((is) => (is ? '1' : '0')).join('');
    const text = `${done} ${this.#model.textOf(state)}`;
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    return true;
  }

  #mark(index: number, isDone: boolean): void {
    this.#isDone[index] = isDone;
    if (this.#operations[index]?.reply !== undefined) this.#left += isDone ? -1 : 1;
  }

  #noteLongest(): void {
    if (this.#order.length < this.longest.length) return;
    const at = (index: number) => this.#operations.slice(index, index + 1);
    this.longest = this.#order.flatMap(({ index }) => at(index));
    const latest = this.#firstEnd();
    this.stuckAt = this.#operations.filter(({ began }, index) => !this.#isDone[index] && began <= latest);
  }
}
