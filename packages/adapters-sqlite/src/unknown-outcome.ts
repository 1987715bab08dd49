import { OutcomeUnknownError } from '@orderfolio/domain';
import { type ChangeSet, type Entities, type EntityKind, keyOf } from '@orderfolio/domain/adapter';
import type { EntityTables } from './entity-tables.ts';

/**
 * Whether a commit is stored after the disk did not tell. All of its changes are stored, or none, so the first one that can tell is
 * enough. OUTCOME_UNKNOWN if all entities that it replaced have changed since.
 */
export function isStored(tables: EntityTables, { token, changes }: ChangeSet): boolean {
  for (const change of changes) {
    if (change.action === 'check') continue;
    const stored = tables.get(keyOf(change));
    const { value } = change;
    if (stored === undefined || stored.version < value.version) return false;
    if (stored.version === value.version) return isSame(stored, value);
    if (change.action === 'insert') return stored.createdAt === value.createdAt;
  }
  throw new OutcomeUnknownError({ token });
}

function isSame(stored: Entities[EntityKind], value: Entities[EntityKind]): boolean {
  return Object.entries(value).every(
    ([field, given]) => JSON.stringify(Reflect.get(stored, field)) === JSON.stringify(given),
  );
}
