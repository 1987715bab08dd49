export { type Clock, systemClock, systemTimer, type Timer } from './clock.ts';
export { ENTITY_SCHEMAS, keyOf, keyWords, requireChangeSet } from './entities.ts';
export { checkHealth, type Health, type HealthCheck } from './health.ts';
export { createUlidGenerator, type IdGenerator } from './ids.ts';
export { type ListIdentity, MAX_PAGE, type Page, type PageBounds, type PageRequest, readPage, toPage } from './page.ts';
export { commitChanges, type RepositoryContext } from './repository-writes.ts';
export type { Store } from './store.ts';
export * from './unit-of-work.ts';
export {
  type Fence,
  type LockAttempt,
  type LockGrant,
  type LockOptions,
  type LockTable,
  lockUsers,
  type UserLock,
} from './user-lock.ts';
