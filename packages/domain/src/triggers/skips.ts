import { type ErrorCode, isOrderfolioError, type OrderfolioError } from '../errors/index.ts';
import type { Skipped, Unreadable, WaitingName } from '../ports/trigger-index.ts';

/** True if an error is about one record. If it is about the store, the next record would fail too. */
const ABOUT: { readonly [Code in ErrorCode]: 'record' | 'store' } = {
  ACCOUNT_SUSPENDED: 'record',
  ALREADY_EXISTS: 'record',
  ASSET_BALANCE_NOT_FOUND: 'record',
  ASSET_INACTIVE: 'record',
  ASSET_NOT_FOUND: 'record',
  BALANCE_NOT_FOUND: 'record',
  // Somebody is always faster at this account. The other accounts must not wait for it.
  CONCURRENCY_CONFLICT: 'record',
  CONFIGURATION_INVALID: 'store',
  FEED_TRIMMED: 'store',
  IDEMPOTENCY_CONFLICT: 'record',
  INSUFFICIENT_ASSET_BALANCE: 'record',
  INSUFFICIENT_BALANCE: 'record',
  INVALID_CURSOR: 'record',
  INVALID_ORDER_TRANSITION: 'record',
  INVALID_TRANSACTION_TRANSITION: 'record',
  LOCK_LOST: 'store',
  LOCK_NOT_ACQUIRED: 'store',
  ORDER_NOT_FOUND: 'record',
  OUTCOME_UNKNOWN: 'store',
  PRICE_UNAVAILABLE: 'record',
  RATE_UNAVAILABLE: 'record',
  // Only if it is not retryable. A retryable one comes from a store that is down, throttled or full.
  STORAGE_FAILED: 'record',
  STORE_CLOSED: 'store',
  TRANSACTION_NOT_FOUND: 'record',
  USER_NOT_FOUND: 'record',
  VALIDATION_FAILED: 'record',
};

function isAboutRecord(error: unknown): error is OrderfolioError {
  if (!isOrderfolioError(error)) return false;
  return ABOUT[error.code] === 'record' && !(error.code === 'STORAGE_FAILED' && error.retryable);
}

function isUnreadable(entry: { readonly kind: string }): entry is Unreadable {
  return entry.kind === 'unreadable';
}

/** The entries that one pass through the indexes could not end, each once. */
export class Skips {
  readonly #byId = new Map<string, Skipped>();
  #noted = 0;

  /** How often an entry was noted. The same entry may be noted several times. */
  get noted(): number {
    return this.#noted;
  }

  get all(): readonly Skipped[] {
    return [...this.#byId.values()];
  }

  /** True if another pass may end an entry that this one could not. */
  get mayPass(): boolean {
    return this.all.some(({ error }) => error.retryable);
  }

  add(name: WaitingName, error: OrderfolioError): void {
    this.#noted += 1;
    this.#byId.set(name.orderId ?? name.trailingGroupId, { ...name, error });
  }

  /** The readable entries. The others are noted. */
  async *readable<Entry extends { readonly kind: string }>(
    entries: AsyncIterable<Entry | Unreadable>,
  ): AsyncGenerator<Entry> {
    for await (const entry of entries) {
      if (isUnreadable(entry)) this.add(entry.name, entry.error);
      else yield entry;
    }
  }

  /** Does work that concerns one record. If it fails only for this record, the failure is noted, and the result is undefined. */
  async attempt<Result>(name: WaitingName, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isAboutRecord(error)) throw error;
      this.add(name, error);
      return undefined;
    }
  }
}
