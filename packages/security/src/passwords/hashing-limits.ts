import { env } from 'node:process';
import { type OptionRules, wholeNumber } from '@orderfolio/domain/adapter';
import { MAX_COST, MIN_COST } from './bcrypt-hash.ts';
import type { QueueLimits } from './bounded-queue.ts';

/** How expensive a hash is, and how many are made at a time. */
export interface HashingOptions {
  /** The work factor: each step doubles the time. Default 12, which takes some hundreds of milliseconds; 4 to 20. */
  readonly cost?: number | undefined;
  /**
   * How many passwords are hashed or compared at a time. Default 2. Each takes a thread of Node's pool, which has `UV_THREADPOOL_SIZE`
   * threads (4 if it is not set). At least one thread is left for the signatures of tokens, for files and for DNS.
   */
  readonly concurrency?: number | undefined;
  /** How many more may wait. The next is refused with TOO_BUSY. Default 64; 0 to 10,000. */
  readonly queue?: number | undefined;
}

const DEFAULT_CONCURRENCY = 2;
const MOST_WAITING = 10_000;
/** The threads of libuv's pool if `UV_THREADPOOL_SIZE` is not set. */
const DEFAULT_POOL = 4;

/** The rules for the options in this process. They depend on the size of its pool. */
export function hashingOptions(): OptionRules<HashingOptions> {
  return {
    cost: wholeNumber(MIN_COST, MAX_COST),
    concurrency: wholeNumber(1, mostAtOnce()),
    queue: wholeNumber(0, MOST_WAITING),
  };
}

/** The limits with their defaults. */
export function readLimits({ concurrency, queue = 64 }: HashingOptions, cost: number): QueueLimits {
  return {
    concurrency: concurrency ?? Math.min(DEFAULT_CONCURRENCY, mostAtOnce()),
    queue,
    expectedMs: expectedMs(cost),
  };
}

function mostAtOnce(): number {
  return Math.max(1, poolSize() - 1);
}

/** How long a hash takes, roughly, in milliseconds: a quarter of a second at a cost of 12. */
function expectedMs(cost: number): number {
  return 2 ** cost / 16;
}

function poolSize(): number {
  const { UV_THREADPOOL_SIZE } = env;
  const given = Number(UV_THREADPOOL_SIZE);
  return Number.isInteger(given) && given > 0 ? given : DEFAULT_POOL;
}
