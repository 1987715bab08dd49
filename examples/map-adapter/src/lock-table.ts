import type { Fence, LockAttempt, LockTable } from '@orderfolio/domain/adapter';

/** The end of a released lease: it is over by any clock. */
const ENDED = '';

/** The leases of the user locks. They are never deleted, so that a fence only grows. */
export class MapLockTable implements LockTable {
  readonly #leases = new Map<string, { readonly fence: number; readonly expiresAt: string }>();
  readonly #requireOpen: () => void;

  constructor(requireOpen: () => void) {
    this.#requireOpen = requireOpen;
  }

  async take({ username, now, latestEnd, expiresAt }: LockAttempt): Promise<number | undefined> {
    this.#requireOpen();
    const lease = this.#leases.get(username);
    if (lease !== undefined && lease.expiresAt > now && lease.expiresAt <= latestEnd) return undefined;
    const fence = (lease?.fence ?? 0) + 1;
    this.#leases.set(username, { fence, expiresAt });
    return fence;
  }

  async extend({ username, fence }: Fence, expiresAt: string): Promise<boolean> {
    this.#requireOpen();
    const lease = this.#leases.get(username);
    if (lease?.fence !== fence || lease.expiresAt === ENDED) return false;
    this.#leases.set(username, { fence, expiresAt });
    return true;
  }

  async free({ username, fence }: Fence): Promise<void> {
    this.#requireOpen();
    if (this.#leases.get(username)?.fence === fence) this.#leases.set(username, { fence, expiresAt: ENDED });
  }

  /** True if no later grant was made. */
  isCurrent({ username, fence }: Fence): boolean {
    return this.#leases.get(username)?.fence === fence;
  }
}
