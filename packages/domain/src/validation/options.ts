import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { FORGOTTEN_AWAIT, isPromise } from './parse.ts';
import { SHORT_NAME_RULE, shortName } from './schemas.ts';

/** The rule of an option, in words that follow its name. */
export interface OptionRule {
  readonly words: string;
  allows(value: unknown): boolean;
}

/** The rule of each option. A new option does not compile without its rule. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** For an option whose own fields are checked elsewhere. */
export const anObject: OptionRule = { words: 'must be an object', allows: isObject };

/** For an option that is called. */
export const aFunction: OptionRule = { words: 'must be a function', allows: (value) => typeof value === 'function' };

/** For an option that is on or off. */
export const aFlag: OptionRule = { words: 'must be true or false', allows: (value) => typeof value === 'boolean' };

/** For an option that becomes a part of keys. */
export const aShortName: OptionRule = { words: SHORT_NAME_RULE, allows: (value) => shortName.safeParse(value).success };

/** An object with this method: of any class, and of any copy of a package. */
export function withMethod(method: string): OptionRule {
  return {
    words: `must be an object with the method ${method}`,
    allows: (value) => isObject(value) && typeof Reflect.get(value, method) === 'function',
  };
}

/** For an option that is one of these words. */
export function oneOf(...words: readonly string[]): OptionRule {
  return { words: `must be ${words.join(' or ')}`, allows: (value) => words.some((word) => word === value) };
}

/** For a list in which every item is allowed. `items` names them. */
export function listOf(items: string, allows: (item: unknown) => boolean): OptionRule {
  return {
    words: `must be a list of ${items}`,
    allows: (value) => Array.isArray(value) && value.every((item) => allows(item)),
  };
}

/** For a whole number within these bounds. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER, unit?: string): OptionRule {
  const of = unit === undefined ? '' : ` of ${unit}`;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
  return {
    words: `must be a whole number${of}, ${range}`,
    allows: (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  };
}

/** For a number in this unit that is at least `least`. */
export function numberFrom(least: number, unit: string): OptionRule {
  return {
    words: `must be a number of ${unit}, ${least} or more`,
    allows: (value) => typeof value === 'number' && Number.isFinite(value) && value >= least,
  };
}

const OPTIONS_OBJECT: OptionRule = {
  words: 'must be an object',
  allows: (value) => isObject(value) && !isPromise(value),
};

/**
 * Checks the options of a maker. An undefined option counts as not given. CONFIGURATION_INVALID names the first option that is wrong,
 * unknown, or required and missing. `name` names the options as a whole: the error has it, with `words`, if they are not an object.
 */
export function requireOptions<Options extends object>(
  options: Options,
  rules: OptionRules<Options>,
  required: readonly (keyof Options & string)[],
  name: string,
  words: string = wordsFor(required),
): void {
  requireRule(name, options, { ...OPTIONS_OBJECT, words });
  const values = new Map(entriesOf(options, name));
  for (const [field, value] of values) {
    const rule: OptionRule | undefined = Object.hasOwn(rules, field) ? Reflect.get(rules, field) : undefined;
    if (rule === undefined) throw new ConfigurationInvalidError({ field, rule: 'is not a known option' });
    requireRule(field, value, rule);
  }
  for (const field of required) if (!values.has(field)) requireRule(field, undefined, rules[field]);
}

function wordsFor(required: readonly string[]): string {
  const needs = required.map((option) => `a ${option}`).join(' and ');
  return needs === '' ? OPTIONS_OBJECT.words : `${OPTIONS_OBJECT.words} with ${needs}`;
}

function requireRule(field: string, value: unknown, { words, allows }: OptionRule): void {
  try {
    if (allows(value)) return;
    if (isPromise(value)) throw new ConfigurationInvalidError({ field, rule: FORGOTTEN_AWAIT });
  } catch (cause) {
    if (cause instanceof ConfigurationInvalidError) throw cause;
    throw new ConfigurationInvalidError({ field, rule: 'cannot be read' }, { cause });
  }
  throw new ConfigurationInvalidError({ field, rule: words });
}

function entriesOf(given: object, name: string): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries<unknown>({ ...given }).filter(([, value]) => value !== undefined);
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: name, rule: 'cannot be read' }, { cause });
  }
}
