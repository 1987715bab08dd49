import type { Entity, EntityKey, EntityKind } from '../entities/kinds.ts';
import { identityOf, keyOf } from '../ports/change-set.ts';
import type { Change } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';
import { RecentMap } from './recent-map.ts';

const DEFAULT_WARM_MS = 5_000;
const DEFAULT_WARM_ENTITIES = 10_000;
/** A lane that has lost a race with another process decides on what it reads for so long. */
const COOL_MS = 1_000;
/** The lanes that lost a race last are remembered: these many. */
const REMEMBERED_RACES = 1_024;

/** What a user's commands come back to, and what repeats are answered from. */
const REMEMBERED = new Set<EntityKind>([
  'balance',
  'assetBalance',
  'order',
  'balanceTransaction',
  'assetTransaction',
  'receipt',
]);
/** What commands only look at: it is as old as `catalogueMaxAgeMs` allows. */
const CATALOGUE = new Set<EntityKind>(['asset', 'lastTick']);

/** True for what commands look at as it was, within the age that is allowed. */
export function isOfCatalogue(kind: EntityKind): boolean {
  return CATALOGUE.has(kind);
}

interface Remembered {
  readonly entity: Entity | undefined;
  /** When it was written, or read. */
  readonly at: number;
}

/** What is known of one entity, though it may have changed since. */
export interface Known {
  readonly entity: Entity | undefined;
}

/** A key of a command that was not used lately is taken to be new: its insert tells. */
const NEW_KEY: Known = { entity: undefined };

/**
 * What this process has written last, so that the next command of the same user need not read it. Correctness does not rest on
 * it: what is decided on a remembered version is written or checked at that version, or read afresh. It is bounded by time and
 * number: what was written longest ago goes first.
 */
export class Warm {
  readonly #written = new RecentMap<Remembered>();
  readonly #catalogue = new RecentMap<Remembered>();
  /** By lane, until when it decides on what it reads. */
  readonly #cooling = new RecentMap<number>();
  #agedAt = 0;

  /** Whether commands of this lane may be decided on what is remembered. */
  isWarm(lane: string, context: CommandContext, at: number): boolean {
    if (warmForMsOf(context) === 0) return false;
    const until = this.#cooling.get(lane);
    if (until === undefined) return true;
    // A clock that was set back makes no lane wait longer.
    if (at < until && until - at <= COOL_MS) return false;
    this.#cooling.delete(lane);
    return true;
  }

  /** What is remembered of an entity; undefined where that is nothing, or too old. */
  find(key: EntityKey, context: CommandContext, at: number): Known | undefined {
    const { catalogueMaxAgeMs = 0 } = context;
    const isLookedAt = isOfCatalogue(key.entity);
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
      const identity = identityOf(keyOf(change));
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

  /** Nothing is known any more of what a commit would have written. */
  forget(changes: readonly Change[]): void {
    for (const change of changes) {
      const identity = identityOf(keyOf(change));
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

  /** After the time that it is remembered, what was written is older than all that comes; after twice that, all of it is too old. */
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

/** Whether commands may go by an asset and a price that were read before. */
export function looksBack(context: CommandContext): boolean {
  return (context.catalogueMaxAgeMs ?? 0) > 0 && warmForMsOf(context) > 0;
}

/** An age that is negative is that of a clock that was set back: nobody knows it. */
function isWithin(age: number, most: number): boolean {
  return age >= 0 && age <= most;
}

/** Remembers an entity, unless a newer version of it is: another lane may have written it while this one was read, or written. */
function remember(map: RecentMap<Remembered>, identity: string, remembered: Remembered, most: number): void {
  if (versionOf(map.get(identity)) <= versionOf(remembered)) map.put(identity, remembered, most);
}

function versionOf(remembered: Remembered | undefined): number {
  return remembered?.entity?.version ?? 0;
}
