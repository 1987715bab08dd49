import * as z from 'zod';
import { ZodTransform } from 'zod';
import { $constructor } from 'zod/v4/core';
import { ValidationError } from '../errors/validation-error.ts';
import { copyOf, Decimal, type DecimalInput, FORGED, isDecimal, isOwn } from './exact-decimal.ts';
import { ruleOfKind } from './wrong-kind.ts';

export {
  constant,
  Decimal,
  type DecimalInput,
  isDecimal,
  ZERO,
} from './exact-decimal.ts';
export { ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, type RoundingMode } from './rounding.ts';

/** DynamoDB's number and SQLite's canonical text both keep this many digits exactly. */
export const MAX_DIGITS = 38;

const PLAIN_NOTATION = /^-?\d+(?:\.\d+)?$/;
/** Longer text is refused before it is read. */
const MAX_TEXT = 120;

/** True if the value has at most 38 significant digits, and as many before the point. */
export function fitsDigits(value: Decimal): boolean {
  return value.c.length <= MAX_DIGITS && value.e < MAX_DIGITS && value.e > -MAX_DIGITS;
}

/** The number of decimal places that the value needs. */
export function decimalPlaces(value: Decimal): number {
  return Math.max(0, value.c.length - 1 - value.e);
}

/** The Decimal, or the rule that the input breaks. */
function read(input: unknown, fits = fitsDigits): Decimal | string {
  if (isOwn(input)) {
    const copy = copyOf(input);
    if (copy === undefined) return FORGED;
    return fits(copy) ? copy : TOO_MANY_DIGITS;
  }
  // A Decimal of another copy of this package is read through its text.
  const text = isDecimal(input) ? input.toString() : input;
  if (typeof text !== 'string') return ruleOfKind(text);
  if (text.length > MAX_TEXT) return TOO_MANY_DIGITS;
  if (!PLAIN_NOTATION.test(text)) return 'must be a decimal in plain notation, such as "0.01"';
  const value = new Decimal(text);
  return fits(value) ? value : TOO_MANY_DIGITS;
}

const TOO_MANY_DIGITS = `must have at most ${MAX_DIGITS} digits`;

/** Reads an amount at the edge. VALIDATION_FAILED, naming `field`, for input that is not a plain decimal or has more than 38 digits. */
export function parseDecimal(input: DecimalInput, field: string): Decimal {
  const value = read(input);
  if (typeof value === 'string') throw new ValidationError({ field, rule: value });
  return value;
}

type Rule = (value: Decimal) => string | undefined;

/** A transform that describes itself in JSON Schema. Adding rules keeps that: they make the same kind of schema. */
const DecimalSchema: z.core.$constructor<z.ZodTransform<Decimal, DecimalInput>> = $constructor(
  'DecimalSchema',
  (schema, definition) => {
    ZodTransform.init(schema, definition);
    // A transform may be left out of an object; an amount may not.
    schema._zod.optin = undefined;
    schema._zod.processJSONSchema = (_context, json) => {
      json.type = 'string';
      json.format = 'decimal';
    };
  },
);

/** The schema of an amount. Declarations name it, and stay short. */
export interface DecimalSchema extends z.ZodType<Decimal, DecimalInput> {}

function decimalSchema(rule?: Rule, fits = fitsDigits): DecimalSchema {
  return new DecimalSchema({
    type: 'transform',
    transform: (input, context) => {
      const value = read(input, fits);
      const broken = typeof value === 'string' ? value : rule?.(value);
      if (typeof value !== 'string' && broken === undefined) return value;
      context.issues.push({ code: 'custom', message: broken ?? 'is invalid', input });
      return z.NEVER;
    },
  });
}

/** Any decimal. */
export const signedDecimal = decimalSchema();
/** A sum that is kept as text. It may have more digits than any of the amounts that were added. */
export const sumOfDecimals = decimalSchema(undefined, () => true);
/** Zero or more. */
export const nonNegativeDecimal = decimalSchema((value) => (value.s < 0 ? 'must not be negative' : undefined));
/** More than zero. */
export const positiveDecimal = decimalSchema((value) =>
  value.s > 0 && value.c[0] !== 0 ? undefined : 'must be greater than zero',
);
