import { DEFAULT_CURRENCY } from '@orderfolio/domain';
import {
  ENTITIES,
  type EntityKey,
  type EntityKind,
  isToldOf,
  type KeyField,
  keyWords,
} from '@orderfolio/domain/adapter';

/** The primary key of an item. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Every partition key and sort key of the table starts with one of these words. */
export const SK_PREFIX = {
  account: 'ACCOUNT#',
  holding: 'ACCOUNT#HOLDING#',
  balance: 'ACCOUNT#BALANCE#',
  order: 'ORDER#',
  cashRow: 'CASH#',
  assetRow: 'TRADE#',
  receipt: 'RECEIPT#',
  trailingGroup: 'TRAIL#',
  refreshFamily: 'FAMILY#',
  refreshToken: 'TOKEN#',
  accountToken: 'MAILED#',
  auditEntry: 'AUDIT#',
} as const;

const USER_PREFIX = 'USER#';
const ASSET_PREFIX = 'ASSET#';

/** All items of a user are in one partition: an account, or a page of its history, is one query. */
export function userPartition(username: string): string {
  return USER_PREFIX + username;
}

/** The place of a kind: what goes before the first word of its key, and before or instead of the others. */
interface KindPlace {
  readonly pk: string;
  readonly sk: string;
  /** The second word that older releases did not write, and the whole sort key of an item with it. */
  readonly usual?: { readonly word: string; readonly sk: string };
}

const PLACES: { readonly [Kind in EntityKind]: KindPlace } = {
  user: { pk: USER_PREFIX, sk: 'USER' },
  balance: { pk: USER_PREFIX, sk: SK_PREFIX.balance },
  balanceTransaction: { pk: USER_PREFIX, sk: SK_PREFIX.cashRow },
  asset: { pk: ASSET_PREFIX, sk: 'ASSET' },
  assetBalance: { pk: USER_PREFIX, sk: SK_PREFIX.holding },
  assetTransaction: { pk: USER_PREFIX, sk: SK_PREFIX.assetRow },
  order: { pk: USER_PREFIX, sk: SK_PREFIX.order },
  rate: { pk: 'RATE#', sk: 'RATE' },
  lastTick: { pk: ASSET_PREFIX, sk: 'TICK#', usual: { word: DEFAULT_CURRENCY, sk: 'TICK' } },
  trailingGroup: { pk: ASSET_PREFIX, sk: SK_PREFIX.trailingGroup },
  receipt: { pk: USER_PREFIX, sk: SK_PREFIX.receipt },
  login: { pk: USER_PREFIX, sk: 'CREDENTIALS' },
  loginAttempts: { pk: USER_PREFIX, sk: 'LOGIN' },
  sourceAttempts: { pk: 'SOURCE#', sk: 'LOGIN' },
  refreshFamily: { pk: USER_PREFIX, sk: SK_PREFIX.refreshFamily },
  refreshToken: { pk: USER_PREFIX, sk: SK_PREFIX.refreshToken },
  accountToken: { pk: USER_PREFIX, sk: SK_PREFIX.accountToken },
  auditEntry: { pk: USER_PREFIX, sk: SK_PREFIX.auditEntry },
  auditHead: { pk: USER_PREFIX, sk: 'AUDIT' },
  turn: { pk: 'TURN#', sk: 'TURN' },
  projection: { pk: 'PROJECTION#', sk: 'KEY#' },
};

/** The key of the item that stores an entity. */
export function itemKeyOf(key: EntityKey): ItemKey {
  const [first, ...others] = keyWords(key);
  const { pk, sk, usual } = PLACES[key.entity];
  const rest = others.join('#');
  return { pk: `${pk}${first}`, sk: usual !== undefined && usual.word === rest ? usual.sk : sk + rest };
}

/** The fields of an item's key. This is the inverse of `itemKeyOf`. */
export function keyFields<Kind extends EntityKind>(
  kind: Kind,
  { pk, sk }: ItemKey,
): Readonly<Record<KeyField<Kind>, string>> {
  const place: KindPlace = PLACES[kind];
  const fields: readonly string[] = ENTITIES[kind].key;
  const rest = sk === place.usual?.sk ? place.usual.word : sk.slice(place.sk.length);
  const others = rest.split('#');
  // Only the last word may contain a #.
  const last = others.splice(Math.max(0, fields.length - 2)).join('#');
  const words = [pk.slice(place.pk.length), ...others, last];
  const named: Record<string, string | undefined> = {};
  for (const [index, field] of fields.entries()) named[field] = words[index];
  // The compiler cannot tell that this has all fields of the key.
  return named as Record<KeyField<Kind>, string>;
}

function isKind(word: string): word is EntityKind {
  return Object.hasOwn(PLACES, word);
}

const KINDS: readonly EntityKind[] = Object.keys(PLACES).filter(isKind);

/** The kind of entity that an item has the place of. Undefined for a guard, a lock, and what this release does not know. */
export function kindOf(key: ItemKey): EntityKind | undefined {
  return KINDS.find((kind) => isPlaceOf(kind, key));
}

const TOLD_KINDS: readonly EntityKind[] = KINDS.filter(isToldOf);

/** The kind of an item whose changes tell events. Undefined for any other item. */
export function toldKindOf(key: ItemKey): EntityKind | undefined {
  return TOLD_KINDS.find((kind) => isPlaceOf(kind, key));
}

function isPlaceOf(kind: EntityKind, { pk, sk }: ItemKey): boolean {
  const place: KindPlace = PLACES[kind];
  const isPlace = ENTITIES[kind].key.length === 1 ? sk === place.sk : sk.startsWith(place.sk);
  return (isPlace || sk === place.usual?.sk) && pk.startsWith(place.pk);
}

/** True for the guard of an e-mail, for a lock, and for the state of the migration. */
export function isNoEntity({ pk, sk }: ItemKey): boolean {
  return sk === LOCK || sk === MIGRATION || (sk === EMAIL && pk.startsWith(EMAIL_PREFIX));
}

const MIGRATION = 'MIGRATION';

/** The item that says how far the users of older releases are brought into the indexes of users. */
export const USERS_MIGRATION: ItemKey = { pk: 'MIGRATION#USERS', sk: MIGRATION };

const EMAIL_PREFIX = 'EMAIL#';
const EMAIL = 'EMAIL';
const LOCK = 'LOCK';

/** The item that keeps an e-mail for one user. */
export function emailKey(email: string): ItemKey {
  return { pk: EMAIL_PREFIX + email.toLowerCase(), sk: EMAIL };
}

/** The item that keeps a client order id for one order. It is also the receipt of the command that placed the order, if there is one. */
export function clientOrderKey(username: string, clientOrderId: string): ItemKey {
  return itemKeyOf({ entity: 'receipt', username, scope: 'ORDER', key: clientOrderId });
}

/** The item of a user's lock. */
export function lockKey(username: string): ItemKey {
  return { pk: userPartition(username), sk: LOCK };
}

/** The key as one text, for maps. */
export function textOf({ pk, sk }: ItemKey): string {
  return `${pk} ${sk}`;
}

/** The part after the first `#`: the user of a partition, or the id of a sort key. */
export function afterHash(text: string): string {
  return text.slice(text.indexOf('#') + 1);
}
