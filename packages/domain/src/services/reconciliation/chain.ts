import type { Decimal } from '../../money/decimal.ts';
import type { Findings, RecordName } from './difference.ts';

/** One effect on a balance or a holding, according to its row. */
export interface Effect {
  readonly row: RecordName;
  readonly sequence: number;
  readonly change: Decimal;
  /** The total after the effect, according to the row. */
  readonly after: Decimal;
  /** When it was. */
  readonly at: string;
}

/** The total in a row without an effect: the result of so many effects. */
type Sight = Pick<Effect, 'row' | 'sequence' | 'after'>;

/** Effects that follow from one another, and none is missing: the first of them and the last. */
interface Run<Of> {
  first: Of;
  last: Of;
}

/** How the fields of a row, and those of what it changed, are called. */
interface Names {
  readonly after: 'balanceAfter' | 'quantityAfter';
  readonly sequence: 'balanceSequence' | 'holdingSequence';
  readonly total: 'currentBalance' | 'quantity';
}

/**
 * The effects on one balance or holding, in whatever order they come. They come newest first, except those of pending rows. So a run grows
 * at its beginning. Memory holds one run for each gap that is open at the moment, and not the history.
 */
export class Chain<Of extends Effect = Effect> {
  readonly #findings: Findings;
  readonly #names: Names;
  readonly #onFollow: (before: Of | undefined, next: Of) => void;
  readonly #runs = new Set<Run<Of>>();
  readonly #byFirst = new Map<number, Run<Of>>();
  readonly #byLast = new Map<number, Run<Of>>();
  readonly #sights = new Map<number, Sight[]>();

  /** `onFollow` gets each two effects that follow from one another. It gets the first one alone: that follows none. */
  constructor(
    findings: Findings,
    names: Names,
    onFollow: (before: Of | undefined, next: Of) => void = () => undefined,
  ) {
    this.#findings = findings;
    this.#names = names;
    this.#onFollow = onFollow;
  }

  add(effect: Of): void {
    const { sequence } = effect;
    for (const sight of this.#sights.get(sequence) ?? []) this.#expectAfter(sight, effect.after);
    this.#sights.delete(sequence);
    const later = this.#byFirst.get(sequence + 1);
    const earlier = this.#byLast.get(sequence - 1);
    if (later !== undefined) this.#follow(effect, later.first);
    if (earlier !== undefined) this.#follow(earlier.last, effect);
    this.#keep({ first: earlier?.first ?? effect, last: later?.last ?? effect }, earlier, later);
  }

  /** A row without an effect. It was made after the effect whose result it shows. That effect is still to come. */
  see(sight: Sight): void {
    const others = this.#sights.get(sight.sequence);
    if (others === undefined) this.#sights.set(sight.sequence, [sight]);
    else others.push(sight);
  }

  /**
   * All rows have come. `owner` is what they changed: it is stored as the result of so many effects. `before` is the sum of the rows of
   * older releases, which have no number. Returns the last effect.
   */
  end(
    owner: RecordName,
    stored: { readonly sequence: number; readonly total: Decimal },
    before: Decimal,
  ): Of | undefined {
    const runs = [...this.#runs].sort((one, other) => one.first.sequence - other.first.sequence);
    let newest: Of | undefined;
    for (const { first, last } of runs) {
      const next = (newest?.sequence ?? 0) + 1;
      if (first.sequence > next) this.#findings.gap(owner, next, first.sequence - 1);
      if (first.sequence < next) this.#findings.unexpected('CHAIN', first.row);
      if (last.sequence >= next) newest = last;
    }
    const oldest = runs[0]?.first;
    if (oldest?.sequence === 1) {
      this.#expectAfter(oldest, before.plus(oldest.change));
      this.#onFollow(undefined, oldest);
    }
    const next = (newest?.sequence ?? 0) + 1;
    if (stored.sequence >= next) this.#findings.gap(owner, next, stored.sequence);
    else this.#findings.expect('CHAIN', owner, 'sequence', next - 1, stored.sequence);
    this.#findings.expect('CHAIN', owner, this.#names.total, newest?.after ?? before, stored.total);
    for (const sights of this.#sights.values()) for (const sight of sights) this.#endSight(sight, before);
    return newest;
  }

  #keep(run: Run<Of>, earlier: Run<Of> | undefined, later: Run<Of> | undefined): void {
    for (const part of [earlier, later]) if (part !== undefined) this.#runs.delete(part);
    this.#runs.add(run);
    if (later !== undefined) this.#byFirst.delete(later.first.sequence);
    if (earlier !== undefined) this.#byLast.delete(earlier.last.sequence);
    this.#byFirst.set(run.first.sequence, run);
    this.#byLast.set(run.last.sequence, run);
  }

  #follow(before: Of, next: Of): void {
    this.#onFollow(before, next);
    this.#expectAfter(next, before.after.plus(next.change));
    if (next.at < before.at) this.#findings.note('STAMPS', next.row, 'updatedAt', before.at, next.at);
  }

  #endSight(sight: Sight, before: Decimal): void {
    if (sight.sequence === 0) this.#expectAfter(sight, before);
    else this.#findings.note('CHAIN', sight.row, this.#names.sequence, undefined, sight.sequence);
  }

  #expectAfter({ row, after }: Pick<Effect, 'row' | 'after'>, expected: Decimal): void {
    this.#findings.expect('CHAIN', row, this.#names.after, expected, after);
  }
}
