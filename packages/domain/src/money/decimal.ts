import Big, { type RoundingMode } from 'big.js';
import { z } from 'zod';
import { ValidationError } from '../errors/validation-error.ts';

/** What an amount may be given as. A JavaScript number is not among them: it has lost digits before it gets here. */
export type DecimalInput = string | Decimal;

/**
 * An exact decimal number: big.js in strict mode, immutable. Its arithmetic takes no JavaScript number, neither by type
 * nor when run. As text it is plain notation, without trailing zeros and without a sign on zero.
 */
export interface Decimal extends Big {
  abs(): Decimal;
  neg(): Decimal;
  plus(other: DecimalInput): Decimal;
  minus(other: DecimalInput): Decimal;
  times(other: DecimalInput): Decimal;
  cmp(other: DecimalInput): -1 | 0 | 1;
  eq(other: DecimalInput): boolean;
  gt(other: DecimalInput): boolean;
  gte(other: DecimalInput): boolean;
  lt(other: DecimalInput): boolean;
  lte(other: DecimalInput): boolean;
  round(decimals?: number, mode?: RoundingMode): Decimal;
}

interface DecimalConstructor {
  new (value: DecimalInput): Decimal;
  (value: DecimalInput): Decimal;
}

const strictBig = Big();
strictBig.strict = true;
// Plain notation always: no amount that passes the checks below reaches these exponents.
strictBig.NE = -1_000;
strictBig.PE = 1_000;

export const Decimal: DecimalConstructor = strictBig;
export const ZERO: Decimal = new Decimal('0');

/** DynamoDB's number and SQLite's canonical text both keep this many digits exactly. */
export const MAX_DIGITS = 38;

const PLAIN_NOTATION = /^-?\d+(?:\.\d+)?$/;
/** Longer text is refused unread. */
const MAX_TEXT = 120;

/** True for a Decimal of this module. */
export function isDecimal(value: unknown): value is Decimal {
  return value instanceof strictBig;
}

/** True if the value has at most 38 significant digits, and as many before the point. */
export function fitsDigits(value: Decimal): boolean {
  return value.c.length <= MAX_DIGITS && value.e < MAX_DIGITS && value.e > -MAX_DIGITS;
}

/** The number of decimal places that the value needs. */
export function decimalPlaces(value: Decimal): number {
  return Math.max(0, value.c.length - 1 - value.e);
}

/** The Decimal, or the rule that the input breaks. */
function read(input: unknown): Decimal | string {
  if (isDecimal(input)) return fitsDigits(input) ? input : TOO_MANY_DIGITS;
  if (typeof input !== 'string') return notText(input);
  if (input.length > MAX_TEXT) return TOO_MANY_DIGITS;
  if (!PLAIN_NOTATION.test(input)) return 'must be a decimal in plain notation, such as "0.01"';
  const value = new Decimal(input);
  return fitsDigits(value) ? normalZero(value) : TOO_MANY_DIGITS;
}

const TOO_MANY_DIGITS = `must have at most ${MAX_DIGITS} digits`;

function notText(input: unknown): string {
  if (input === undefined) return 'is required';
  const given = input === null ? 'null' : typeof input;
  return `must be a decimal string such as "0.01", not ${given === 'object' ? 'an object' : given === 'number' ? 'a number (numbers lose digits)' : given}`;
}

/** big.js keeps the sign of zero; money does not. */
function normalZero(value: Decimal): Decimal {
  return value.s < 0 && value.c[0] === 0 ? ZERO : value;
}

/**
 * Reads an amount at the edge.
 * Rejects with VALIDATION_FAILED, naming `field`, what is no plain decimal or has more than 38 digits.
 */
export function parseDecimal(input: DecimalInput, field: string): Decimal {
  const value = read(input);
  if (typeof value === 'string') throw new ValidationError({ field, rule: value });
  return value;
}

type Rule = (value: Decimal) => string | undefined;

/** A transform that says what it is in JSON Schema, also once rules were added to it: these make the same kind of schema. */
const DecimalSchema: z.core.$constructor<z.ZodTransform<Decimal, DecimalInput>> = z.core.$constructor(
  'DecimalSchema',
  (schema, definition) => {
    z.ZodTransform.init(schema, definition);
    schema._zod.processJSONSchema = (_context, json) => {
      json.type = 'string';
      json.format = 'decimal';
    };
  },
);

function decimalSchema(rule?: Rule): z.ZodType<Decimal, DecimalInput> {
  return new DecimalSchema({
    type: 'transform',
    transform: (input, context) => {
      const value = read(input);
      const broken = typeof value === 'string' ? value : rule?.(value);
      if (typeof value !== 'string' && broken === undefined) return value;
      context.issues.push({ code: 'custom', message: broken ?? 'is invalid', input });
      return z.NEVER;
    },
  });
}

/** Any decimal. */
export const signedDecimal = decimalSchema();
/** Zero or more. */
export const nonNegativeDecimal = decimalSchema((value) =>
  value.s < 0 && !value.eq(ZERO) ? 'must not be negative' : undefined,
);
/** More than zero. */
export const positiveDecimal = decimalSchema((value) => (value.gt(ZERO) ? undefined : 'must be greater than zero'));
