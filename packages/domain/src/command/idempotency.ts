import * as z from 'zod';
import type { Entity, EntityKey } from '../entities/kinds.ts';
import type { Receipt } from '../entities/receipt.ts';
import { IdempotencyConflictError } from '../errors/rejection-errors.ts';
import { type Change, type EntityReader, save } from '../ports/unit-of-work.ts';
import { readStored, readStoredJson } from '../validation/parse.ts';
import { commandText } from './canonical.ts';
import type { Decision } from './execute.ts';
import { keysTold, retell } from './retold.ts';
import { isSubject, type Subject, type SubjectKey, sealOf, subjectKeyOf } from './seal.ts';
import { tell } from './told.ts';

/** The fields that a repeatable command returns beside its result. */
export interface Replayable {
  /** True if the command was carried out before: this is its first result, and nothing was written now. */
  readonly replayed: boolean;
}

/** The key that makes a command repeatable, and the validated command that is compared: all of it but the user and the key. */
export interface IdempotentRequest {
  readonly username: string;
  readonly scope: Receipt['scope'];
  /** Without a key every call is a new command. */
  readonly key: string | undefined;
  readonly command: object;
  /** Which of the commands with one schema it is. */
  readonly operation?: string;
  /** The schema that read the command. Its defaults are not compared. */
  readonly schema: z.ZodType;
}

const FIELD_OF_SCOPE = { FUNDS: 'idempotencyKey', PORTFOLIO: 'idempotencyKey', ORDER: 'clientOrderId' } as const;

/** The key of the request's receipt, or undefined if the request has no key. */
export function receiptKeyOf({ username, scope, key }: IdempotentRequest): EntityKey<'receipt'> | undefined {
  return key === undefined ? undefined : { entity: 'receipt', username, scope, key };
}

/** A receipt, with the records that complete it. */
export interface Proof {
  readonly receipt: Receipt;
  readonly records: readonly (Entity | undefined)[];
}

/** Reads the records that complete the receipt. STORAGE_FAILED if the receipt cannot be read. */
export async function proofOf(reader: EntityReader, receipt: Receipt): Promise<Proof> {
  return { receipt, records: isWhole(receipt) ? [] : await reader.read(keysTold(receipt)) };
}

/** Answers a repeated command with its first result, and changes nothing. IDEMPOTENCY_CONFLICT if the key was used for another body. */
export function replay<Result extends object>(
  request: IdempotentRequest,
  { receipt, records }: Proof,
  resultSchema: z.ZodType<Result>,
): Decision<Result & Replayable> {
  requireSameBody(request, receipt);
  const result = isWhole(receipt)
    ? readStoredJson(resultSchema, receipt.result, 'receipt')
    : readStored(resultSchema, retell(receipt, records), 'receipt');
  return { result: { replayed: true, ...result }, changes: [], restsOnReceipt: true };
}

/** The decision on a new command. If it has a key, the receipt goes into the same commit. */
export function firstTime<Result extends object>(
  request: IdempotentRequest,
  { result, changes, subjectId }: Decision<Result> & { readonly subjectId: string },
  now: string,
): Decision<Result & Replayable> {
  return { result: { replayed: false, ...result }, changes: withReceipt(request, changes, result, subjectId, now) };
}

/** An older release has stored the whole command and the whole result, and no seal. */
function isWhole({ seal }: Receipt): boolean {
  return seal === undefined;
}

const bodySchema = z.record(z.string(), z.unknown());

/** The text of what is compared. Only a command with a key pays for it. */
function textOf({ scope, operation, command, schema }: IdempotentRequest): string {
  const body: Record<string, unknown> = { operation };
  for (const name of Object.keys(command))
    if (name !== 'username' && name !== FIELD_OF_SCOPE[scope]) body[name] = Reflect.get(command, name);
  return commandText(body, schema);
}

function requireSameBody(request: IdempotentRequest, receipt: Receipt): void {
  const { username, scope, schema } = request;
  const first = isWhole(receipt)
    ? commandText(readStoredJson(bodySchema, receipt.request, 'receipt'), schema)
    : receipt.request;
  if (first === textOf(request)) return;
  const { key, createdAt } = receipt;
  throw new IdempotencyConflictError({ username, field: FIELD_OF_SCOPE[scope], key, firstUsedAt: createdAt });
}

function withReceipt(
  request: IdempotentRequest,
  changes: readonly Change[],
  result: object,
  subjectId: string,
  now: string,
): readonly Change[] {
  const { username, scope, key } = request;
  if (key === undefined) return changes;
  const said = { request: textOf(request), result: tell(result, subjectId) };
  const seal = sealOf(said, subjectIn(changes, subjectKeyOf({ username, scope, subjectId }), subjectId));
  const receipt: Receipt = {
    username,
    scope,
    key,
    subjectId,
    ...said,
    seal,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  // The receipt comes first. If two commands with one key race, the later one meets it, reads again, and replays.
  return [save('receipt', undefined, receipt), ...changes];
}

/** A hold has the id of its order: the kind tells which of the two is meant. */
function subjectIn(changes: readonly Change[], { entity }: SubjectKey, subjectId: string): Subject {
  for (const change of changes) {
    if (change.action === 'check' || change.entity !== entity) continue;
    if (isSubject(change.value, subjectId)) return change.value;
  }
  throw new RangeError('a command with a key stores what its receipt is about');
}
