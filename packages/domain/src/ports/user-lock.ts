import * as z from 'zod';
import { usernameSchema } from '../entities/user.ts';
import { DomainError } from '../errors/domain-error.ts';
import { LockLostError, LockNotAcquiredError } from '../errors/storage-errors.ts';
import { parse, requireFunction } from '../validation/parse.ts';
import { text } from '../validation/schemas.ts';
import type { Clock, Timer } from './clock.ts';
import { codeOf, type GuardedObserver } from './guarded-observer.ts';

/** The proof in a commit that its lock was not taken over. */
export interface Fence {
  readonly username: string;
  /** Grows with every grant of this user's lock. */
  readonly fence: number;
}

/** A lock that is held. */
export interface LockGrant extends Fence {
  readonly operation: string;
  /** The end of the lease, unless it is renewed. ISO-8601 UTC, by the caller's clock. */
  readonly expiresAt: string;
}

/** How long `withLock` waits for a lock, and how long the lease lasts unless it is renewed, in milliseconds. */
export interface LockOptions {
  /** How long the grant lasts, in milliseconds. Default 10,000. */
  readonly leaseMs?: number | undefined;
  /** How long to wait for another holder, in milliseconds. Default 5,000. With 0 it tries once. */
  readonly waitMs?: number | undefined;
}

/**
 * One holder at a time per user. It saves the commands of a busy user from retries. Correctness does not rest on it: the store refuses a
 * commit under an outdated grant.
 */
export interface UserLock {
  /** Takes the lock. LOCK_NOT_ACQUIRED after the wait. */
  acquire(username: string, operation: string, options?: LockOptions): Promise<LockGrant>;
  /** A new lease from now, with the same fence. LOCK_LOST if the lock was released or taken over, VALIDATION_FAILED. */
  renew(grant: LockGrant, leaseMs?: number): Promise<LockGrant>;
  /** Frees the lock. Releasing an outdated grant does nothing. VALIDATION_FAILED if this is not a grant. */
  release(grant: LockGrant): Promise<void>;
  /** Takes the lock, runs the work, frees the lock whatever happens, and returns what the work returned. VALIDATION_FAILED without work. */
  withLock<Result>(
    username: string,
    operation: string,
    work: (grant: LockGrant) => Promise<Result>,
    options?: LockOptions,
  ): Promise<Result>;
}

/** A try to take or extend a lock, as an adapter stores it. Times are ISO-8601 UTC. */
export interface LockAttempt {
  readonly username: string;
  readonly operation: string;
  readonly now: string;
  /** A lease that ends later than this comes from a clock that had leapt, and counts as ended. */
  readonly latestEnd: string;
  readonly expiresAt: string;
}

/** The three single writes that an adapter provides; `lockUsers` makes the port of them. */
export interface LockTable {
  /**
   * Grants the lock if it is free, or if its lease has ended by `now` or ends after `latestEnd`. Returns the new fence, one more than the
   * last, or undefined.
   */
  take(attempt: LockAttempt): Promise<number | undefined>;
  /** Extends the lease if the fence is current and was not released. Returns whether it did. */
  extend(fence: Fence, expiresAt: string): Promise<boolean>;
  /** Ends the lease if the fence is current; keeps the fence, so that it only grows. */
  free(fence: Fence): Promise<void>;
}

const DEFAULT_LEASE_MS = 10_000;
const DEFAULT_WAIT_MS = 5_000;
const LONGEST_POLL_MS = 50;
const LONGEST_LEASE_MS = 3_600_000;
const LONGEST_WAIT_MS = 3_600_000;
/** How far the clocks of two working machines may be apart, with room to spare. */
const CLOCKS_APART_MS = 3_600_000;

/** A valid call of `acquire`. */
interface Wanted extends z.output<typeof lockOptionsSchema> {
  readonly username: string;
  readonly operation: string;
}

/** The lock port over an adapter's table: waiting, leases by the clock, and `withLock`. */
export function lockUsers(table: LockTable, clock: Clock, timer: Timer, observer?: GuardedObserver): UserLock {
  async function tryOnce({ username, operation, leaseMs }: Wanted): Promise<LockGrant | undefined> {
    const now = clock.now();
    const expiresAt = leaseEnd(now, leaseMs);
    const latestEnd = leaseEnd(now, LONGEST_LEASE_MS + CLOCKS_APART_MS);
    const fence = await table.take({ username, operation, now: now.toISOString(), latestEnd, expiresAt });
    return fence === undefined ? undefined : { username, operation, fence, expiresAt };
  }

  async function waitFor(wanted: Wanted, beforeTry?: () => void): Promise<LockGrant> {
    const { username, operation, waitMs } = wanted;
    // The wait counts the time slept, so a clock that stands still or jumps cannot stretch it.
    for (let waited = 0; ; ) {
      beforeTry?.();
      const grant = await tryOnce(wanted);
      if (grant !== undefined) return grant;
      if (waited >= waitMs) throw new LockNotAcquiredError({ username, operation, waitMs });
      const pause = Math.min(waitMs - waited, 1 + Math.random() * LONGEST_POLL_MS);
      await timer.sleep(pause);
      waited += pause;
    }
  }

  const lock: UserLock = {
    async acquire(inUser, inOperation, options) {
      const username = parse(usernameSchema, inUser, 'username');
      const operation = parse(operationSchema, inOperation, 'operation');
      const wanted = { username, operation, ...parse(lockOptionsSchema, options ?? {}) };
      return observer === undefined ? waitFor(wanted) : observedWait(observer, (count) => waitFor(wanted, count));
    },

    async renew(grant, leaseMs) {
      const fence = parse(fenceSchema, grant, 'grant');
      const lease = parse(lockOptionsSchema, { leaseMs }).leaseMs;
      const expiresAt = leaseEnd(clock.now(), lease);
      if (!(await table.extend(fence, expiresAt))) throw new LockLostError(fence);
      return { ...grant, expiresAt };
    },

    async release(grant) {
      await table.free(parse(fenceSchema, grant, 'grant'));
    },

    async withLock(username, operation, work, options) {
      requireFunction(work, 'work');
      const grant = await lock.acquire(username, operation, options);
      try {
        return await work(grant);
      } finally {
        await releaseQuietly(lock, grant);
      }
    },
  };
  return lock;
}

function observedWait(observer: GuardedObserver, wait: (count: () => void) => Promise<LockGrant>): Promise<LockGrant> {
  let tries = 0;
  const count = (): void => {
    tries += 1;
  };
  return observer.during({ kind: 'lock' }, () => wait(count), {
    done: () => ({ tries }),
    failed: (error) => ({ tries, code: codeOf(error) }),
  });
}

/** The work is done whatever becomes of the lock, and an unreleased lease ends by itself. So a failed release does not fail the work. */
async function releaseQuietly(lock: UserLock, grant: LockGrant): Promise<void> {
  try {
    await lock.release(grant);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

function leaseEnd(now: Date, leaseMs: number): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}

/** The name of the work that the lock is held for. */
export const operationSchema = text(100);

/** The part of a grant that is checked. */
const fenceSchema = z.object({ username: usernameSchema, fence: z.int() });

const lockOptionsSchema = z.strictObject({
  leaseMs: z.int().min(1).max(LONGEST_LEASE_MS).default(DEFAULT_LEASE_MS),
  waitMs: z.int().min(0).max(LONGEST_WAIT_MS).default(DEFAULT_WAIT_MS),
});
