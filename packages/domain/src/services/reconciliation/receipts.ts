import * as z from 'zod';
import type { AssetTransaction } from '../../entities/asset-transaction.ts';
import type { BalanceTransaction } from '../../entities/balance-transaction.ts';
import type { EntityKey } from '../../entities/kinds.ts';
import type { Order } from '../../entities/order.ts';
import type { Receipt } from '../../entities/receipt.ts';
import { StorageFailedError } from '../../errors/storage-errors.ts';
import { isDecimal } from '../../money/decimal.ts';
import { assetMovementSchema } from '../../rules/asset-movement.ts';
import { cashMovementSchema } from '../../rules/cash-movement.ts';
import { convertedCashSchema } from '../../rules/conversion.ts';
import { orderPlacementSchema } from '../../rules/resting-order.ts';
import { readStoredJson } from '../../validation/parse.ts';
import type { Figure, Findings, RecordName } from './difference.ts';
import { UNREADABLE } from './read-each.ts';
import { expectStamps } from './stamps.ts';

type Facts = Readonly<Record<string, Figure>>;

/** What a command has made, as far as it never changes after that. */
interface Subject {
  readonly fixed: Facts;
  /** The part of it that the command asked for. */
  readonly asked: Facts;
}

export type SubjectEntity = BalanceTransaction | AssetTransaction | Order;
type SubjectKind = 'balanceTransaction' | 'assetTransaction' | 'order';

/** What a receipt of each scope is about, and how its result tells of it. */
interface Scope {
  readonly entity: SubjectKind;
  keyOf(username: string, id: string): EntityKey<SubjectKind>;
  subjectIn(result: string): SubjectEntity;
}

/** A conversion is known by the row of what was paid. */
const fundsResultSchema = z.union([convertedCashSchema, cashMovementSchema]);

const SCOPES: { readonly [Name in Receipt['scope']]: Scope } = {
  FUNDS: {
    entity: 'balanceTransaction',
    keyOf: (username, transactionId) => ({ entity: 'balanceTransaction', username, transactionId }),
    subjectIn(result) {
      const told = readStoredJson(fundsResultSchema, result, 'result');
      return 'paid' in told ? told.paid.transaction : told.transaction;
    },
  },
  PORTFOLIO: {
    entity: 'assetTransaction',
    keyOf: (username, transactionId) => ({ entity: 'assetTransaction', username, transactionId }),
    subjectIn: (result) => readStoredJson(assetMovementSchema, result, 'result').assetTransaction,
  },
  ORDER: {
    entity: 'order',
    keyOf: (username, orderId) => ({ entity: 'order', username, orderId }),
    subjectIn: (result) => readStoredJson(orderPlacementSchema, result, 'result').order,
  },
};

/** The key of what the receipt is about. */
export function subjectKeyOf({ username, scope, subjectId }: Receipt): EntityKey<SubjectKind> {
  return SCOPES[scope].keyOf(username, subjectId);
}

/** The receipt is that of the command that has made its subject: it says what was asked for, and what came of it. */
export function expectReceipt(
  findings: Findings,
  receipt: Receipt,
  found: SubjectEntity | typeof UNREADABLE | undefined,
): void {
  const { scope, key, subjectId, createdAt } = receipt;
  const name = { entity: 'receipt', id: `${scope} ${key}` } as const;
  findings.expect('RECEIPTS', name, 'version', 1, receipt.version);
  expectStamps(findings, name, receipt);
  if (found === undefined) findings.missing('RECEIPTS', { entity: SCOPES[scope].entity, id: subjectId });
  const told = readPart(findings, name, () => SCOPES[scope].subjectIn(receipt.result));
  const asked = readPart(findings, name, () => readStoredJson(requestSchema, receipt.request, 'request'));
  if (found === undefined || found === UNREADABLE) return;
  const subject = subjectOf(found);
  findings.expect('RECEIPTS', name, 'createdAt', found.createdAt, createdAt);
  if ('clientOrderId' in found) findings.expect('RECEIPTS', name, 'key', found.clientOrderId, key);
  if (told !== undefined) expectSame(findings, name, 'result', subject.fixed, subjectOf(told).fixed);
  if (asked !== undefined) expectSame(findings, name, 'request', subject.asked, asked);
}

const requestSchema = z.record(z.string(), z.unknown());

function readPart<Part>(findings: Findings, name: RecordName, read: () => Part): Part | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    findings.unreadable(name, error.reason);
    return undefined;
  }
}

/** Holds what one part of the receipt says against the subject; what it does not say is not looked at. */
function expectSame(
  findings: Findings,
  name: RecordName,
  part: 'request' | 'result',
  facts: Facts,
  said: Readonly<Record<string, unknown>>,
): void {
  for (const [field, fact] of Object.entries(facts)) {
    const stored = said[field];
    // A sale of all that there is does not say how much that is.
    if (stored === undefined || (field === 'quantity' && stored === 'ALL')) continue;
    if (isSame(fact, stored)) continue;
    findings.note('RECEIPTS', name, `${part}.${field}`, fact, isDecimal(stored) ? stored : String(stored));
  }
}

/** In JSON an amount is its text; what has parts is compared as JSON. */
function isSame(fact: Figure, stored: unknown): boolean {
  const hasParts = typeof stored === 'object' && stored !== null && !isDecimal(stored);
  return String(fact) === (hasParts ? JSON.stringify(stored) : String(stored));
}

function subjectOf(entity: SubjectEntity): Subject {
  if ('orderType' in entity) return orderSubject(entity);
  return 'currency' in entity ? cashSubject(entity) : assetSubject(entity);
}

function assetSubject({ transactionId, type, assetId, quantity, description, createdAt }: AssetTransaction): Subject {
  const asked = { assetId, quantity, description };
  return { fixed: { transactionId, type, ...asked, createdAt }, asked };
}

function cashSubject(row: BalanceTransaction): Subject {
  const { transactionId, type, amount, currency, description, referenceId, createdAt } = row;
  const said = { currency, description, referenceId, metadata: pairsOf(row) };
  return {
    fixed: { transactionId, type, amount, ...said, createdAt },
    asked: { amount: type === 'SYSTEM_ADJUSTMENT' ? amount : amount.abs(), ...said, from: currency },
  };
}

function orderSubject(order: Order): Subject {
  const { orderId, clientOrderId, orderType, assetId, quantity, createdAt } = order;
  const { timeInForce, limitPrice, stopPrice, trailAmount, trailPercent, expiresAt } = order;
  const prices = { limitPrice, stopPrice, trailAmount, trailPercent };
  const asked = { orderType, assetId, quantity, timeInForce, ...prices, expiresAt, metadata: pairsOf(order) };
  return { fixed: { orderId, clientOrderId, ...asked, createdAt }, asked };
}

/** As JSON: pairs are in the order of their keys. */
function pairsOf({ metadata }: Pick<Order, 'metadata'>): string | undefined {
  return metadata === undefined ? undefined : JSON.stringify(metadata);
}
