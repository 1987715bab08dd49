import { type ErrorCode, isOrderfolioError, type OrderfolioError } from '../errors/index.ts';
import type { Skipped, Unreadable, WaitingName } from '../ports/trigger-index.ts';

/** Whether an error says something of the record at hand, or of the store: then the next record would fare no better. */
const ABOUT: { readonly [Code in ErrorCode]: 'record' | 'store' } = {
  ACCOUNT_SUSPENDED: 'record',
  ALREADY_EXISTS: 'record',
  ASSET_BALANCE_NOT_FOUND: 'record',
  ASSET_INACTIVE: 'record',
  ASSET_NOT_FOUND: 'record',
  BALANCE_NOT_FOUND: 'record',
  // Somebody is always faster at this account. The others are not to wait for it.
  CONCURRENCY_CONFLICT: 'record',
  CONFIGURATION_INVALID: 'store',
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
  // Unless it passes: then it is a store that is down, throttled or full.
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

/** What could not be ended by one passage through the indexes, each once. */
export class Skips {
  readonly #byId = new Map<string, Skipped>();
  #noted = 0;

  /** How often something was noted: what could not be ended may be met several times. */
  get noted(): number {
    return this.#noted;
  }

  get all(): readonly Skipped[] {
    return [...this.#byId.values()];
  }

  /** True where another passage may end what this one could not. */
  get mayPass(): boolean {
    return this.all.some(({ error }) => error.retryable);
  }

  add(name: WaitingName, error: OrderfolioError): void {
    this.#noted += 1;
    this.#byId.set(name.orderId ?? name.trailingGroupId, { ...name, error });
  }

  /** The entries that can be read; the others are noted. */
  async *readable<Entry extends { readonly kind: string }>(
    entries: AsyncIterable<Entry | Unreadable>,
  ): AsyncGenerator<Entry> {
    for await (const entry of entries) {
      if (isUnreadable(entry)) this.add(entry.name, entry.error);
      else yield entry;
    }
  }

  /** Does what concerns one record. What makes that impossible for this record alone is noted: undefined. */
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
