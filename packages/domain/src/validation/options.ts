import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { FORGOTTEN_AWAIT, isPromise } from './parse.ts';

/** What an option must be, in words that follow its name. */
export interface OptionRule {
  readonly words: string;
  allows(value: unknown): boolean;
}

/** The rule of each option: one that is added without its rule does not compile. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const anObject: OptionRule = { words: 'must be an object', allows: isObject };

export const aFunction: OptionRule = { words: 'must be a function', allows: (value) => typeof value === 'function' };

export const aFlag: OptionRule = { words: 'must be true or false', allows: (value) => typeof value === 'boolean' };

/** What is given to be called: of whatever class, and of whichever copy of a package. */
export function withMethod(method: string): OptionRule {
  return {
    words: `must be an object with the method ${method}`,
    allows: (value) => isObject(value) && typeof Reflect.get(value, method) === 'function',
  };
}

export function oneOf(...words: readonly string[]): OptionRule {
  return { words: `must be ${words.join(' or ')}`, allows: (value) => words.some((word) => word === value) };
}

export function numberFrom(least: number, unit: string): OptionRule {
  return {
    words: `must be a number of ${unit}, ${least} or more`,
    allows: (value) => typeof value === 'number' && Number.isFinite(value) && value >= least,
  };
}

/**
 * Checks the options that something is made with; one that is undefined was not given. CONFIGURATION_INVALID, naming the
 * first that is wrong, not known, or required and missing; `name` names the options as a whole.
 */
export function requireOptions<Options extends object>(
  options: Options,
  rules: OptionRules<Options>,
  required: readonly (keyof Options & string)[],
  name: string,
): void {
  const given: unknown = options;
  if (!isObject(given) || isPromise(given)) {
    const needed =
      required.length === 0
        ? 'must be an object'
        : `must be an object with ${required.map((option) => `a ${option}`).join(' and ')}`;
    throw new ConfigurationInvalidError({ field: name, rule: isPromise(given) ? FORGOTTEN_AWAIT : needed });
  }
  const values = new Map(entriesOf(given, name));
  for (const [field, value] of values) {
    const rule: OptionRule | undefined = Object.hasOwn(rules, field) ? Reflect.get(rules, field) : undefined;
    if (rule === undefined) throw new ConfigurationInvalidError({ field, rule: 'is not a known option' });
    requireRule(field, value, rule);
  }
  for (const field of required) if (!values.has(field)) requireRule(field, undefined, rules[field]);
}

function requireRule(field: string, value: unknown, { words, allows }: OptionRule): void {
  if (allows(value)) return;
  throw new ConfigurationInvalidError({ field, rule: isPromise(value) ? FORGOTTEN_AWAIT : words });
}

function entriesOf(given: object, name: string): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries<unknown>({ ...given }).filter(([, value]) => value !== undefined);
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: name, rule: 'cannot be read' }, { cause });
  }
}
