import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import type { OptionRule } from '../validation/options.ts';
import type { BulkLoader } from './bulk-loader.ts';
import type { ChangeFeed } from './change-feed.ts';
import { checkedReads, type Reads } from './checked-reads.ts';
import type { ExpiredRecords } from './expired-records.ts';
import type { HealthCheck } from './health.ts';
import type { RecordRepository } from './record-repository.ts';
import type { TriggerIndex } from './trigger-index.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { UserLock } from './user-lock.ts';

/**
 * A store as a service sees it: it reads and locks. Only the services of `createOrderfolio` write. Every method may
 * reject with VALIDATION_FAILED, STORAGE_FAILED and STORE_CLOSED.
 */
export interface Store extends Reads, AsyncDisposable {
  readonly lock: UserLock;
  readonly health: HealthCheck;
  /** The feed of changes: see `docs/events.md`. */
  readonly feed: ChangeFeed;
  /** Waits for the commits under way and frees what the store holds. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Everything that an adapter provides: a store, the unit of work that the services write with, the reads that include broken records, the
 * removal of expired ones, and the way to read and write it as a whole.
 */
export interface AdapterStore extends Store {
  readonly unitOfWork: UnitOfWork;
  readonly triggers: TriggerIndex;
  readonly records: RecordRepository;
  readonly expired: ExpiredRecords;
  readonly bulk: BulkLoader;
}

/** `Symbol.for`, so that every copy of this package recognises the stores of the others. */
const ADAPTER_STORE = Symbol.for('@orderfolio/adapter-store');

/** The store as an adapter returns it: frozen, unable to write, and with checked arguments. `adapterStoreOf` is the way back. */
export function publishStore(adapterStore: AdapterStore): Store {
  const store: Store = {
    ...checkedReads(adapterStore),
    lock: adapterStore.lock,
    health: adapterStore.health,
    feed: adapterStore.feed,
    [Symbol.asyncDispose]: () => adapterStore[Symbol.asyncDispose](),
  };
  return Object.freeze(Object.defineProperty(store, ADAPTER_STORE, { value: adapterStore }));
}

/**
 * The adapter's own store: the one behind a published store, or the given one if it is an adapter's own already. CONFIGURATION_INVALID,
 * naming `store`, for anything else, such as a spread copy of a published store.
 */
export function adapterStoreOf(store: Store): AdapterStore {
  const found = behind(store);
  if (isAdapterStore(found)) return found;
  throw new ConfigurationInvalidError({ field: 'store', rule: aStore.words });
}

/** True for a store that an adapter has opened, published or not. */
export function isStore(value: unknown): value is Store {
  return isAdapterStore(behind(value));
}

/** The rule of an option that is a store. */
export const aStore: OptionRule = { words: 'must be a store as an adapter has opened it', allows: isStore };

function behind(store: unknown): unknown {
  return isObject(store) ? (Reflect.get(store, ADAPTER_STORE) ?? store) : undefined;
}

function isAdapterStore(value: unknown): value is AdapterStore {
  return isObject(value) && isObject(Reflect.get(value, 'unitOfWork')) && isObject(Reflect.get(value, 'triggers'));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
