import { currencySchema, roleSchema } from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { problemSchema } from '../problems/problem.ts';
import { user } from '../replies/accounts.ts';
import * as results from '../replies/results.ts';
import { type Body, namesOf } from '../routes/body.ts';
import type { Route } from '../routes/route.ts';

/** A schema of the document: JSON Schema 2020-12, which OpenAPI 3.1 has. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** Every reply and entity by its name, each in terms of the others. */
function replySchemas(routes: readonly Route[]): Record<string, JsonSchema> {
  const named = z.registry<{ id: string }>();
  const add = (name: string, schema: z.ZodType): void => {
    if (!names.has(name)) named.add(schema, { id: name });
    names.add(name);
  };
  const names = new Set<string>();
  add('Problem', problemSchema);
  add(CURRENCY, currencySchema);
  add(ROLE, roleSchema);
  for (const { name, schema } of ENTITIES) add(name, schema);
  for (const { result } of routes) if (result !== undefined) add(result.name, result.schema);
  const { schemas } = z.toJSONSchema(named, { io: 'output', uri: (name) => `#/components/schemas/${name}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

const ENTITIES = [
  user,
  results.balance,
  results.balanceTransaction,
  results.asset,
  results.assetTransaction,
  results.order,
  results.priceOutcome,
];

/** Every body by its name: its command without the fields that come from the path and the caller. */
function bodySchemas(routes: readonly Route[]): Record<string, JsonSchema> {
  const bodies = routes.flatMap(({ body }) => (body === undefined ? [] : [body]));
  return Object.fromEntries(bodies.map((body) => [body.name, bodySchema(body)]));
}

function bodySchema({ schema, fixed = {} }: Body<unknown>): JsonSchema {
  return without(plain(z.toJSONSchema(schema, { io: 'input', override: nameShared })), namesOf(fixed));
}

/** The document lists all currencies and all roles once. */
const CURRENCY = 'Currency';
const ROLE = 'Role';
const SHARED = new Map<z.core.$ZodType, string>([
  [currencySchema, CURRENCY],
  [roleSchema, ROLE],
]);

/** Refers to a schema that has its own name in the document. */
export function nameShared({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: JsonSchema }): void {
  const name = SHARED.get(zodSchema);
  if (name === undefined) return;
  for (const word of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, word);
  Object.assign(jsonSchema, refTo(name));
}

/** The service defines the roles. */
export function schemasOf(routes: readonly Route[], roles: readonly string[]): Record<string, JsonSchema> {
  return { ...replySchemas(routes), [ROLE]: { type: 'string', enum: [...roles] }, ...bodySchemas(routes) };
}

/** The schema as a part of a larger document. Clients need not know what is immutable here. */
export function plain({ $schema: _dialect, $id: _address, ...schema }: JsonSchema): JsonSchema {
  const copied: unknown = JSON.parse(JSON.stringify(schema), (key, value) => (key === 'readOnly' ? undefined : value));
  return isSchema(copied) ? copied : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** The schema, or each of its alternatives, without these fields. */
function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  const { oneOf, anyOf, properties, required } = schema;
  return {
    ...schema,
    ...(oneOf && { oneOf: oneOf.map((alternative) => without(alternative, fields)) }),
    ...(anyOf && { anyOf: anyOf.map((alternative) => without(alternative, fields)) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !fields.includes(name))),
    }),
    ...(required && { required: required.filter((name) => !fields.includes(name)) }),
  };
}
