import { isDecimal } from '../money/decimal.ts';
import type { Asset } from './asset.ts';
import { type FeedEvent, type FeedEventType, idOfEvent, NO_EVENTS } from './events.ts';
import type { Entities, EntityKind } from './kinds.ts';
import type { LastTick } from './last-tick.ts';
import { tellAssetRow, tellCash } from './ledger-events.ts';
import { tellOrder } from './order-events.ts';
import type { StoredUser } from './user.ts';

/** An entity as a commit has left it, and as it was before. Undefined: it was not there. */
export interface StoredChange<Kind extends EntityKind = EntityKind> {
  readonly entity: Kind;
  readonly before: Entities[Kind] | undefined;
  readonly after: Entities[Kind];
}

type Teller<Kind extends EntityKind> = (
  after: Entities[Kind],
  before: Entities[Kind] | undefined,
) => readonly FeedEvent[];

const nothing = (): readonly FeedEvent[] => NO_EVENTS;

/** The events of a change of each kind. Balances and holdings are told by the rows of their ledgers. */
const TELLERS: { readonly [Kind in EntityKind]: Teller<Kind> } = {
  user: tellUser,
  balance: nothing,
  balanceTransaction: tellCash,
  asset: tellAsset,
  assetBalance: nothing,
  assetTransaction: tellAssetRow,
  order: tellOrder,
  rate: nothing,
  lastTick: tellTick,
  trailingGroup: nothing,
  receipt: nothing,
  login: nothing,
  loginAttempts: nothing,
  sourceAttempts: nothing,
  refreshFamily: nothing,
  refreshToken: nothing,
  accountToken: nothing,
  auditEntry: nothing,
  auditHead: nothing,
  turn: nothing,
  projection: nothing,
};

/** True if changes of this kind may tell events. */
export function isToldOf(entity: EntityKind): boolean {
  const teller: unknown = TELLERS[entity];
  return teller !== nothing;
}

/**
 * The events of a stored change, in the order in which they happened. Pure: the same change always tells the same events, with the same
 * ids. A record that skipped states, as in a batch, tells of all of them.
 *
 * A commit may wait for it, so the events are written out: spreading one object into another takes ten times as long.
 */
export function eventsOf<Kind extends EntityKind>({ entity, before, after }: StoredChange<Kind>): readonly FeedEvent[] {
  return TELLERS[entity](after, before);
}

function tellUser(after: StoredUser, before: StoredUser | undefined): readonly FeedEvent[] {
  const { username, role, status, version } = after;
  const id = (type: FeedEventType): string => idOfEvent(type, username, after, version);
  const { createdAt, updatedAt } = after;
  if (before === undefined) {
    const data = { schema: 1, role, status } as const;
    return [{ id: id('USER_CREATED'), type: 'USER_CREATED', at: createdAt, username, data }];
  }
  const fields = changedFields(before, after);
  if (fields.length === 0) return NO_EVENTS;
  const data = { schema: 1, role, status, fields } as const;
  return [{ id: id('USER_CHANGED'), type: 'USER_CHANGED', at: updatedAt, username, data }];
}

function tellAsset(after: Asset, before: Asset | undefined): readonly FeedEvent[] {
  const { assetId, name, isActive, priceUsd } = after;
  const isNew = before === undefined;
  const fields = isNew ? [] : changedFields(before, after);
  if (!isNew && fields.length === 0) return NO_EVENTS;
  const id = idOfEvent('ASSET_CHANGED', '', after, after.version);
  const data = { schema: 1, assetId, name, isActive, priceUsd, isNew, fields } as const;
  return [{ id, type: 'ASSET_CHANGED', at: after.updatedAt, data }];
}

/** A record that was only touched or finished tells nothing: its price had been applied before. */
function tellTick(after: LastTick, before: LastTick | undefined): readonly FeedEvent[] {
  const { assetId, currency, price, at: pricedAt, sequence } = after;
  if (before !== undefined && !isTickChanged(before, after)) return NO_EVENTS;
  const id = idOfEvent('PRICE_APPLIED', '', after, after.version);
  const data = { schema: 1, assetId, currency, price, pricedAt, sequence } as const;
  return [{ id, type: 'PRICE_APPLIED', at: after.updatedAt, data }];
}

function isTickChanged(before: LastTick, after: LastTick): boolean {
  return before.at !== after.at || before.sequence !== after.sequence || !before.price.eq(after.price);
}

/** Not told: what every change changes, and the hash that older releases kept with a user. */
const UNTOLD: ReadonlySet<string> = new Set(['version', 'createdAt', 'updatedAt', 'passwordHash']);

function changedFields(before: object, after: object): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !UNTOLD.has(name) && !isSame(Reflect.get(before, name), Reflect.get(after, name)));
}

function isSame(one: unknown, other: unknown): boolean {
  if (isDecimal(one) && isDecimal(other)) return one.eq(other);
  if (typeof one !== 'object' || one === null) return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
