import {
  assetIdSchema,
  consumerNameSchema,
  currencySchema,
  idempotencyKeySchema,
  ulidSchema,
  usernameSchema,
} from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { IDEMPOTENCY_HEADER } from '../requests/idempotency-key.ts';
import type { PathParameter } from '../routes/call.ts';
import type { Route } from '../routes/route.ts';
import { type JsonSchema, nameShared, plain } from './schemas.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

const PATH_PARAMETERS: {
  readonly [Name in PathParameter]: { readonly schema: z.ZodType; readonly description: string };
} = {
  username: { schema: usernameSchema, description: 'The user' },
  orderId: { schema: ulidSchema, description: 'The id of the order' },
  transactionId: { schema: ulidSchema, description: 'The id of the row' },
  assetId: { schema: assetIdSchema, description: 'The id of the asset' },
  familyId: { schema: ulidSchema, description: 'The id of the session' },
  base: { schema: currencySchema, description: 'The currency whose unit is valued' },
  quote: { schema: currencySchema, description: 'The currency that it is valued in' },
  clientOrderId: { schema: idempotencyKeySchema, description: 'Your own id of the order' },
  consumer: { schema: consumerNameSchema, description: 'The name of the consumer' },
};

const QUERY_PARAMETERS: Readonly<Record<string, string>> = {
  limit: 'How many items at most',
  cursor: '`nextCursor` of the page before',
  status: 'Only what is in this status',
  usernamePrefix: 'Only users whose username begins with this, in any case, sorted by it',
  emailPrefix: 'Only users whose e-mail begins with this, in any case, sorted by it; no erased user has one',
  assetId: 'Only what is of this asset',
  open: 'Only what still rests',
  active: 'Only what can be traded',
  currency: 'What values and totals are in',
};

export function parametersOf({ path, query, body, isStream }: Route): Parameter[] {
  return [
    ...pathParameters(path),
    ...queryParameters(query?.schema),
    ...keyParameter(body?.key),
    ...(isStream ? [LAST_EVENT] : []),
  ];
}

function pathParameters(path: string): Parameter[] {
  return namesIn(path).map((name) => {
    const { schema, description } = PATH_PARAMETERS[name];
    return {
      name,
      in: 'path',
      required: true,
      description,
      schema: plain(z.toJSONSchema(schema, { io: 'input', override: nameShared })),
    };
  });
}

function namesIn(path: string): PathParameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (isPathParameter(name) ? [name] : []));
}

function isPathParameter(name: string): name is PathParameter {
  return Object.hasOwn(PATH_PARAMETERS, name);
}

function queryParameters(schema: z.ZodType | undefined): Parameter[] {
  if (schema === undefined) return [];
  const { properties = {} } = plain(z.toJSONSchema(schema, { io: 'input', override: nameShared }));
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: 'query',
    required: false,
    description: QUERY_PARAMETERS[name] ?? name,
    schema: typeof of === 'boolean' ? {} : of,
  }));
}

const LAST_EVENT: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The `id` that came last: the stream goes on from there. Without it: from now on',
  schema: { type: 'string' },
};

function keyParameter(key: string | undefined): Parameter[] {
  if (key === undefined) return [];
  return [
    {
      name: IDEMPOTENCY_HEADER,
      in: 'header',
      required: false,
      description: `Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's \`${key}\`.`,
      schema: plain(z.toJSONSchema(idempotencyKeySchema, { io: 'input' })),
    },
  ];
}
