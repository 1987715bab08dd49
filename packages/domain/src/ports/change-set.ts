import { type EntityKey, type EntityKind, identityIn, keyIn } from '../entities/kinds.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { type Change, type ChangeSet, type Insert, MAX_CHANGES, type Save } from './unit-of-work.ts';

/** The primary key of the entity that a change writes or checks. */
export function keyOf(change: Change): EntityKey {
  return change.action === 'check' ? change.key : keyOfValue(change);
}

function keyOfValue<Kind extends EntityKind>({ entity, value }: Insert<Kind> | Save<Kind>): EntityKey {
  return keyIn(entity, value);
}

function kindOf(change: Change): EntityKind {
  return change.action === 'check' ? change.key.entity : change.entity;
}

/** The key as one text, unique among all entities. */
export function identityOf(key: EntityKey): string {
  return identityIn(key.entity, key);
}

/** The same text for the entity that a change writes or checks. */
export function identityOfChange(change: Change): string {
  return change.action === 'check' ? identityOf(change.key) : identityIn(change.entity, change.value);
}

/** VALIDATION_FAILED for anything that is not a change set: it has no changes, too many, or one entity twice. */
export function requireChangeSet({ changes, fences = [] }: ChangeSet): void {
  if (new Set(fences.map(({ username }) => username)).size < fences.length)
    throw new ValidationError({ field: 'fences', rule: 'must not name a user twice' });
  // Each fence is one more check in the store.
  const most = MAX_CHANGES - fences.length;
  if (changes.length === 0 || changes.length > most) {
    throw new ValidationError({ field: 'changes', rule: `must be 1 to ${most} changes, not ${changes.length}` });
  }
  // Most change sets name each kind once. Keys have to be compared only if a kind repeats.
  if (new Set(changes.map(kindOf)).size === changes.length) return;
  const seen = new Set<string>();
  for (const change of changes) {
    const identity = identityOfChange(change);
    if (seen.has(identity)) throw new ValidationError({ field: 'changes', rule: `must not name ${identity} twice` });
    seen.add(identity);
  }
}
