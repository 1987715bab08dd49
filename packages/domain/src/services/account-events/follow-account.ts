import { laterOf } from '../../entities/cause.ts';
import type { AccountEvent } from '../../entities/events.ts';
import { usernameSchema } from '../../entities/user.ts';
import { UserNotFoundError } from '../../errors/not-found-errors.ts';
import type { Holdings } from '../../ports/asset-balance-repository.ts';
import { timeOfId } from '../../ports/ids.ts';
import { MAX_PAGE, type Page, type PageRequest } from '../../ports/page.ts';
import { type AdapterStore, adapterStoreOf, aStore, type Store } from '../../ports/store.ts';
import { type OptionRules, requireOptions } from '../../validation/options.ts';
import { parse } from '../../validation/parse.ts';
import { shifted } from '../../validation/times.ts';
import { type AccountPosition, MOST_NAMED, openPosition, sealPosition } from './account-position.ts';
import {
  type AccountRecord,
  assetRecord,
  cashRecord,
  eventsOfRecord,
  isHold,
  mayChange,
  orderRecord,
} from './account-records.ts';

/** What `followAccount` takes. */
export interface FollowAccount {
  readonly store: Store;
  readonly username: string;
  /** The `next` of an earlier page of this user. Without it: from now on. */
  readonly after?: string | undefined;
}

/** What has happened in an account since the last page. */
export interface AccountPage {
  /** In the order of their times. Each follower tells an event once. */
  readonly events: readonly AccountEvent[];
  /** Opaque. Another follower goes on from there: it tells again what happened in the minute before. */
  readonly next: string;
  /** True while the account is suspended or erased. */
  readonly isSuspended: boolean;
  /** True if so much has happened that some of it is not told: read orders and statements anew. */
  readonly hasMissed: boolean;
}

/** Tells what happens in an account. */
export interface AccountFollower {
  /**
   * What has happened since the last call; the first one without `after` only begins. One call at a time. USER_NOT_FOUND, STORAGE_FAILED,
   * STORE_CLOSED: a later call goes on.
   */
  read(): Promise<AccountPage>;
}

const OPTIONS: OptionRules<Omit<FollowAccount, 'username' | 'after'>> = {
  store: aStore,
};

/** Commands that are decided at once are stored in any order, and their processes' clocks differ: so far back is looked again. */
const SLACK_MS = 60_000;
/** Of each list, and of the orders that are open. */
const MOST_PAGES = 10;

/**
 * Tells what happens in one account, from its ledgers and its orders: it needs no feed, and reads nobody else's records. While nothing
 * happens a page takes two reads. Orders that end are told if they are among the newest 1,000 that are open, pending rows if they were
 * among the newest 100 rows; what moves cash or assets is always told.
 *
 * CONFIGURATION_INVALID (no store); VALIDATION_FAILED, naming `username` or `after`.
 */
export function followAccount({ store, username, after }: FollowAccount): AccountFollower {
  requireOptions({ store }, OPTIONS, ['store'], 'options');
  const name = parse(usernameSchema, username, 'username');
  return new Follower(adapterStoreOf(store), name, after === undefined ? undefined : openPosition(name, after));
}

/** What a look at the account has found. */
interface Found {
  readonly records: readonly AccountRecord[];
  readonly hasMissed: boolean;
}

class Follower implements AccountFollower {
  readonly #store: AdapterStore;
  readonly #username: string;
  /** Where it began. Undefined once it has read. */
  #begin: AccountPosition | 'now' | undefined;
  #at = '';
  #effects: Readonly<Record<string, number>> = {};
  #seen: string | undefined;
  /** What was told of which record, as far back as it is looked. */
  readonly #told = new Map<string, { readonly of: AccountRecord; readonly at: string }>();

  constructor(store: AdapterStore, username: string, after: AccountPosition | undefined) {
    this.#store = store;
    this.#username = username;
    this.#begin = after ?? 'now';
  }

  async read(): Promise<AccountPage> {
    const account = await this.#store.assetBalances.getAccount(this.#username);
    const [balance] = account.balances;
    if (balance === undefined) throw new UserNotFoundError({ username: this.#username });
    const seen = await this.#fingerprint(account);
    const isSuspended = balance.suspended === true;
    const begin = this.#begin;
    if (begin === undefined && seen === this.#seen && !(await this.#hasRowEnded()))
      return { events: [], next: this.#position(), isSuspended, hasMissed: false };

    if (begin !== undefined) this.#startAt(begin, account);
    const { records, hasMissed } = await this.#look(account, begin);
    const since = slackBefore(this.#at);
    const events = begin === 'now' ? this.#remember(records) : this.#tell(records, since);
    this.#forgetBefore(slackBefore(this.#at));
    this.#effects = effectsIn(account);
    this.#seen = seen;
    this.#begin = undefined;
    return { events, next: this.#position(), isSuspended, hasMissed };
  }

  /** What changes with every order and every row, but for a pending deposit that ends without an effect. */
  async #fingerprint({ balances, assetBalances }: Holdings): Promise<string> {
    const { items } = await this.#store.balances.listTransactions(this.#username, { limit: 1 });
    const versions = [...balances, ...assetBalances].map(({ version }) => version);
    return `${versions.join(' ')} ${items[0]?.transactionId}`;
  }

  #startAt(begin: AccountPosition | 'now', { balances, assetBalances }: Holdings): void {
    if (begin !== 'now') {
      this.#at = begin.at;
      this.#effects = begin.effects;
      return;
    }
    this.#at = [...balances, ...assetBalances].reduce((last, { updatedAt }) => laterOf(last, updatedAt), '');
    this.#effects = effectsIn({ balances, assetBalances });
  }

  /** The records that may tell something new: those since then, and those that were open. */
  async #look(account: Holdings, begin: AccountPosition | 'now' | undefined): Promise<Found> {
    const since = slackBefore(this.#at);
    const from = begin === 'now' ? undefined : begin;
    const oldest = from?.oldest;
    const [orders, cash, assets, open] = await Promise.all([
      this.#orders(oldest !== undefined && timeOfId(oldest) < since ? timeOfId(oldest) : since),
      this.#cash(since, account),
      this.#assets(since),
      begin === undefined ? [] : this.#openOrders(),
    ]);
    const found = new Map<string, AccountRecord>();
    for (const of of [...open, ...orders.records, ...cash.records, ...assets.records]) found.set(nameOf(of), of);
    for (const of of await this.#stillOpen(from, found)) found.set(nameOf(of), of);
    const hasMissed = orders.hasMissed || cash.hasMissed || assets.hasMissed;
    return { records: [...found.values()], hasMissed: hasMissed && begin !== 'now' };
  }

  #orders(since: string): Promise<Found> {
    const list = (page: PageRequest) => this.#store.orders.listByUser(this.#username, page);
    return recordsOf(list, orderRecord, ({ orderId }) => timeOfId(orderId) < since);
  }

  /** A row that was pending for long has an old id: its effect is looked for until each one is found. */
  #cash(since: string, { balances }: Holdings): Promise<Found> {
    const before = this.#effects;
    let missing = balances.reduce((sum, { currency, sequence }) => sum + sequence - (before[currency] ?? 0), 0);
    const list = (page: PageRequest) => this.#store.balances.listTransactions(this.#username, page);
    return recordsOf(list, cashRecord, ({ transactionId, currency, balanceSequence = 0, status }) => {
      if (status === 'COMPLETED' && balanceSequence > (before[currency] ?? 0)) missing -= 1;
      return missing <= 0 && timeOfId(transactionId) < since;
    });
  }

  #assets(since: string): Promise<Found> {
    const list = (page: PageRequest) => this.#store.assetTransactions.listByUser(this.#username, page);
    return recordsOf(list, assetRecord, ({ transactionId }) => timeOfId(transactionId) < since);
  }

  async #openOrders(): Promise<readonly AccountRecord[]> {
    const list = (page: PageRequest) => this.#store.orders.listByUserAndStatus(this.#username, 'QUEUED', page);
    return (await recordsOf(list, orderRecord, () => false)).records;
  }

  /** Afresh: what was open when it was last told, and the rows of the holds that have just ended. */
  async #stillOpen(begin: AccountPosition | undefined, found: ReadonlyMap<string, AccountRecord>) {
    const open = [...this.#told.values()].flatMap(({ of }) => (isAwaited(of) ? of : []));
    const idsOf = (kind: AccountRecord['kind'], named: readonly string[] = []): readonly string[] =>
      [...named, ...open.flatMap((of) => (of.kind === kind ? of.id : []))].filter((id) => !found.has(`${kind} ${id}`));
    const orders = await this.#ordersNamed(idsOf('order', begin?.orders));
    const holds = [...found.values(), ...orders].flatMap((of) => (this.#hasHoldEnded(of) ? of.id : []));
    const rows = [...idsOf('cash', begin?.rows), ...holds.filter((id) => !found.has(`cash ${id}`))];
    return [...orders, ...(await this.#rowsNamed(rows))];
  }

  /** Whether it is an order that has held cash, and has ended since it was last told. */
  #hasHoldEnded(of: AccountRecord): boolean {
    if (of.kind !== 'order' || of.record.side !== 'BUY' || of.record.heldAmount === undefined) return false;
    return !mayChange(of) && this.#told.get(nameOf(of))?.of.record.version !== of.record.version;
  }

  async #ordersNamed(ids: readonly string[]): Promise<readonly AccountRecord[]> {
    const { unitOfWork } = this.#store;
    const read = (lot: readonly string[]) =>
      unitOfWork.read(lot.map((orderId) => ({ entity: 'order', username: this.#username, orderId }) as const));
    return (await inLots(ids, read)).flatMap((order) => (order === undefined ? [] : orderRecord(order)));
  }

  async #rowsNamed(ids: readonly string[]): Promise<readonly AccountRecord[]> {
    const { unitOfWork } = this.#store;
    const keyOf = (transactionId: string) =>
      ({ entity: 'balanceTransaction', username: this.#username, transactionId }) as const;
    const read = (lot: readonly string[]) => unitOfWork.read(lot.map(keyOf));
    return (await inLots(ids, read)).flatMap((row) => (row === undefined ? [] : cashRecord(row)));
  }

  /** Whether a pending deposit or withdrawal has ended. Nothing is read if there is none. */
  async #hasRowEnded(): Promise<boolean> {
    const pending = [...this.#told.values()].flatMap(({ of }) => (of.kind === 'cash' && isAwaited(of) ? of.id : []));
    return (await this.#rowsNamed(pending)).some((of) => !mayChange(of));
  }

  /** What there is at the beginning tells nothing. */
  #remember(records: readonly AccountRecord[]): readonly AccountEvent[] {
    for (const of of records) this.#keep(of);
    return [];
  }

  #tell(records: readonly AccountRecord[], since: string): readonly AccountEvent[] {
    const events: AccountEvent[] = [];
    for (const of of records) {
      const before = this.#told.get(nameOf(of));
      const toldBefore = new Set(before === undefined ? [] : eventsOfRecord(before.of).map(({ id }) => id));
      events.push(...eventsOfRecord(of).filter(({ id, at }) => at >= since && !toldBefore.has(id)));
      this.#keep(of);
    }
    return events.sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
  }

  #keep(of: AccountRecord): void {
    const at = of.record.updatedAt;
    this.#told.set(nameOf(of), { of, at });
    this.#at = laterOf(this.#at, at);
  }

  #forgetBefore(since: string): void {
    for (const [name, { of, at }] of this.#told) if (at < since && !mayChange(of)) this.#told.delete(name);
  }

  #position(): string {
    const open = [...this.#told.values()].map(({ of }) => of).filter(isAwaited);
    const newest = (kind: AccountRecord['kind']): readonly string[] =>
      open.flatMap((of) => (of.kind === kind ? of.id : [])).sort((one, other) => (one < other ? 1 : -1));
    const orders = newest('order');
    const position: AccountPosition = {
      at: this.#at,
      orders: orders.slice(0, MOST_NAMED),
      oldest: orders.length > MOST_NAMED ? orders.at(-1) : undefined,
      rows: newest('cash').slice(0, MOST_NAMED),
      effects: this.#effects,
    };
    return sealPosition(this.#username, position);
  }
}

/** The records of a list, the newest first, until one is past the end. The rest of its page comes along. */
async function recordsOf<Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
  recordOf: (item: Item) => AccountRecord,
  isPast: (item: Item) => boolean,
): Promise<Found> {
  const records: AccountRecord[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await list({ limit: MAX_PAGE, cursor });
    records.push(...page.items.map(recordOf));
    // Each is looked at: it may be the one that was missing.
    const past = page.items.filter(isPast);
    cursor = page.nextCursor;
    if (past.length > 0 || cursor === undefined) return { records, hasMissed: false };
  }
  return { records, hasMissed: true };
}

async function inLots<Found>(
  ids: readonly string[],
  read: (lot: readonly string[]) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < ids.length; from += MAX_PAGE) found.push(...(await read(ids.slice(from, from + MAX_PAGE))));
  return found;
}

/** True while something of its own may still happen to the record. The row of a hold ends with its order. */
function isAwaited(of: AccountRecord): boolean {
  return mayChange(of) && !isHold(of);
}

function nameOf({ kind, id }: AccountRecord): string {
  return `${kind} ${id}`;
}

function effectsIn({ balances }: Holdings): Readonly<Record<string, number>> {
  return Object.fromEntries(balances.map(({ currency, sequence }) => [currency, sequence]));
}

function slackBefore(time: string): string {
  return shifted(time, -SLACK_MS);
}
