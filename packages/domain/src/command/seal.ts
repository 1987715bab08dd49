import type { AssetTransaction } from '../entities/asset-transaction.ts';
import type { BalanceTransaction } from '../entities/balance-transaction.ts';
import type { Entity, EntityKey } from '../entities/kinds.ts';
import type { Order } from '../entities/order.ts';
import type { Receipt } from '../entities/receipt.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';

/** The entity that a command with a key makes. Its receipt is about this entity. */
export type Subject = BalanceTransaction | AssetTransaction | Order;

export type SubjectKey = EntityKey<'balanceTransaction' | 'assetTransaction' | 'order'>;

/** The key of what a receipt is about. */
export function subjectKeyOf({
  username,
  scope,
  subjectId,
}: Pick<Receipt, 'username' | 'scope' | 'subjectId'>): SubjectKey {
  switch (scope) {
    case 'FUNDS':
      return { entity: 'balanceTransaction', username, transactionId: subjectId };
    case 'PORTFOLIO':
      return { entity: 'assetTransaction', username, transactionId: subjectId };
    case 'ORDER':
      return { entity: 'order', username, orderId: subjectId };
  }
}

/** The entity that a receipt with this subject is about, among those that its command stores. */
export function isSubject(entity: Entity, subjectId: string): entity is Subject {
  if ('orderType' in entity) return entity.orderId === subjectId;
  return 'transactionId' in entity && entity.transactionId === subjectId;
}

/** A fact of an entity. */
type Fact = Decimal | string | number | undefined;

/** Facts of what a command has made, that never change after that. */
export type SubjectFacts = Readonly<Record<string, Fact>>;

/**
 * Binds a receipt to what it is about. The seal no longer fits when somebody edits the receipt past the library, or those fields of its
 * subject that never change. It protects against accidents only: it has no secret, so anybody can make it anew.
 */
export function sealOf({ request, result }: Pick<Receipt, 'request' | 'result'>, subject: Subject): string {
  let text = `${request}\n${result}`;
  // No text has a line break of its own.
  for (const [field, fact] of Object.entries(factsOf(subject))) if (fact !== undefined) text += `\n${field} ${fact}`;
  return checksumOf(text);
}

/**
 * The fields of a subject that stay as they were made. Every stored seal names them in this order. So a new field comes last, and no older
 * record has it.
 */
export function factsOf(subject: Subject): SubjectFacts {
  if ('orderType' in subject) return factsOfOrder(subject);
  return 'amount' in subject ? factsOfCash(subject) : factsOfAsset(subject);
}

/** The fields of a subject that its command asked for. */
export function askedFactsOf(subject: Subject): SubjectFacts {
  if ('orderType' in subject) return askedOfOrder(subject);
  return 'amount' in subject ? askedOfCash(subject) : askedOfAsset(subject);
}

function factsOfAsset(row: AssetTransaction): SubjectFacts {
  const { transactionId, type, createdAt, ratio } = row;
  return { transactionId, type, ...askedOfAsset(row), createdAt, ratio };
}

function askedOfAsset({ assetId, quantity, description }: AssetTransaction): SubjectFacts {
  return { assetId, quantity, description };
}

function factsOfCash(row: BalanceTransaction): SubjectFacts {
  const { transactionId, type, amount, createdAt, rate } = row;
  return { transactionId, type, amount, ...saidOfCash(row), createdAt, rate };
}

function askedOfCash(row: BalanceTransaction): SubjectFacts {
  const { type, amount, currency } = row;
  return { amount: type === 'SYSTEM_ADJUSTMENT' ? amount : amount.abs(), ...saidOfCash(row), from: currency };
}

function saidOfCash(row: BalanceTransaction): SubjectFacts {
  const { currency, description, referenceId } = row;
  return { currency, description, referenceId, metadata: pairsOf(row) };
}

function factsOfOrder(order: Order): SubjectFacts {
  const { orderId, clientOrderId, createdAt } = order;
  return { orderId, clientOrderId, ...askedOfOrder(order), createdAt, currency: otherThanDollars(order) };
}

function askedOfOrder(order: Order): SubjectFacts {
  const { orderType, assetId, quantity, timeInForce, limitPrice, stopPrice, trailAmount, trailPercent, expiresAt } =
    order;
  const prices = { limitPrice, stopPrice, trailAmount, trailPercent };
  return { orderType, assetId, quantity, timeInForce, ...prices, expiresAt, metadata: pairsOf(order) };
}

/** No seal of an older release names a currency: all were in dollars. */
function otherThanDollars({ currency }: Pick<Order, 'currency'>): string | undefined {
  return currency === DEFAULT_CURRENCY ? undefined : currency;
}

/** As JSON: pairs are in the order of their keys. */
function pairsOf({ metadata }: Pick<Order, 'metadata'>): string | undefined {
  return metadata === undefined ? undefined : JSON.stringify(metadata);
}

/** 64 bits as 16 hexadecimal digits. Two multiplicative hashes that are mixed at the end, after cyrb53 (bryc, public domain). */
function checksumOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  const mixed = (one: number, other: number): number =>
    Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  return hexOf(mixed(high, low)) + hexOf(mixed(low, high));
}

function hexOf(word: number): string {
  let text = '';
  for (let shift = 24; shift >= 0; shift -= 8) text += BYTES[(word >>> shift) & 0xff];
  return text;
}

/** Each byte in hexadecimal. */
const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
