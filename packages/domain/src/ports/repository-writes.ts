import { ConcurrencyConflictError } from '../errors/storage-errors.ts';
import type { Clock } from './clock.ts';
import type { IdGenerator } from './ids.ts';
import type { Change, UnitOfWork } from './unit-of-work.ts';

/**
 * What the repositories of every adapter stand on. Single entities are read and written through the unit of work,
 * as the commands do, so that each adapter has one place that writes an entity; only its lists are its own.
 */
export interface RepositoryContext {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Commits the changes of one repository call. */
export function commitChanges({ unitOfWork, ids }: RepositoryContext, ...changes: readonly Change[]): Promise<void> {
  return unitOfWork.commit({ token: ids.next(), changes });
}

interface Versioned {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** `next` as the successor of what is stored. CONCURRENCY_CONFLICT when it was made from another version. */
export function succeed<Entity extends Versioned>(
  entity: string,
  previous: Entity,
  next: Entity,
  clock: Clock,
): Entity {
  if (next.version !== previous.version) throw new ConcurrencyConflictError({ entity });
  const { createdAt, version } = previous;
  return { ...next, createdAt, version: version + 1, updatedAt: clock.now().toISOString() };
}
