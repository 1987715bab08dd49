import { env } from 'node:process';
import type { QueueLimits } from './bounded-queue.ts';
import { requireWhole } from './password-policy.ts';

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

/** The limits with their defaults. CONFIGURATION_INVALID for a number out of range. */
export function readLimits({ concurrency, queue = 64 }: HashingOptions, cost: number): QueueLimits {
  const most = Math.max(1, poolSize() - 1);
  const running = concurrency ?? Math.min(DEFAULT_CONCURRENCY, most);
  requireWhole('concurrency', running, 1, most);
  requireWhole('queue', queue, 0, MOST_WAITING);
  return { concurrency: running, queue, expectedMs: expectedMs(cost) };
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
