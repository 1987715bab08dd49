import { type EntityKey, sequenceWord } from '@orderfolio/domain/adapter';

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
  auditEntry: 'AUDIT#',
} as const;

const ASSET_PREFIX = 'ASSET#';

/** What belongs to one user stands in one partition: an account, or a page of its history, is one query. */
export function userPartition(username: string): string {
  return `USER#${username}`;
}

/** Where the entity of a key is stored. */
export function itemKeyOf(key: EntityKey): ItemKey {
  switch (key.entity) {
    case 'user':
      return { pk: userPartition(key.username), sk: 'USER' };
    case 'balance':
      return { pk: userPartition(key.username), sk: SK_PREFIX.balance + key.currency };
    case 'balanceTransaction':
      return { pk: userPartition(key.username), sk: SK_PREFIX.cashRow + key.transactionId };
    case 'asset':
      return { pk: ASSET_PREFIX + key.assetId, sk: 'ASSET' };
    case 'assetBalance':
      return { pk: userPartition(key.username), sk: SK_PREFIX.holding + key.assetId };
    case 'assetTransaction':
      return { pk: userPartition(key.username), sk: SK_PREFIX.assetRow + key.transactionId };
    case 'order':
      return { pk: userPartition(key.username), sk: SK_PREFIX.order + key.orderId };
    case 'lastTick':
      return { pk: ASSET_PREFIX + key.assetId, sk: 'TICK' };
    case 'trailingGroup':
      return { pk: ASSET_PREFIX + key.assetId, sk: SK_PREFIX.trailingGroup + key.groupId };
    case 'receipt':
      return { pk: userPartition(key.username), sk: `${SK_PREFIX.receipt}${key.scope}#${key.key}` };
    case 'loginAttempts':
      return { pk: userPartition(key.username), sk: 'LOGIN' };
    case 'refreshFamily':
      return { pk: userPartition(key.username), sk: SK_PREFIX.refreshFamily + key.familyId };
    case 'refreshToken':
      return { pk: userPartition(key.username), sk: SK_PREFIX.refreshToken + key.tokenHash };
    case 'auditEntry':
      return { pk: userPartition(key.username), sk: SK_PREFIX.auditEntry + sequenceWord(key.sequence) };
    case 'auditHead':
      return { pk: userPartition(key.username), sk: 'AUDIT' };
    case 'turn':
      return { pk: `TURN#${key.lane}`, sk: 'TURN' };
  }
}

/** The item that keeps an e-mail for one user. */
export function emailKey(email: string): ItemKey {
  return { pk: `EMAIL#${email.toLowerCase()}`, sk: 'EMAIL' };
}

/** The item that keeps a client order id for one order: the receipt of the command that placed it, where there is one. */
export function clientOrderKey(username: string, clientOrderId: string): ItemKey {
  return itemKeyOf({ entity: 'receipt', username, scope: 'ORDER', key: clientOrderId });
}

/** The item of a user's lock. */
export function lockKey(username: string): ItemKey {
  return { pk: userPartition(username), sk: 'LOCK' };
}

/** One text per item, for maps. */
export function textOf({ pk, sk }: ItemKey): string {
  return `${pk} ${sk}`;
}

/** What follows the first `#`: the user of a partition, the id of a sort key. */
export function afterHash(text: string): string {
  return text.slice(text.indexOf('#') + 1);
}
