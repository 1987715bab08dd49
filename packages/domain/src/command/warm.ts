import type { Entity, EntityKey, EntityKind } from '../entities/kinds.ts';
import { identityOf, keyOf } from '../ports/change-set.ts';
import type { Change } from '../ports/unit-of-work.ts';
import type { CommandContext } from './command.ts';

const DEFAULT_WARM_MS = 5_000;
const DEFAULT_WARM_ENTITIES = 10_000;
/** A lane that has lost a race with another process decides on what it reads for so long. */
const COOL_MS = 1_000;
/** The lanes that lost a race last are remembered: these many. */
const REMEMBERED_RACES = 1_024;

/** What a user's commands come back to. The other kinds are written once, or not read by commands. */
const REMEMBERED = new Set<EntityKind>(['balance', 'assetBalance', 'order', 'balanceTransaction', 'receipt']);
/** What commands only look at: it is as old as `catalogueMaxAgeMs` allows. */
const CATALOGUE = new Set<EntityKind>(['asset', 'lastTick']);

interface Remembered {
  readonly entity: Entity | undefined;
  /** When it was written, or read. */
  readonly at: number;
}

/** What is remembered of one entity. */
export type Known =
  | { readonly isKnown: false }
  | {
      readonly isKnown: true;
      readonly entity: Entity | undefined;
      /** True where it may be looked at: a receipt never changes, and the catalogue has an age that is allowed. */
      readonly isSettled: boolean;
    };

const UNKNOWN: Known = { isKnown: false };
/** A key of a command that was not used lately is taken to be new: its insert tells. */
const NEW_KEY: Known = { isKnown: true, entity: undefined, isSettled: false };

/**
 * What this process has written last, so that the next command of the same user need not read it. Correctness does not rest on
 * it: what is decided on a remembered version is written or checked at that version, or read afresh. It is bounded by time and
 * number: the entity that was written longest ago goes first.
 */
export class Warm {
  readonly #written = new Map<string, Remembered>();
  readonly #catalogue = new Map<string, Remembered>();
  /** By lane, until when it decides on what it reads. */
  readonly #cooling = new Map<string, number>();

  /** Whether commands of this lane may be decided on what is remembered. */
  isWarm(lane: string, { warmForMs = DEFAULT_WARM_MS }: CommandContext, at: number): boolean {
    if (warmForMs === 0) return false;
    const until = this.#cooling.get(lane);
    if (until === undefined) return true;
    // A clock that was set back makes no lane wait longer.
    if (at < until && until - at <= COOL_MS) return false;
    this.#cooling.delete(lane);
    return true;
  }

  /** What is remembered of an entity. */
  find(key: EntityKey, { warmForMs = DEFAULT_WARM_MS, catalogueMaxAgeMs = 0 }: CommandContext, at: number): Known {
    const isLookedAt = CATALOGUE.has(key.entity);
    const found = (isLookedAt ? this.#catalogue : this.#written).get(identityOf(key));
    const isFresh = found !== undefined && isWithin(at - found.at, isLookedAt ? catalogueMaxAgeMs : warmForMs);
    if (isFresh) return { isKnown: true, entity: found.entity, isSettled: isLookedAt || key.entity === 'receipt' };
    return key.entity === 'receipt' ? NEW_KEY : UNKNOWN;
  }

  /** Remembers what a commit has written. */
  wrote(
    changes: readonly Change[],
    { warmForMs, warmEntities = DEFAULT_WARM_ENTITIES }: CommandContext,
    at: number,
  ): void {
    for (const change of changes) {
      if (change.action === 'check') continue;
      const identity = identityOf(keyOf(change));
      if (CATALOGUE.has(change.entity) && this.#catalogue.has(identity))
        this.#catalogue.set(identity, { entity: change.value, at });
      if (warmForMs === 0 || !REMEMBERED.has(change.entity)) continue;
      const known = this.#written.get(identity)?.entity;
      // Another lane may have written it again meanwhile.
      if (known !== undefined && known.version > change.value.version) continue;
      put(this.#written, identity, { entity: change.value, at }, warmEntities);
    }
    this.#dropExpired(warmForMs ?? DEFAULT_WARM_MS, at);
  }

  /** Remembers what was read of the catalogue. */
  looked(
    key: EntityKey,
    entity: Entity | undefined,
    { catalogueMaxAgeMs = 0, warmEntities = DEFAULT_WARM_ENTITIES }: CommandContext,
    at: number,
  ): void {
    if (catalogueMaxAgeMs > 0 && CATALOGUE.has(key.entity))
      put(this.#catalogue, identityOf(key), { entity, at }, warmEntities);
  }

  /** Nothing is known any more of what a commit would have written. */
  forget(changes: readonly Change[]): void {
    for (const change of changes) this.#written.delete(identityOf(keyOf(change)));
  }

  /** Another process works on this lane: for a while its commands are decided on what they read. */
  cool(lane: string, at: number): void {
    put(this.#cooling, lane, at + COOL_MS, REMEMBERED_RACES);
  }

  /** How many entities are remembered. */
  get size(): number {
    return this.#written.size + this.#catalogue.size;
  }

  /** The oldest are first. */
  #dropExpired(warmForMs: number, now: number): void {
    for (const [identity, { at }] of this.#written) {
      if (isWithin(now - at, warmForMs)) return;
      this.#written.delete(identity);
    }
  }
}

/** An age that is negative is that of a clock that was set back: nobody knows it. */
function isWithin(age: number, most: number): boolean {
  return age >= 0 && age <= most;
}

/** Puts an entry last, and drops the first where there are too many. */
function put<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size > most) map.delete(oldest);
}
