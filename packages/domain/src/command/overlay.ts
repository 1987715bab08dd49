import type { Entity, EntityKey } from '../entities/kinds.ts';
import { identityOf, identityOfChange } from '../ports/change-set.ts';
import { type Change, type Insert, MAX_CHANGES, type Save } from '../ports/unit-of-work.ts';

/** The state of one entity, as far as it is known. */
export interface Known {
  /** Undefined if there is no such entity. */
  readonly entity: Entity | undefined;
}

/**
 * The entities that were read for several commands, as the decisions so far have changed them. Each command decides on what the ones
 * before have left. `changes` is the one change set that stores it all, with each entity written once, in its last state.
 */
export class Overlay {
  readonly #known = new Map<string, Known>();
  readonly #changes = new Map<string, Change>();
  readonly #most: number;
  #writes = 0;

  /** A fence takes the place of a change. */
  constructor(fences: number) {
    this.#most = MAX_CHANGES - fences;
  }

  /** The entity that the next decision finds under this key. Undefined if it must be read first. */
  find(key: EntityKey): Known | undefined {
    return this.#known.get(identityOf(key));
  }

  /** Takes in an entity that was read. If the key is known already, decisions rest on it, and it stays. */
  learn(key: EntityKey, entity: Entity | undefined): void {
    const identity = identityOf(key);
    if (!this.#known.has(identity)) this.#known.set(identity, { entity });
  }

  /**
   * Takes in a decision, whole or not at all. False if it does not fit: one commit cannot take it too, or it does not rest on what the
   * decisions before have left. It then needs a commit of its own.
   */
  add(changes: readonly Change[]): boolean {
    const merged = new Map<string, Change>();
    for (const change of changes) {
      const identity = identityOfChange(change);
      const before = merged.get(identity) ?? this.#changes.get(identity);
      const after = before === undefined ? change : mergeChanges(before, change);
      if (after === undefined) return false;
      merged.set(identity, after);
    }
    let added = guardsOf(changes);
    for (const identity of merged.keys()) if (!this.#changes.has(identity)) added += 1;
    if (this.#writes + added > this.#most) return false;
    this.#writes += added;
    for (const [identity, change] of merged) {
      this.#changes.set(identity, change);
      if (change.action !== 'check') this.#known.set(identity, { entity: change.value });
    }
    return true;
  }

  /** True if the commit writes this entity, or checks its version. */
  writes(identity: string): boolean {
    return this.#changes.has(identity);
  }

  /** In the order in which the decisions first named the entities. */
  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }
}

/** Two changes of one entity as one. Undefined if the second does not rest on what the first has left. */
function mergeChanges(first: Change, second: Change): Change | undefined {
  if (second.action === 'check') {
    const version = first.action === 'check' ? first.version : first.value.version;
    return version === second.version ? first : undefined;
  }
  const previous = second.action === 'save' ? (second.previous?.version ?? 0) : 0;
  if (first.action === 'check') return first.version === previous ? second : undefined;
  return first.value.version === previous ? writeOf(first, second) : undefined;
}

function writeOf(first: Insert | Save, { value }: Insert | Save): Change {
  // Both are of one kind, since they are of one entity: the compiler does not see that.
  return { ...first, value } as Change;
}

/** The number of further records that some stores need: for a new e-mail, and for a client order id that has no receipt. */
function guardsOf(changes: readonly Change[]): number {
  let guards = 0;
  for (const change of changes) {
    if (change.action === 'check') continue;
    if (change.entity === 'user') guards += 2;
    if (change.entity !== 'order' || change.value.clientOrderId === undefined || change.value.version > 1) continue;
    const { clientOrderId } = change.value;
    const isReceipt = (other: Change): boolean =>
      other.action !== 'check' && other.entity === 'receipt' && other.value.key === clientOrderId;
    if (!changes.some(isReceipt)) guards += 1;
  }
  return guards;
}
