import type { Entity, EntityKey, EntityKind } from '../entities/kinds.ts';
import { identityOf, identityOfChange } from '../ports/change-set.ts';
import type { Change } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';
import type { Known } from './overlay.ts';
import { RecentMap } from './recent-map.ts';

const DEFAULT_WARM_MS = 5_000;
const DEFAULT_WARM_ENTITIES = 10_000;
/** After losing a race with another process, a lane decides on what it reads for this long. */
const COOL_MS = 1_000;
/** This many lanes that lost a race are remembered, the last ones. */
const REMEMBERED_RACES = 1_024;

/** The entities that a user's commands need again, and that repeats are answered from. */
const REMEMBERED = new Set<EntityKind>([
  'balance',
  'assetBalance',
  'order',
  'balanceTransaction',
  'assetTransaction',
  'receipt',
]);
/** The entities that commands only look at. They may be as old as `catalogueMaxAgeMs`. */
const CATALOGUE = new Set<EntityKind>(['asset', 'lastTick']);

/** True for entities that commands only look at, within the allowed age. */
export function isOfCatalogue(kind: EntityKind): boolean {
  return CATALOGUE.has(kind);
}

interface Remembered {
  readonly entity: Entity | undefined;
  /** When it was written, or read. */
  readonly at: number;
}

/** A key that was not used lately is taken to be new: its insert will tell. */
const NEW_KEY: Known = { entity: undefined };

/**
 * The last writes of this process, so that the next command of the same user need not read them. Correctness does not
 * rest on them: an entity that a decision used is written or checked at the remembered version, or read again. Both
 * time and number are bounded, and the oldest entities go first.
 */
export class Warm {
  readonly #written = new RecentMap<Remembered>();
  readonly #catalogue = new RecentMap<Remembered>();
  /** For each lane, the time until which it decides on what it reads. */
  readonly #cooling = new RecentMap<number>();
  #agedAt = 0;

  /** True if commands of this lane may be decided on what is remembered. */
  isWarm(lane: string, context: CommandContext, at: number): boolean {
    if (warmForMsOf(context) === 0) return false;
    const until = this.#cooling.get(lane);
    if (until === undefined) return true;
    // A clock that was set back makes no lane wait longer.
    if (at < until && until - at <= COOL_MS) return false;
    this.#cooling.delete(lane);
    return true;
  }

  /** The remembered entity, which may have changed since. Undefined if there is none or it is too old. */
  find(key: EntityKey, context: CommandContext, at: number): Known | undefined {
    const { catalogueMaxAgeMs = 0 } = context;
    const isLookedAt = isOfCatalogue(key.entity);
    if (isLookedAt && catalogueMaxAgeMs === 0) return undefined;
    const found = (isLookedAt ? this.#catalogue : this.#written).get(identityOf(key));
    if (found !== undefined && isWithin(at - found.at, isLookedAt ? catalogueMaxAgeMs : warmForMsOf(context)))
      return found;
    return key.entity === 'receipt' ? NEW_KEY : undefined;
  }

  /** Remembers what a commit has written. */
  wrote(changes: readonly Change[], context: CommandContext, at: number): void {
    const warmForMs = warmForMsOf(context);
    if (warmForMs === 0) return;
    const { warmEntities = DEFAULT_WARM_ENTITIES, catalogueMaxAgeMs = 0 } = context;
    this.#dropExpired(warmForMs, at);
    for (const change of changes) {
      if (change.action === 'check') continue;
      const identity = identityOfChange(change);
      const remembered = { entity: change.value, at };
      if (isOfCatalogue(change.entity) && (catalogueMaxAgeMs > 0 || this.#catalogue.get(identity) !== undefined))
        remember(this.#catalogue, identity, remembered, warmEntities);
      if (REMEMBERED.has(change.entity)) remember(this.#written, identity, remembered, warmEntities);
    }
  }

  /** Remembers what was read of the catalogue, for commands that may go by it. */
  looked(
    key: EntityKey,
    entity: Entity | undefined,
    { warmEntities = DEFAULT_WARM_ENTITIES }: CommandContext,
    at: number,
  ): void {
    if (isOfCatalogue(key.entity)) remember(this.#catalogue, identityOf(key), { entity, at }, warmEntities);
  }

  /** Forgets the entities that a commit would have written. */
  forget(changes: readonly Change[]): void {
    for (const change of changes) {
      const identity = identityOfChange(change);
      this.#written.delete(identity);
      this.#catalogue.delete(identity);
    }
  }

  /** Another process works on this lane: for a while its commands are decided on what they read. */
  cool(lane: string, at: number): void {
    this.#cooling.put(lane, at + COOL_MS, REMEMBERED_RACES);
  }

  /** How many entities are remembered. */
  get size(): number {
    return this.#written.size + this.#catalogue.size;
  }

  /** After `warmForMs` the maps age; after twice that time everything in the older generation is too old. */
  #dropExpired(warmForMs: number, now: number): void {
    const age = now - this.#agedAt;
    if (isWithin(age, warmForMs)) return;
    this.#written.age();
    if (!isWithin(age, 2 * warmForMs)) this.#written.age();
    this.#agedAt = now;
  }
}

/** For how long what was written is remembered: by default not at all where a read costs no request. */
function warmForMsOf({ warmForMs, unitOfWork }: CommandContext): number {
  return warmForMs ?? (unitOfWork.readsInProcess === true ? 0 : DEFAULT_WARM_MS);
}

/** True if commands may go by an asset and a price that were read before. */
export function looksBack(context: CommandContext): boolean {
  return (context.catalogueMaxAgeMs ?? 0) > 0 && warmForMsOf(context) > 0;
}

/** A negative age comes from a clock that was set back: the real age is unknown. */
function isWithin(age: number, most: number): boolean {
  return age >= 0 && age <= most;
}

/** Remembers an entity, unless a newer version is remembered: another lane may have written it meanwhile. */
function remember(map: RecentMap<Remembered>, identity: string, remembered: Remembered, most: number): void {
  if (versionOf(map.get(identity)) <= versionOf(remembered)) map.put(identity, remembered, most);
}

function versionOf(remembered: Remembered | undefined): number {
  return remembered?.entity?.version ?? 0;
}
