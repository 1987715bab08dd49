import type { Entities, EntityKey, EntityKind } from '../entities/kinds.ts';
import type { Fence } from './user-lock.ts';

/**
 * A new entity, at version 1. ALREADY_EXISTS if its key or another unique field is taken: the e-mail of a user, or the client order id
 * among a user's orders. If both are taken, the error names the key.
 */
export interface Insert<Kind extends EntityKind = EntityKind> {
  readonly action: 'insert';
  readonly entity: Kind;
  readonly value: Entities[Kind];
}

/**
 * An entity that was read as `previous` (undefined: was not there) and becomes `value`. CONCURRENCY_CONFLICT if it has changed since,
 * ALREADY_EXISTS if the new e-mail of a user is taken.
 */
export interface Save<Kind extends EntityKind = EntityKind> {
  readonly action: 'save';
  readonly entity: Kind;
  readonly previous: Entities[Kind] | undefined;
  readonly value: Entities[Kind];
}

/** An entity that must not have changed since it was read, and stays as it is. CONCURRENCY_CONFLICT if it has. */
export interface Check {
  readonly action: 'check';
  readonly key: EntityKey;
  /** 0: must not exist. */
  readonly version: number;
}

type Each<Kind extends EntityKind> = { [K in Kind]: Insert<K> | Save<K> }[Kind];
/** One part of a change set: an entity that is new, one that is saved, or a version that must still hold. */
export type Change = Each<EntityKind> | Check;

/**
 * At most this many changes go into one commit, on every adapter. Each fence takes the place of one, since it is a check. A user with a
 * new e-mail, or an order with a client order id, may count twice: some stores keep such a value in a separate record.
 */
export const MAX_CHANGES = 100;

/** Changes that `commit` applies all together or not at all. */
export interface ChangeSet {
  /** Names the commit: see `UnitOfWork.commit`. */
  readonly token: string;
  /** 1 to 100 changes, one less for each fence; no entity twice. */
  readonly changes: readonly Change[];
  /** The grants of the user locks under which the command runs, if any: one per user. */
  readonly fences?: readonly Fence[] | undefined;
}

/** The keys of one read. An undefined key yields undefined: for entities that a command reads only sometimes. */
export type ReadKeys = readonly (EntityKey | undefined)[];

/** The entities of a tuple of keys, in the same order. Undefined if there is no such entity. */
export type EntitiesOf<Keys extends ReadKeys> = {
  -readonly [Index in keyof Keys]: Keys[Index] extends infer Key
    ? Key extends EntityKey
      ? Entities[Key['entity']] | undefined
      : undefined
    : never;
};

/** Reads what a command needs and writes what it decided. */
export interface UnitOfWork {
  /**
   * True if a read asks nobody outside this process. Then a command's writes are not remembered for the next one unless
   * `warmForMs` says so, since to read them again is cheaper. Default: false.
   */
  readonly readsInProcess?: boolean | undefined;

  /**
   * The newest committed state of the named entities, in one round trip.
   * Rejects with STORAGE_FAILED.
   */
  read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>>;

  /**
   * Applies all changes or none.
   *
   * Committing again under the token of a commit that was applied changes nothing and resolves: an adapter remembers tokens for as long
   * as a caller may still be trying (the process's lifetime, or ten minutes).
   *
   * If several changes are refused, the first of them decides the error. The fences come before the changes. Rejects, with nothing
   * written, with ALREADY_EXISTS, CONCURRENCY_CONFLICT, LOCK_LOST (a fence is not current), VALIDATION_FAILED (not a change set),
   * STORAGE_FAILED; and with OUTCOME_UNKNOWN if it may or may not be written.
   */
  commit(changeSet: ChangeSet): Promise<void>;
}

/**
 * The reading half of the unit of work. The repositories of every adapter read through it, so each adapter reads and writes an entity in
 * one place.
 */
export type EntityReader = Pick<UnitOfWork, 'read'>;

/** A change that adds an entity. */
export function insert<Kind extends EntityKind>(entity: Kind, value: Entities[Kind]): Insert<Kind> {
  return { action: 'insert', entity, value };
}

/**
 * A change that replaces the entity that was read. It sets the version of the value: one more than that of `previous`, or 1. A command
 * returns `change.value`.
 */
export function save<Kind extends EntityKind>(
  entity: Kind,
  previous: Entities[Kind] | undefined,
  value: Entities[Kind],
): Save<Kind> {
  return { action: 'save', entity, previous, value: { ...value, version: (previous?.version ?? 0) + 1 } };
}

/** The last state of an entity, and the change that stores it. */
export interface Saved<Kind extends EntityKind> {
  readonly value: Entities[Kind];
  /** Empty if the entity stays as it was read. */
  readonly changes: readonly Save<Kind>[];
}

/** Like `save`, but a value that equals what was read needs no change and keeps its version. */
export function saveIfChanged<Kind extends EntityKind>(
  entity: Kind,
  previous: Entities[Kind] | undefined,
  value: Entities[Kind],
): Saved<Kind> {
  if (value === previous) return { value, changes: [] };
  const change = save(entity, previous, value);
  return { value: change.value, changes: [change] };
}

/** A change that only checks a version. */
export function check(key: EntityKey, version: number): Check {
  return { action: 'check', key, version };
}
