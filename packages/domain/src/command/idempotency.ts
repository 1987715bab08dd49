import type * as z from 'zod';
import type { EntityKey } from '../entities/kinds.ts';
import type { Receipt } from '../entities/receipt.ts';
import { IdempotencyConflictError } from '../errors/rejection-errors.ts';
import { type Change, save } from '../ports/unit-of-work.ts';
import { readStoredJson } from '../validation/parse.ts';
import type { Decision } from './execute.ts';

/** What a repeatable command returns beside its own result. */
export interface Replayable {
  /** True when the command had been carried out before: this is its first result, and nothing was written now. */
  readonly replayed: boolean;
}

/** The key that makes a command repeatable, and the validated command whose JSON is compared. */
export interface IdempotentRequest {
  readonly username: string;
  readonly scope: Receipt['scope'];
  /** Without a key every call is a new command. */
  readonly key: string | undefined;
  readonly body: object;
}

const FIELD_OF_SCOPE = { FUNDS: 'idempotencyKey', PORTFOLIO: 'idempotencyKey', ORDER: 'clientOrderId' } as const;

/** Where the receipt of a request is; undefined when it has no key. */
export function receiptKeyOf({ username, scope, key }: IdempotentRequest): EntityKey<'receipt'> | undefined {
  return key === undefined ? undefined : { entity: 'receipt', username, scope, key };
}

/**
 * Answers a repeated command with its first result, and changes nothing.
 * IDEMPOTENCY_CONFLICT when the key was used for another body.
 */
export function replay<Result extends object>(
  request: IdempotentRequest,
  receipt: Receipt,
  resultSchema: z.ZodType<Result>,
): Decision<Result & Replayable> {
  requireSameBody(request, receipt);
  const result = readStoredJson(resultSchema, receipt.result, 'receipt');
  return { result: { replayed: true, ...result }, changes: [], restsOnReceipt: true };
}

/** The decision on a new command: with a key, its receipt goes into its own commit. */
export function firstTime<Result extends object>(
  request: IdempotentRequest,
  { result, changes, subjectId }: Decision<Result> & { readonly subjectId: string },
  now: string,
): Decision<Result & Replayable> {
  return { result: { replayed: false, ...result }, changes: withReceipt(request, changes, result, subjectId, now) };
}

function requireSameBody({ scope, username, body }: IdempotentRequest, receipt: Receipt): void {
  if (receipt.request === JSON.stringify(body)) return;
  const { key, createdAt } = receipt;
  throw new IdempotencyConflictError({ username, field: FIELD_OF_SCOPE[scope], key, firstUsedAt: createdAt });
}

function withReceipt(
  { username, scope, key, body }: IdempotentRequest,
  changes: readonly Change[],
  result: object,
  subjectId: string,
  now: string,
): readonly Change[] {
  if (key === undefined) return changes;
  const receipt: Receipt = {
    username,
    scope,
    key,
    subjectId,
    request: JSON.stringify(body),
    result: JSON.stringify(result),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  // First, so that of two racing commands with one key the later meets the receipt, reads again, and replays.
  return [save('receipt', undefined, receipt), ...changes];
}
