/** A registered symbol, so that two copies of this package in one process recognise each other's errors. */
const BRAND: unique symbol = Symbol.for('@orderfolio/domain/DomainError');

/**
 * The base of every error that Orderfolio rejects with.
 *
 * Narrow on `code`, a literal in every subclass. The facts of the case are read-only fields, and never secret. `retryable` says whether
 * the same call may succeed later with nothing else changed. The technical `cause` is kept. `instanceof` holds for the errors of every
 * copy of this package that the process has loaded.
 */
export abstract class DomainError<Facts extends object = object> extends Error {
  abstract readonly code: string;
  readonly retryable: boolean = false;

  constructor(message: string, facts: Facts, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    Object.assign(this, facts);
  }

  get [BRAND](): true {
    return true;
  }

  /** The JSON for a log or an HTTP body: code, message and the facts. */
  toJSON(): Record<string, unknown> {
    const { cause: _cause, name: _name, ...facts } = this;
    return { ...facts, message: this.message };
  }
}

/** `instanceof` by the prototypes, or by the code if the error comes from another copy. */
function isInstance(this: object, value: unknown): boolean {
  try {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    const code = codeOf(value);
    if (code === undefined) return false;
    return this === DomainError || (Object.hasOwn(this, 'code') && Reflect.get(this, 'code') === code);
  } catch (_refusal) {
    // A proxy that throws when it is inspected is not an error of ours.
    return false;
  }
}
Object.defineProperty(DomainError, Symbol.hasInstance, { value: isInstance });

/** The code of an error of any copy. */
function codeOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Reflect.get(value, BRAND) !== true) return undefined;
  const code: unknown = Reflect.get(value, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** An exact amount in an error: show it, or read a new `Decimal` from its text. */
export interface Amount {
  toFixed(decimals?: number): string;
  toString(): string;
  toJSON(): string;
}
