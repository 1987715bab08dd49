import { DomainError } from './domain-error.ts';
import { shown } from './shown.ts';

/** Something that the decision rested on has changed since it was read. Nothing was written: read and decide again. */
export class ConcurrencyConflictError extends DomainError<{ readonly entity: string }> {
  static readonly code = 'CONCURRENCY_CONFLICT';
  readonly code = ConcurrencyConflictError.code;
  override readonly retryable = true;
  declare readonly entity: string;

  constructor(facts: { readonly entity: string }, options?: ErrorOptions) {
    super(`the ${facts.entity} was changed by another command`, facts, options);
  }
}

/** Another holder kept the user lock for as long as the caller was willing to wait, or the caller holds it already. */
export class LockNotAcquiredError extends DomainError<LockNotAcquiredFacts> {
  static readonly code = 'LOCK_NOT_ACQUIRED';
  readonly code = LockNotAcquiredError.code;
  override readonly retryable = true;
  declare readonly username: string;
  declare readonly operation: string;
  declare readonly waitMs: number;

  constructor(facts: LockNotAcquiredFacts) {
    super(`the lock of ${facts.username} was not free for ${facts.operation} within ${facts.waitMs} ms`, facts);
  }
}
interface LockNotAcquiredFacts {
  readonly username: string;
  readonly operation: string;
  readonly waitMs: number;
}

/** The lease ran out, and another holder took the lock over. The commit of this holder was not written. */
export class LockLostError extends DomainError<LockLostFacts> {
  static readonly code = 'LOCK_LOST';
  readonly code = LockLostError.code;
  declare readonly username: string;
  declare readonly fence: number;

  constructor(facts: LockLostFacts) {
    super(`the lock of ${facts.username} (fence ${facts.fence}) is held by someone else by now`, facts);
  }
}
interface LockLostFacts {
  readonly username: string;
  readonly fence: number;
}

/**
 * The commit was sent, and its outcome is unknown. Repeat the command with the same idempotency key, or read the entity. Never repeat a
 * command without a key after this error.
 */
export class OutcomeUnknownError extends DomainError<{ readonly token: string }> {
  static readonly code = 'OUTCOME_UNKNOWN';
  readonly code = OutcomeUnknownError.code;
  declare readonly token: string;

  constructor(facts: { readonly token: string }, options?: ErrorOptions) {
    super(
      'the store did not say whether the commit was applied: repeat the command with the same idempotency key, or read what it would have changed before you repeat it without one',
      facts,
      options,
    );
  }
}

const LONGEST_REASON = 2_000;

/** The store failed, and not because of the caller. `cause` is the driver's error. Nothing was written. */
export class StorageFailedError extends DomainError<StorageFailedFacts> {
  static readonly code = 'STORAGE_FAILED';
  readonly code = StorageFailedError.code;
  declare readonly reason: string;
  declare readonly retryable: boolean;

  constructor(facts: StorageFailedFacts, options?: ErrorOptions) {
    const reason = shown(facts.reason, LONGEST_REASON);
    super(`the store failed: ${reason}`, { ...facts, reason }, options);
  }
}
interface StorageFailedFacts {
  readonly reason: string;
  readonly retryable: boolean;
}

/** The store was closed before the call, or while the call waited for its turn. The call wrote nothing. */
export class StoreClosedError extends DomainError {
  static readonly code = 'STORE_CLOSED';
  readonly code = StoreClosedError.code;

  constructor(options?: ErrorOptions) {
    super('the store is closed: open it again', {}, options);
  }
}

/**
 * The feed no longer has everything that followed the position: what happened after `missedFrom` was removed before it was read. Rebuild
 * what you keep from the store's own reads, such as `orders.listByUser` and the ledgers, and read on from `oldest`, which you take note of
 * first: whatever the rebuild does not see comes after it.
 */
export class FeedTrimmedError extends DomainError<FeedTrimmedFacts> {
  static readonly code = 'FEED_TRIMMED';
  readonly code = FeedTrimmedError.code;
  /** The part of the feed that it is about. */
  declare readonly shard: string;
  /** When the last event before the position happened. Undefined if the position was at the beginning. */
  declare readonly missedFrom: string | undefined;
  /** The oldest position that can still be read from. Undefined if the shard itself is gone: read its children from their beginning. */
  declare readonly oldest: string | undefined;

  constructor(facts: FeedTrimmedFacts, options?: ErrorOptions) {
    const since = facts.missedFrom === undefined ? 'its beginning' : facts.missedFrom;
    super(
      `the feed no longer has all that happened after ${since} in its shard ${facts.shard}: rebuild what you keep from the store, and read on from the position in oldest`,
      facts,
      options,
    );
  }
}
interface FeedTrimmedFacts {
  readonly shard: string;
  readonly missedFrom: string | undefined;
  readonly oldest: string | undefined;
}
