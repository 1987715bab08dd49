import { ValidationError } from '@orderfolio/domain';
import { parse } from '@orderfolio/domain/schemas';
import type * as z from 'zod';
import { requireObject } from '../requests/body.ts';
import { IDEMPOTENCY_HEADER, oneKey, requireAskable } from '../requests/idempotency-key.ts';
import type { Call, PathParameter } from './call.ts';

/** Where the `Idempotency-Key` goes, in a command that takes one. */
type KeyField = 'idempotencyKey' | 'clientOrderId';

export interface BodyFacts {
  /** Its name in the document. */
  readonly name: string;
  readonly example: unknown;
  /** The fields of the command that the body does not have: the caller, or a parameter of the path. */
  readonly fixed?: { readonly [Field in PathParameter]?: 'caller' | 'path' };
  readonly key?: KeyField;
}

/** A body that becomes a command: what it looks like, for the document, and how it is read. */
export interface Body<Command> extends BodyFacts {
  readonly schema: z.ZodType<Command>;
  /** The command. VALIDATION_FAILED, BODY_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED. */
  read(call: Call): Promise<Command>;
}

export function body<Command>(schema: z.ZodType<Command>, facts: BodyFacts): Body<Command> {
  return {
    ...facts,
    schema,
    async read(call) {
      return parse(schema, complete(requireObject(await call.json()), facts, call), 'body');
    },
  };
}

/** The body with what the path, the caller and the header add to it. */
function complete(
  given: Readonly<Record<string, unknown>>,
  { fixed = {}, key }: BodyFacts,
  call: Call,
): Record<string, unknown> {
  const command: Record<string, unknown> = { ...given };
  for (const field of namesOf(fixed)) {
    // Whose account, and which order, the body has no say in.
    if (Object.hasOwn(given, field)) throw new ValidationError({ field, rule: 'is not a known field' });
    command[field] = fixed[field] === 'caller' ? call.caller : call.parameter(field);
  }
  if (key !== undefined) command[key] = oneKey(call.key, given[key], key);
  if (key === 'clientOrderId') requireAskable(command[key], call.key === undefined ? key : IDEMPOTENCY_HEADER);
  return command;
}

const PATH_PARAMETERS: readonly PathParameter[] = [
  'username',
  'orderId',
  'transactionId',
  'assetId',
  'clientOrderId',
  'familyId',
];

export function namesOf(fixed: NonNullable<BodyFacts['fixed']>): readonly PathParameter[] {
  return PATH_PARAMETERS.filter((name) => fixed[name] !== undefined);
}
