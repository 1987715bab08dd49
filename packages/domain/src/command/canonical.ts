import * as z from 'zod';
import { isDecimal } from '../money/decimal.ts';
import { sha256Of } from './sha256.ts';

/** A command whose text is longer than its hash is stored as its hash. */
const LONGEST_TEXT = 64;

/**
 * The text that tells one command from another: its JSON with sorted keys, or the SHA-256 of that if it is longer. The defaults of its
 * schema are left out, so a command stays the same when a later release adds a field with a default. A default therefore never changes.
 */
export function commandText(body: object, schema: z.ZodType): string {
  const defaults = defaultsOf(schema);
  const said: Record<string, unknown> = {};
  for (const name of Object.keys(body).sort()) {
    const value: unknown = Reflect.get(body, name);
    // The text of a Decimal is also its JSON. To ask for it here takes half as long as to let JSON.stringify ask.
    if (value !== defaults[name]) said[name] = isDecimal(value) ? value.toString() : value;
  }
  const text = JSON.stringify(said);
  return text.length > LONGEST_TEXT ? sha256Of(asciiOf(text)) : text;
}

/** The JSON in ASCII: every other character becomes an escape. */
export function asciiOf(json: string): string {
  return json.replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const NOT_ASCII = /[^ -~]/g;

type Fields = Readonly<Record<string, unknown>>;

const known = new WeakMap<z.ZodType, Fields>();

function defaultsOf(schema: z.ZodType): Fields {
  let defaults = known.get(schema);
  if (defaults === undefined) {
    defaults = Object.fromEntries(shapesOf(schema).flatMap(defaultsIn));
    known.set(schema, defaults);
  }
  return defaults;
}

/** The fields of an object, or the fields of every type of a union. */
function shapesOf(schema: unknown): readonly object[] {
  if (schema instanceof z.ZodObject) return [schema.shape];
  return schema instanceof z.ZodUnion ? schema.options.flatMap(shapesOf) : [];
}

function defaultsIn(shape: object): readonly (readonly [string, unknown])[] {
  return Object.entries(shape).flatMap(([field, of]) =>
    of instanceof z.ZodDefault ? [[field, of.def.defaultValue] as const] : [],
  );
}
