import { ValidationError } from '@orderfolio/domain';
import { parse } from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { requireObject } from '../requests/body.ts';
import { IDEMPOTENCY_HEADER, oneKey, requireAskable } from '../requests/idempotency-key.ts';
import type { Call, PathParameter } from './call.ts';

/** The field of a command that takes the `Idempotency-Key`. */
type KeyField = 'idempotencyKey' | 'clientOrderId';

export interface BodyFacts {
  /** Its name in the document. */
  readonly name: string;
  readonly example: unknown;
  /** The fields of the command that are not in the body: they come from the caller or the path. */
  readonly fixed?: { readonly [Field in PathParameter]?: 'caller' | 'path' };
  readonly key?: KeyField;
}

/** A body that becomes a command: its schema, for the document, and how it is read. */
export interface Body<Command> extends BodyFacts {
  readonly schema: z.ZodType;
  /** The command. VALIDATION_FAILED, BODY_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED. */
  read(call: Call): Promise<Command>;
}

/** A body that its schema reads. */
export function body<Command>(schema: z.ZodType<Command>, facts: BodyFacts): Body<Command> {
  return { ...facts, schema, read: readerOf(schema, facts) };
}

/** A body that goes to a service as it was sent. The service reads it by this schema, so it is not read twice. */
export function command<Input>(schema: z.ZodType<unknown, Input>, facts: BodyFacts): Body<Input> {
  return { ...facts, schema, read: readerOf(z.custom<Input>(), facts) };
}

function readerOf<Command>(
  schema: z.ZodType<Command>,
  { fixed = {}, key }: BodyFacts,
): (call: Call) => Promise<Command> {
  const fields = namesOf(fixed);
  return async (call) => {
    const given = requireObject(await call.json());
    for (const field of fields) {
      // The body cannot choose the account or the order.
      if (Object.hasOwn(given, field)) throw new ValidationError({ field, rule: 'is not a known field' });
      given[field] = fixed[field] === 'caller' ? call.caller : call.parameter(field);
    }
    if (key !== undefined) addKey(given, key, call.key);
    return parse(schema, given, 'body');
  };
}

function addKey(given: Record<string, unknown>, field: KeyField, ofHeader: string | undefined): void {
  const key = oneKey(ofHeader, given[field], field);
  if (field === 'clientOrderId') requireAskable(key, ofHeader === undefined ? field : IDEMPOTENCY_HEADER);
  given[field] = key;
}

const PATH_PARAMETERS: readonly PathParameter[] = [
  'username',
  'orderId',
  'transactionId',
  'assetId',
  'clientOrderId',
  'familyId',
  'base',
  'quote',
];

export function namesOf(fixed: NonNullable<BodyFacts['fixed']>): readonly PathParameter[] {
  return PATH_PARAMETERS.filter((name) => fixed[name] !== undefined);
}
