import * as z from 'zod';
import { keysTold } from '../../command/retold.ts';
import { askedFactsOf, factsOf, type Subject, type SubjectFacts, sealOf, subjectKeyOf } from '../../command/seal.ts';
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

/** A conversion is known by the row of what was paid. */
const fundsResultSchema = z.union([convertedCashSchema, cashMovementSchema]);

/** How a whole result tells of what the receipt is about. */
const SUBJECT_IN: { readonly [Scope in Receipt['scope']]: (result: string) => Subject } = {
  FUNDS(result) {
    const told = readStoredJson(fundsResultSchema, result, 'result');
    return 'paid' in told ? told.paid.transaction : told.transaction;
  },
  PORTFOLIO: (result) => readStoredJson(assetMovementSchema, result, 'result').assetTransaction,
  ORDER: (result) => readStoredJson(orderPlacementSchema, result, 'result').order,
};

/** The receipt is that of the command that has made its subject: it says what was asked for, and what came of it. */
export function expectReceipt(
  findings: Findings,
  receipt: Receipt,
  found: Subject | typeof UNREADABLE | undefined,
): void {
  const { scope, key, subjectId, createdAt } = receipt;
  const name = { entity: 'receipt', id: `${scope} ${key}` } as const;
  findings.expect('RECEIPTS', name, 'version', 1, receipt.version);
  expectStamps(findings, name, receipt);
  if (found === undefined) findings.missing('RECEIPTS', { entity: subjectKeyOf(receipt).entity, id: subjectId });
  const told = receipt.seal === undefined ? readWhole(findings, name, receipt) : readSealed(findings, name, receipt);
  if (found === undefined || found === UNREADABLE) return;
  findings.expect('RECEIPTS', name, 'createdAt', found.createdAt, createdAt);
  if ('clientOrderId' in found) findings.expect('RECEIPTS', name, 'key', found.clientOrderId, key);
  told.hold(found);
}

/** The content of a receipt, to be compared with its record. */
interface Told {
  hold(found: Subject): void;
}

/** The seal binds all that the receipt says to those fields of its subject that never change. */
function readSealed(findings: Findings, name: RecordName, receipt: Receipt): Told {
  readPart(findings, name, () => keysTold(receipt));
  return { hold: (found) => findings.expect('RECEIPTS', name, 'seal', sealOf(receipt, found), receipt.seal) };
}

/** A receipt of an older release has the whole command and the whole result. */
function readWhole(findings: Findings, name: RecordName, { scope, request, result }: Receipt): Told {
  const told = readPart(findings, name, () => SUBJECT_IN[scope](result));
  const asked = readPart(findings, name, () => readStoredJson(requestSchema, request, 'request'));
  return {
    hold(found) {
      if (told !== undefined) expectSame(findings, name, 'result', factsOf(found), factsOf(told));
      if (asked !== undefined) expectSame(findings, name, 'request', askedFactsOf(found), asked);
    },
  };
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

/** Holds what one part of the receipt says against the subject. It does not look at what the receipt leaves out. */
function expectSame(
  findings: Findings,
  name: RecordName,
  part: 'request' | 'result',
  facts: SubjectFacts,
  said: Readonly<Record<string, unknown>>,
): void {
  for (const [field, fact] of Object.entries(facts)) {
    const stored = said[field];
    // A sale of everything does not say how much that is.
    if (stored === undefined || (field === 'quantity' && stored === 'ALL')) continue;
    if (isSame(fact, stored)) continue;
    findings.note('RECEIPTS', name, `${part}.${field}`, fact, isDecimal(stored) ? stored : String(stored));
  }
}

/** An amount is compared by its text in JSON. A value with parts is compared as JSON. */
function isSame(fact: Figure, stored: unknown): boolean {
  const hasParts = typeof stored === 'object' && stored !== null && !isDecimal(stored);
  return String(fact) === (hasParts ? JSON.stringify(stored) : String(stored));
}
