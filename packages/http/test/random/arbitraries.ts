import type { OpenApiDocument } from '@orderfolio/http';
import fc, { type Arbitrary } from 'fast-check';
import { valueAt } from '../support/reply-checker.ts';

/** Values that a schema of the document allows. */
export function arbitraryOf(schema: unknown, document: OpenApiDocument): Arbitrary<unknown> {
  const at = (name: string): unknown => valueAt(schema, [name]);
  const reference = at('$ref');
  if (typeof reference === 'string') return arbitraryOf(valueAt(document, reference.split('/').slice(1)), document);
  const alternatives = at('oneOf') ?? at('anyOf');
  if (Array.isArray(alternatives)) return fc.oneof(...alternatives.map((one) => arbitraryOf(one, document)));
  const words = at('enum');
  if (Array.isArray(words)) return fc.constantFrom(...words);
  if (at('const') !== undefined) return fc.constant(at('const'));
  switch (at('type')) {
    case 'string':
      return textOf(at('format'), at('pattern'), at('minLength'), at('maxLength'));
    case 'integer':
      return fc.integer({ min: numberOr(at('minimum'), -100), max: Math.min(numberOr(at('maximum'), 100), 1_000_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(at('items'), document), {
        minLength: numberOr(at('minItems'), 0),
        maxLength: Math.min(numberOr(at('maxItems'), 3), 3),
      });
    case 'object':
      return objectOf(at('properties'), at('required'), document);
    default:
      return fc.jsonValue();
  }
}

function objectOf(properties: unknown, required: unknown, document: OpenApiDocument): Arbitrary<unknown> {
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const fields = entriesOf(properties).map(([name, schema]) => {
    const value = fieldOf(name, arbitraryOf(schema, document)).map((given) => [[name, given]] as const);
    return isRequired(name) ? value : fc.oneof(value, fc.constant([]));
  });
  return fc.tuple(...fields).map((given) => Object.fromEntries(given.flat()));
}

/** Where only a few values have an effect, the value is mostly one of them. */
function fieldOf(name: string, any: Arbitrary<unknown>): Arbitrary<unknown> {
  const telling = TELLING[name];
  if (telling === undefined) return any;
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...telling) }, { weight: 1, arbitrary: any });
}

const TELLING: Readonly<Record<string, readonly string[]>> = {
  assetId: ['BTC', 'ETH'],
  currency: ['USD'],
  password: ['lantern orchard 47 violet'],
  currentPassword: ['lantern orchard 47 violet'],
};

/** Amounts that a small account can pay, and some that no account can. */
const decimals = fc.oneof(
  fc
    .integer({ min: 1, max: 10_000 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
  fc.constantFrom('0', '-1', '0.00000001', '1000000', '9'.repeat(38), '9'.repeat(39)),
);

function textOf(format: unknown, pattern: unknown, minLength: unknown, maxLength: unknown): Arbitrary<string> {
  const most = numberOr(maxLength, 40);
  if (format === 'decimal') return decimals;
  if (format === 'date-time') return fc.constantFrom('2026-03-02T09:30:00.000Z', '2026-06-01T00:00:00.000Z');
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern)).filter(({ length }) => length <= most);
  return fc.string({ minLength: numberOr(minLength, 0), maxLength: Math.min(most, 40), unit: 'grapheme' });
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** The names and values of a value, if it is an object. */
function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
