import * as z from 'zod';
import type { AssetTransaction } from '../../entities/asset-transaction.ts';
import type { BalanceTransaction } from '../../entities/balance-transaction.ts';
import type { FeedEvent } from '../../entities/events.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import type { Order } from '../../entities/order.ts';
import { isOpen } from '../../entities/order-status.ts';
import type { Projection } from '../../entities/projection.ts';
import { eventsOf } from '../../entities/stored-change.ts';
import { StorageFailedError } from '../../errors/storage-errors.ts';
import type { Holdings } from '../../ports/asset-balance-repository.ts';
import type { EntityReader } from '../../ports/unit-of-work.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { ulid } from '../../validation/schemas.ts';
import { familyOf, type Generation } from './generations.ts';

/**
 * What a rebuild has read of an account. Balances and holdings count their effects, so their numbers tell which rows were read. Orders have
 * no such number: those that may have events in the feed are named.
 */
export interface AccountCut {
  /** By currency: the number of effects. */
  readonly balances: Readonly<Record<string, number>>;
  /** By asset: the number of effects. */
  readonly holdings: Readonly<Record<string, number>>;
  /** Orders that were open when they were read. */
  readonly open: ReadonlySet<string>;
  /** Orders that had ended. */
  readonly ended: ReadonlySet<string>;
}

/** The records of an account, as they are now. */
export interface AccountRecords {
  readonly orders: readonly Order[];
  readonly cash: readonly BalanceTransaction[];
  readonly assets: readonly AssetTransaction[];
}

/** The cut through an account that was read now. `since` is earlier than all that the feed will tell. */
export function cutOf({ balances, assetBalances }: Holdings, orders: readonly Order[], since: string): AccountCut {
  const recent = orders.filter(({ updatedAt }) => updatedAt >= since);
  const idsOf = (some: readonly Order[]): ReadonlySet<string> => new Set(some.map(({ orderId }) => orderId));
  return {
    balances: Object.fromEntries(balances.map(({ currency, sequence }) => [currency, sequence])),
    holdings: Object.fromEntries(assetBalances.map(({ assetId, sequence }) => [assetId, sequence])),
    open: idsOf(recent.filter(isOpen)),
    ended: idsOf(recent.filter((order) => !isOpen(order))),
  };
}

/** What the records told by the cut, whatever has become of them since: so a rebuild that was interrupted finds the same again. */
export function eventsBy(cut: AccountCut, { orders, cash, assets }: AccountRecords, since: string): FeedEvent[] {
  const told: FeedEvent[] = [];
  for (const order of orders) {
    const by = orderBy(cut, order, since);
    if (by !== undefined) told.push(...eventsOf({ entity: 'order', before: undefined, after: by }));
  }
  for (const row of cash)
    if (row.status === 'COMPLETED' && isBy(cut.balances[row.currency], row.balanceSequence))
      told.push(...eventsOf({ entity: 'balanceTransaction', before: undefined, after: row }));
  for (const row of assets)
    if (row.status === 'COMPLETED' && isBy(cut.holdings[row.assetId], row.holdingSequence))
      told.push(...eventsOf({ entity: 'assetTransaction', before: undefined, after: row }));
  return told;
}

/** Rows of older releases have no number: they were there before any rebuild. */
function isBy(last = 0, sequence = 0): boolean {
  return sequence <= last;
}

/** The order as it was. Undefined if it was not there. */
function orderBy({ open, ended }: AccountCut, order: Order, since: string): Order | undefined {
  const { orderId, createdAt, updatedAt } = order;
  if (ended.has(orderId) || updatedAt < since) return order;
  return open.has(orderId) || createdAt < since ? { ...order, status: 'QUEUED' } : undefined;
}

/** Whether what happened had been read by the cut. */
function isCovered({ balances, holdings, open, ended }: AccountCut, event: FeedEvent): boolean {
  switch (event.type) {
    case 'CASH_MOVED':
      return isBy(balances[event.data.currency], event.data.balanceSequence);
    case 'ASSET_MOVED':
      return isBy(holdings[event.data.assetId], event.data.holdingSequence);
    case 'ORDER_PLACED':
      return open.has(event.data.orderId) || ended.has(event.data.orderId);
    case 'ORDER_FILLED':
    case 'ORDER_CANCELLED':
    case 'ORDER_EXPIRED':
    case 'ORDER_FAILED':
      return ended.has(event.data.orderId);
    case 'CASH_PENDING':
    case 'CASH_SETTLED':
    case 'USER_CREATED':
    case 'USER_CHANGED':
    case 'ASSET_CHANGED':
    case 'PRICE_APPLIED':
      return false;
  }
}

const numbers = z.record(z.string(), z.int());
const headSchema = z.strictObject({
  balances: numbers,
  holdings: numbers,
  /** How many parts name its orders. */
  parts: z.int().min(0),
  /** How many of its aggregates are stored. */
  stored: z.int().min(0),
});
/** How a rebuild stands with an account. */
export type CutHead = z.output<typeof headSchema>;
const partSchema = z.strictObject({ open: z.array(ulid), ended: z.array(ulid) });

/** A text takes 100,000 characters. */
const ORDERS_IN_PART = 3_000;
const MOST_PARTS = 90;

/** The head of a cut is its part 0. */
export function cutKey({ generation }: Generation, username: string, part = 0): EntityKey<'projection'> {
  return { entity: 'projection', projection: familyOf('cuts', generation), key: `${username} ${part}` };
}

export function headIn(kept: Projection | undefined): CutHead | undefined {
  return kept && readStoredJson(headSchema, kept.value, 'cut of a rebuild');
}

/** The head, and the parts that name the orders. */
export function writtenCut(username: string, { balances, holdings, open, ended }: AccountCut) {
  const parts: z.output<typeof partSchema>[] = [];
  for (const [kind, ids] of [
    ['open', [...open]],
    ['ended', [...ended]],
  ] as const)
    for (let from = 0; from < ids.length; from += ORDERS_IN_PART)
      parts.push({ open: [], ended: [], [kind]: ids.slice(from, from + ORDERS_IN_PART) });
  if (parts.length > MOST_PARTS) {
    const reason = `${username} has changed more than ${MOST_PARTS * ORDERS_IN_PART} orders since the rebuild began`;
    throw new StorageFailedError({ reason, retryable: false });
  }
  const head: CutHead = { balances, holdings, parts: parts.length, stored: 0 };
  return { head, parts };
}

/** The cut with this head. */
export async function readCut(
  reader: EntityReader,
  generation: Generation,
  username: string,
  { balances, holdings, parts }: CutHead,
): Promise<AccountCut> {
  const keys = Array.from({ length: parts }, (_, part) => cutKey(generation, username, part + 1));
  const named = (await reader.read(keys)).flatMap((kept) =>
    kept === undefined ? [] : readStoredJson(partSchema, kept.value, 'cut of a rebuild'),
  );
  return {
    balances,
    holdings,
    open: new Set(named.flatMap(({ open }) => open)),
    ended: new Set(named.flatMap(({ ended }) => ended)),
  };
}

/** So many cuts are remembered. */
const MOST_KEPT = 10_000;

/** Leaves out of the feed what a rebuild has read in the ledgers. A generation that was not rebuilt costs nothing. */
export class CutReader {
  readonly #reader: EntityReader;
  readonly #generation: Generation;
  readonly #known = new Map<string, AccountCut | undefined>();

  constructor(reader: EntityReader, generation: Generation) {
    this.#reader = reader;
    this.#generation = generation;
  }

  async notCovered(events: readonly FeedEvent[]): Promise<readonly FeedEvent[]> {
    const { coveredUntil = '' } = this.#generation;
    const left: FeedEvent[] = [];
    for (const event of events) {
      const cut = 'username' in event && event.at <= coveredUntil ? await this.#cutOf(event.username) : undefined;
      if (cut === undefined || !isCovered(cut, event)) left.push(event);
    }
    return left;
  }

  /** It never changes once the feed is read. */
  async #cutOf(username: string): Promise<AccountCut | undefined> {
    if (this.#known.has(username)) return this.#known.get(username);
    const [kept] = await this.#reader.read([cutKey(this.#generation, username)]);
    const head = headIn(kept);
    const cut = head && (await readCut(this.#reader, this.#generation, username, head));
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(username, cut);
    return cut;
  }
}
