import Big from 'big.js';
import { ValidationError } from '../errors/validation-error.ts';
import { places, ROUND_HALF_UP, type RoundingMode, roundingMode } from './rounding.ts';
import { compare, type Parts, partsOf, productOf, sumOf, textOf } from './small-numbers.ts';
import { ruleOfKind } from './wrong-kind.ts';

/** The forms in which an amount may be given. A JavaScript number is not one of them: it has lost digits before it gets here. */
export type DecimalInput = string | Decimal;

/** A registered symbol, so that two copies of this package in one process recognise each other's decimals. */
const BRAND: unique symbol = Symbol.for('@orderfolio/domain/Decimal');

/** The notation that big.js reads, with an exponent short enough to write out. */
const NUMERAL = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * An exact, immutable decimal number: big.js in strict mode. Its arithmetic refuses JavaScript numbers, by type and at run time, and
 * every Big that is not Orderfolio's. Its text, also in JSON, is plain notation without trailing zeros. Zero has no sign.
 *
 * Throws VALIDATION_FAILED for anything that is not a decimal. The error's `field` is `value` in the constructor, and `other` in the
 * arithmetic.
 */
export class Decimal {
  declare readonly [BRAND]: true;
  /** The sign: 1 or -1. */
  declare readonly s: number;
  /** The exponent: value = s × c[0].c[1]c[2]… × 10^e. */
  declare readonly e: number;
  /** The digits. */
  declare readonly c: readonly number[];

  constructor(value: DecimalInput) {
    const parts = typeof value === 'string' ? partsOf(value) : undefined;
    if (parts !== undefined) {
      this.s = parts.s;
      this.e = parts.e;
      this.c = parts.c;
      return;
    }
    // When big.js is called as a function, it fills in the object that it is called on.
    Reflect.apply(ownBig, this, [isOwn(value) ? genuine(value) : exactText(value, 'value')]);
    if (this.c[0] === 0) this.s = 1;
  }

  abs(): Decimal {
    return arithmetic.abs.call(this);
  }

  neg(): Decimal {
    return unsignedZero(arithmetic.neg.call(this));
  }

  plus(other: DecimalInput): Decimal {
    const addend = operand(other);
    const sum = sumOf(this, addend, 1);
    return sum === undefined ? unsignedZero(arithmetic.plus.call(this, addend)) : made(sum);
  }

  minus(other: DecimalInput): Decimal {
    const subtrahend = operand(other);
    const difference = sumOf(this, subtrahend, -1);
    return difference === undefined ? unsignedZero(arithmetic.minus.call(this, subtrahend)) : made(difference);
  }

  times(other: DecimalInput): Decimal {
    const factor = operand(other);
    const product = productOf(this, factor);
    return product === undefined ? unsignedZero(arithmetic.times.call(this, factor)) : made(product);
  }

  /** The quotient, rounded once. VALIDATION_FAILED for a division by zero. */
  div(other: DecimalInput, decimals: number, mode: RoundingMode): Decimal {
    const divisor = operand(other);
    if (divisor.c[0] === 0) throw new ValidationError({ field: 'other', rule: 'must not be zero: it divides' });
    // Nobody else can reach this constructor: its settings belong to this division.
    dividing.DP = places(decimals);
    dividing.RM = roundingMode(mode);
    return new Decimal(new dividing(this.toString()).div(divisor.toString()).toFixed());
  }

  cmp(other: DecimalInput): -1 | 0 | 1 {
    return compare(this, operand(other));
  }

  eq(other: DecimalInput): boolean {
    return this.cmp(other) === 0;
  }

  gt(other: DecimalInput): boolean {
    return this.cmp(other) > 0;
  }

  gte(other: DecimalInput): boolean {
    return this.cmp(other) >= 0;
  }

  lt(other: DecimalInput): boolean {
    return this.cmp(other) < 0;
  }

  lte(other: DecimalInput): boolean {
    return this.cmp(other) <= 0;
  }

  /** The value with at most this many decimals. By default a whole number, and a half goes away from zero. */
  round(decimals = 0, mode: RoundingMode = ROUND_HALF_UP): Decimal {
    return unsignedZero(arithmetic.round.call(this, places(decimals), roundingMode(mode)));
  }

  /** Plain notation with exactly this many decimals. By default as many as the value needs, and a half goes away from zero. */
  toFixed(decimals?: number, mode: RoundingMode = ROUND_HALF_UP): string {
    return decimals === undefined
      ? this.toString()
      : arithmetic.toFixed.call(this, places(decimals), roundingMode(mode));
  }

  toString(): string {
    return textOf(this) ?? arithmetic.toFixed.call(this);
  }

  toJSON(): string {
    return this.toString();
  }

  /** Operators would turn it into a number. */
  valueOf(): never {
    throw new ValidationError({ field: 'value', rule: 'is a Decimal: use plus, eq, lt and so on, not operators' });
  }
}

/** The methods of big.js that Decimal uses, typed for a constructor that makes Decimals. */
interface Arithmetic {
  abs(this: Decimal): Decimal;
  neg(this: Decimal): Decimal;
  plus(this: Decimal, other: Decimal): Decimal;
  minus(this: Decimal, other: Decimal): Decimal;
  times(this: Decimal, other: Decimal): Decimal;
  round(this: Decimal, decimals: number, mode: RoundingMode): Decimal;
  toFixed(this: Decimal, decimals?: number, mode?: RoundingMode): string;
}

/** All constructors of big.js share one prototype, which anybody may patch. Ours is a copy from the moment when this module is loaded. */
const methods = { ...Big.prototype };
const arithmetic = methods as unknown as Arithmetic;

/** A constructor whose settings nobody can change, and whose prototype no other Big has. */
const ownBig = strictBig(Decimal.prototype);
// big.js keeps a constructor on every object. Ours is on the prototype: one field less to copy and to print.
Object.defineProperties(Decimal.prototype, {
  [BRAND]: { value: true },
  constructor: { get: () => ownBig, set: () => undefined },
});
Object.freeze(ownBig);
Object.freeze(Decimal.prototype);
Object.freeze(Decimal);

const dividing = strictBig(Object.freeze(methods));

function strictBig(prototype: object): ReturnType<typeof Big> {
  const big = Big();
  big.strict = true;
  Object.defineProperty(big, 'prototype', { value: prototype, writable: false });
  return big;
}

/** The Decimal with these parts. */
function made({ s, e, c }: Parts): Decimal {
  if (c[0] === 0) return ZERO;
  const value: Decimal = Object.create(Decimal.prototype);
  const fields: { -readonly [Part in keyof Parts]: Parts[Part] } = value;
  fields.s = s;
  fields.e = e;
  fields.c = c;
  return value;
}

/** True for a Decimal of this copy of the package. */
export function isOwn(value: unknown): value is Decimal {
  try {
    return value instanceof Decimal;
  } catch (_refusal) {
    // A proxy that throws when it is inspected is not a Decimal.
    return false;
  }
}

/** The rule that a Decimal breaks if somebody made it by hand, or wrote to its fields. */
export const FORGED = 'is no Decimal that its constructor has made';
/** The greatest exponent of an amount, positive or negative. */
const MAX_EXPONENT = 2_000;

/**
 * True if the fields are as a constructor leaves them. Without this check, somebody who writes to them past the types, or makes an object
 * of this prototype by hand, could have a sign counted twice or end the process.
 */
function isSound({ s, e, c }: Decimal): boolean {
  if ((s !== 1 && s !== -1) || !Number.isInteger(e) || Math.abs(e) > MAX_EXPONENT || !Array.isArray(c)) return false;
  return c.length > 0 && c.every((digit) => Number.isInteger(digit) && digit >= 0 && digit <= 9);
}

/** A copy that its caller can no longer change. Undefined for a value that only looks like a Decimal. */
export function copyOf(value: Decimal): Decimal | undefined {
  return isSound(value) ? new Decimal(value) : undefined;
}

function genuine(value: Decimal): Decimal {
  if (isSound(value)) return value;
  throw new ValidationError({ field: 'value', rule: FORGED });
}

/** True for a Decimal of any copy of this package. */
export function isDecimal(value: unknown): value is Decimal {
  if (isOwn(value)) return true;
  try {
    return typeof value === 'object' && value !== null && Reflect.get(value, BRAND) === true;
  } catch (_refusal) {
    return false;
  }
}

/** A Decimal that everybody may share: nobody can write to it. */
export function constant(text: string): Decimal {
  const value = new Decimal(text);
  Object.freeze(value.c);
  return Object.freeze(value);
}

/** Zero. */
export const ZERO: Decimal = constant('0');

function operand(other: DecimalInput): Decimal {
  return isOwn(other) ? other : new Decimal(exactText(other, 'other'));
}

/** The text of a decimal that is not a Decimal of this copy. */
function exactText(value: unknown, field: string): string {
  const text = typeof value !== 'string' && isDecimal(value) ? value.toString() : value;
  if (typeof text === 'string' && NUMERAL.test(text)) return text;
  throw new ValidationError({ field, rule: typeof text === 'string' ? 'must be a decimal' : ruleOfKind(text) });
}

/** big.js keeps the sign of zero; money does not. */
function unsignedZero(value: Decimal): Decimal {
  return value.s < 0 && value.c[0] === 0 ? ZERO : value;
}
