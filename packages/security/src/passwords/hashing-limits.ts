import { env } from 'node:process';
import { type OptionRules, wholeNumber } from '@orderfolio/domain/adapter';
import { MAX_COST, MIN_COST } from './bcrypt-hash.ts';
import type { QueueLimits } from './bounded-queue.ts';

/** How dear a hash is, and how many are made at a time. */
export interface HashingOptions {
  /** The work factor: each step doubles the time. Default 12, some hundreds of milliseconds. 4 to 20. */
  readonly cost?: number | undefined;
  /**
   * How many passwords are hashed or compared at a time. Default 2. Each takes a thread of Node's pool, which has
   * `UV_THREADPOOL_SIZE` of them (4 unless it is set), and one at least is left for the signatures of tokens, files and DNS.
   */
  readonly concurrency?: number | undefined;
  /** How many more may wait; the next is refused with TOO_BUSY. Default 64; 0 to 10,000. */
  readonly queue?: number | undefined;
}

const DEFAULT_CONCURRENCY = 2;
const MOST_WAITING = 10_000;
/** What libuv reads, and what it takes without. */
const DEFAULT_POOL = 4;

/** What the options must be in this process: its pool has so many threads. */
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

/** About how long a hash takes, in milliseconds: a quarter of a second at a cost of 12. */
function expectedMs(cost: number): number {
  return 2 ** cost / 16;
}

function poolSize(): number {
  const { UV_THREADPOOL_SIZE } = env;
  const given = Number(UV_THREADPOOL_SIZE);
  return Number.isInteger(given) && given > 0 ? given : DEFAULT_POOL;
}
